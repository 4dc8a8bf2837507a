import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import type { SiteSettings } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
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
  ) {}

  /**
   * Settings left out go back to their defaults.
   * @param input.site the site's key.
   * @throws {SiteNotFound} when there is no such site.
   * @throws {InvalidField} when a setting is not valid.
   */
  async run(actor: Actor, input: { site: string; settings: SiteSettingsInput }): Promise<SiteSettings> {
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'settings.write', { siteId: site.id });
    const settings = siteSettings(input.settings);
    await this.database.transaction(async () => {
      await this.queries.updateSettings(site.id, settings, this.clock.now());
      this.database.afterCommit(() => this.sites.forget(site));
    });
    return settings;
  }
}
