import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import type { SiteSettings } from '#contracts';
import { SiteDirectory } from './site-directory.js';

/** Reads a site's settings. They hold word lists, so readers do not see them. */
@Injectable()
export class ReadSiteSettings {
  constructor(@Inject(SiteDirectory) private readonly sites: SiteDirectory) {}

  /**
   * @param input.site the site's key.
   * @throws {SiteNotFound} when there is no such site.
   */
  async run(actor: Actor, input: { site: string }): Promise<SiteSettings> {
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'settings.read', { siteId: site.id });
    return site.settings;
  }
}
