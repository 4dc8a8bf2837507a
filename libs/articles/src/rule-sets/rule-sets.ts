import { Inject, Injectable } from '@nestjs/common';
import { ScreeningSettings } from '#contracts';
import { Clock } from '#kernel';
import { AuditLog, Database } from '#platform';
import { RuleSetNotFound, SiteNotFound } from '../articles.errors.js';
import { type RuleSetHead, type RuleSetHeadRow, type StoredRuleSet, toRuleSet, toRuleSetHead } from './rule-set.js';
import { ruleSetActivated, ruleSetMade } from './rule-sets.audit.js';
import {
  ACTIVATE,
  ACTIVE_NUMBER,
  ACTIVE_RULE_SET,
  COPY_ACTIVE,
  INSERT_RULE_SET,
  LOCK_SITE,
  RETIRE_ACTIVE,
  RULE_SET,
  RULE_SET_PAGE,
  RULES_IN_USE,
} from './rule-sets.queries.js';

/** What a site screens with, once nobody else can change it. `active` is null only for a site that was made past the verbs. */
export interface ActiveRules {
  readonly active: number | null;
  readonly rules: ScreeningSettings;
}

/** New rules with who made them and why. */
export interface NewRuleSet {
  readonly rules: ScreeningSettings;
  readonly note?: string | undefined;
  readonly makerId?: string | undefined;
}

type RuleSetRow = RuleSetHeadRow & { readonly rules: unknown };

/**
 * The versions of sites' screening rules. They are kept in this room because the active one is a part of the site's settings: whoever
 * writes those writes the version in the same transaction, so that no way of changing the rules leaves none behind.
 */
@Injectable()
export class RuleSets {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Holds a site's rules until the caller's transaction ends.
   * @throws {SiteNotFound}
   */
  async lock(siteId: string): Promise<ActiveRules> {
    await this.database.query(LOCK_SITE, [siteId]);
    const [row] = await this.database.query<{ screening: unknown; active: number | null }>(RULES_IN_USE, [siteId]);
    if (row === undefined) throw new SiteNotFound();
    return { active: row.active, rules: ScreeningSettings.parse(row.screening ?? {}) };
  }

  /** Makes a draft, in the caller's transaction and under its lock. Returns its number. */
  async make(siteId: string, { rules, note, makerId }: NewRuleSet): Promise<number> {
    const [row] = await this.database.query<{ number: number }>(INSERT_RULE_SET, [
      siteId,
      JSON.stringify(rules),
      note ?? null,
      makerId ?? null,
      this.clock.now(),
    ]);
    if (row === undefined) throw new Error('A rule set was not stored.');
    await this.audit.append(ruleSetMade, subject(siteId, makerId), { number: row.number });
    return row.number;
  }

  /**
   * Puts a rule set to use, in the caller's transaction and under its lock. The caller forgets the site after the commit.
   * @throws {RuleSetNotFound}
   */
  async activate(
    siteId: string,
    number: number,
    { active }: Pick<ActiveRules, 'active'>,
    actorId?: string,
  ): Promise<void> {
    await this.database.execute(RETIRE_ACTIVE, [siteId]);
    const found = await this.database.execute(ACTIVATE, [siteId, number, actorId ?? null, this.clock.now()]);
    if (found === 0) throw new RuleSetNotFound();
    await this.database.execute(COPY_ACTIVE, [siteId, this.clock.now()]);
    await this.audit.append(ruleSetActivated, subject(siteId, actorId), { number, before: active });
  }

  /** The rule set in use. @throws {RuleSetNotFound} for a site that was made past the verbs. */
  async active(siteId: string): Promise<StoredRuleSet> {
    return found(await this.database.query<RuleSetRow>(ACTIVE_RULE_SET, [siteId]));
  }

  /** The number of the rule set in use; null for a site that was made past the verbs. */
  async activeNumber(siteId: string): Promise<number | null> {
    return (await this.database.query<{ number: number }>(ACTIVE_NUMBER, [siteId]))[0]?.number ?? null;
  }

  /** @throws {RuleSetNotFound} */
  async byNumber(siteId: string, number: number): Promise<StoredRuleSet> {
    return found(await this.database.query<RuleSetRow>(RULE_SET, [siteId, number]));
  }

  /** Rule sets before a number, newest first. */
  async before(siteId: string, number: number, limit: number): Promise<RuleSetHead[]> {
    const rows = await this.database.query<RuleSetHeadRow>(RULE_SET_PAGE, [siteId, number, limit]);
    return rows.map(toRuleSetHead);
  }
}

function found(rows: readonly RuleSetRow[]): StoredRuleSet {
  const [row] = rows;
  if (row === undefined) throw new RuleSetNotFound();
  return toRuleSet(row);
}

function subject(siteId: string, actorId: string | undefined) {
  return actorId === undefined ? { siteId } : { siteId, actorId };
}
