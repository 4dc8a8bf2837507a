import { ScreeningSettings } from '#contracts';

/** What a rule set is used for: not yet, now, or no more. */
export type RuleSetState = 'draft' | 'active' | 'retired';

/** A version of a site's screening rules without the rules themselves, which may be some megabytes of word lists. */
export interface RuleSetHead {
  readonly number: number;
  readonly state: RuleSetState;
  readonly note: string | null;
  /** The person or API key that made it; null for the service itself. */
  readonly madeBy: string | null;
  readonly madeAt: Date;
  readonly activatedBy: string | null;
  /** When it was last activated. */
  readonly activatedAt: Date | null;
}

/** A version of a site's screening rules. */
export interface StoredRuleSet extends RuleSetHead {
  readonly rules: ScreeningSettings;
}

/** Columns of a `RuleSetHead`. */
export interface RuleSetHeadRow {
  readonly [column: string]: unknown;
  readonly number: number;
  readonly state: RuleSetState;
  readonly note: string | null;
  readonly made_by: string | null;
  readonly made_at: Date;
  readonly activated_by: string | null;
  readonly activated_at: Date | null;
}

/** Reads the columns of a rule set but its rules. */
export function toRuleSetHead(row: RuleSetHeadRow): RuleSetHead {
  return {
    number: row.number,
    state: row.state,
    note: row.note,
    madeBy: row.made_by,
    madeAt: row.made_at,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at,
  };
}

/** Reads a whole rule set. What was added to the rules since it was made takes its default. */
export function toRuleSet(row: RuleSetHeadRow & { readonly rules: unknown }): StoredRuleSet {
  return { ...toRuleSetHead(row), rules: ScreeningSettings.parse(row.rules) };
}
