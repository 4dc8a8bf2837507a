import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database } from '#platform';
import { SiteKeyTaken } from '../articles.errors.js';
import { RuleSets } from '../rule-sets/rule-sets.js';
import type { Site } from './site.js';
import { SiteDirectory } from './site-directory.js';
import { type NewSite, siteKey, siteName, siteOrigins, siteSettings } from './site-input.js';
import { SiteQueries } from './sites.queries.js';

/** Makes a site. An operator's verb: it is called by the command line and the demo, never by a door. */
@Injectable()
export class CreateSite {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SiteQueries) private readonly queries: SiteQueries,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly rules: RuleSets,
  ) {}

  /**
   * Settings left out take their defaults.
   * @throws {InvalidField} when the key, the name, an origin or a setting is not valid.
   * @throws {SiteKeyTaken} when another site has the key.
   */
  async run(input: NewSite): Promise<Site> {
    const site: Site = {
      id: newId(this.clock.nowMs()),
      key: siteKey(input.key),
      name: siteName(input.name),
      origins: siteOrigins(input.origins ?? []),
      settings: siteSettings(input.settings ?? {}),
    };
    await this.database.transaction(async () => {
      if (!(await this.queries.insert(site, this.clock.now()))) throw new SiteKeyTaken();
      const number = await this.rules.make(site.id, { rules: site.settings.screening });
      await this.rules.activate(site.id, number, { active: null });
      this.database.afterCommit(() => this.sites.forget(site));
    });
    return site;
  }
}
