import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { type RuleSetHead, RuleSets, SiteDirectory, type StoredRuleSet } from '#articles';
import { ScreeningRules } from '#discussion';
import { CursorCodec } from '#kernel';
import { rulesWarnings, type RulesWarning } from './rules-warnings.js';

/** A rule set as those who work with it see it. */
export interface DescribedRuleSet extends StoredRuleSet {
  /** What traces call these rules. */
  readonly version: string;
  readonly warnings: readonly RulesWarning[];
}

const NEWEST = 2_147_483_647;

/** Reads the versions of a site's rules (reliability.md, matrix row 46). */
@Injectable()
export class ReadRules {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * The rule set in use.
   * @throws {SiteNotFound}
   */
  async active(actor: Actor, site: string): Promise<DescribedRuleSet> {
    return this.describe(await this.ruleSets.active(await this.siteId(actor, site)));
  }

  /** @throws {SiteNotFound} {RuleSetNotFound} */
  async byNumber(actor: Actor, site: string, number: number): Promise<DescribedRuleSet> {
    return this.describe(await this.ruleSets.byNumber(await this.siteId(actor, site), number));
  }

  /**
   * A page of all versions, newest first, without the rules.
   * @throws {SiteNotFound} {InvalidCursor}
   */
  async history(
    actor: Actor,
    query: { site: string; limit: number; after?: string | undefined },
  ): Promise<{ items: RuleSetHead[]; next: string | null }> {
    const siteId = await this.siteId(actor, query.site);
    const list = `rule-sets:${siteId}`;
    const [before] = query.after === undefined ? [NEWEST] : this.cursors.decode(list, query.after);
    const items = await this.ruleSets.before(siteId, Number(before), query.limit + 1);
    const shown = items.slice(0, query.limit);
    const last = items.length > query.limit ? shown.at(-1) : undefined;
    return { items: shown, next: last === undefined ? null : this.cursors.encode(list, [last.number]) };
  }

  /** A rule set with what traces call it and what is odd about it. */
  describe(ruleSet: StoredRuleSet): DescribedRuleSet {
    const compiled = this.rules.compile(ruleSet.rules);
    return { ...ruleSet, version: compiled.version, warnings: rulesWarnings(compiled) };
  }

  private async siteId(actor: Actor, key: string): Promise<string> {
    const { id } = await this.sites.byKey(key);
    authorize(actor, 'rules.read', { siteId: id });
    return id;
  }
}
