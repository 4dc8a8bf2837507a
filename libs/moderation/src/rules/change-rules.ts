import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize } from '#accounts';
import { RuleSets, SiteDirectory } from '#articles';
import type { ActivateRulesBody, PutRulesBody } from '#contracts';
import { cleanText } from '#kernel';
import { Database } from '#platform';
import { RulesChanged } from '../moderation.errors.js';
import { type DescribedRuleSet, ReadRules } from './read-rules.js';
import { SoundRules } from './sound-rules.js';

/**
 * Makes versions of a site's rules and puts them to use (reliability.md, matrix row 47). Whoever changes rules names the version they
 * saw in use; when another admin was quicker, nothing changes.
 */
@Injectable()
export class ChangeRules {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(SoundRules) private readonly sound: SoundRules,
    @Inject(ReadRules) private readonly read: ReadRules,
  ) {}

  /**
   * Makes a rule set: a draft, or one that is in use at once.
   * @throws {SiteNotFound} {UnsoundRules} {RulesChanged}
   */
  async make(actor: Actor, { site: key, rules, basedOn, activate, note }: PutRulesBody): Promise<DescribedRuleSet> {
    const site = await this.sites.byKey(key);
    authorize(actor, 'rules.write', { siteId: site.id });
    this.sound.compile(rules);
    const makerId = actorIdOf(actor);
    const number = await this.database.transaction(async () => {
      const current = await this.ruleSets.lock(site.id);
      if (current.active !== basedOn) throw new RulesChanged(current.active);
      const cleaned = note === undefined ? undefined : cleanText(note, { multiline: true });
      const made = await this.ruleSets.make(site.id, { rules, note: cleaned, makerId });
      if (activate) await this.ruleSets.activate(site.id, made, current, makerId);
      this.database.afterCommit(() => this.sites.forget(site));
      return made;
    });
    return this.read.describe(await this.ruleSets.byNumber(site.id, number));
  }

  /**
   * Puts a rule set to use: a draft, or an older one, which is the way back. One that is in use stays so.
   * @throws {SiteNotFound} {RuleSetNotFound} {RulesChanged}
   */
  async activate(actor: Actor, number: number, { site: key, basedOn }: ActivateRulesBody): Promise<DescribedRuleSet> {
    const site = await this.sites.byKey(key);
    authorize(actor, 'rules.write', { siteId: site.id });
    await this.database.transaction(async () => {
      const current = await this.ruleSets.lock(site.id);
      if (current.active !== basedOn) throw new RulesChanged(current.active);
      if (number === current.active) return;
      await this.ruleSets.activate(site.id, number, current, actorIdOf(actor));
      this.database.afterCommit(() => this.sites.forget(site));
    });
    return this.read.describe(await this.ruleSets.byNumber(site.id, number));
  }
}
