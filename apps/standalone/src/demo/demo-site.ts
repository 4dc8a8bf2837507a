import { Inject, Injectable } from '@nestjs/common';
import { ApiKeys } from '#accounts';
import { CreateSite, type Site, SiteDirectory, SiteNotFound } from '#articles';
import { AppConfig } from '#platform';

/** The demo site's key. */
export const DEMO_SITE = 'demo';

const KEY_NAME = 'SITE_API_KEY';

/** The site a newcomer starts with. Unverified guests may post, and their first comments wait for a moderator. */
@Injectable()
export class DemoSite {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(CreateSite) private readonly createSite: CreateSite,
    @Inject(ApiKeys) private readonly apiKeys: ApiKeys,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** Finds or makes it; the operator's key, when one is configured, is its key from now on. */
  async ensure(): Promise<Site> {
    const site = await this.sites.byKey(DEMO_SITE).catch((error: unknown) => {
      if (error instanceof SiteNotFound) return this.createSite.run({ key: DEMO_SITE, name: 'The Harbour Gazette' });
      throw error;
    });
    const key = this.config.siteApiKey;
    if (key !== undefined)
      await this.apiKeys.ensure(site.id, KEY_NAME, key.reveal(), ['articles', 'read', 'moderate', 'admin']);
    return site;
  }
}
