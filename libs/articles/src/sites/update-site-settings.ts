import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize } from '#accounts';
import type { SiteSettings } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { RuleSets } from '../rule-sets/rule-sets.js';
import { SiteDirectory } from './site-directory.js';
import { type SiteSettingsInput, siteSettings } from './site-input.js';
import { SiteQueries } from './sites.queries.js';

/** Replaces a site's settings. */
@Injectable()
export class UpdateSiteSettings {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SiteQueries) private readonly queries: SiteQueries,
    @Inject(RuleSets) private readonly rules: RuleSets,
  ) {}

  /**
   * Settings left out go back to their defaults, but for `screening`: left out, the rules stay as they are, and given with a change
   * they become a new rule set that is in use at once.
   * @param input.site the site's key.
   * @throws {SiteNotFound} when there is no such site.
   * @throws {InvalidField} when a setting is not valid.
   */
  async run(actor: Actor, input: { site: string; settings: SiteSettingsInput }): Promise<SiteSettings> {
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'settings.write', { siteId: site.id });
    const given = siteSettings(input.settings);
    return this.database.transaction(async () => {
      const current = await this.rules.lock(site.id);
      const wanted = input.settings.screening === undefined ? current.rules : given.screening;
      const settings = { ...given, screening: current.rules };
      await this.queries.updateSettings(site.id, settings, this.clock.now());
      if (!isDeepStrictEqual(wanted, current.rules)) {
        const makerId = actorIdOf(actor);
        const number = await this.rules.make(site.id, { rules: wanted, makerId });
        await this.rules.activate(site.id, number, current, makerId);
      }
      this.database.afterCommit(() => this.sites.forget(site));
      return { ...settings, screening: wanted };
    });
  }
}
