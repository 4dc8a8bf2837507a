import { Inject, Injectable } from '@nestjs/common';
import type { SiteSecretName } from '#contracts';
import { Clock } from '#kernel';
import { AppConfig, Database, Secret } from '#platform';
import { FreshCache } from '../fresh-cache.js';
import { unseal } from './seal.js';

/** A secret that is set; what it says is not told. */
export interface SetSecret {
  readonly name: SiteSecretName;
  readonly setAt: Date;
}

const OF_SITE = 'SELECT name, set_at FROM site_secrets WHERE site_id = $1 ORDER BY name';
const ONE = 'SELECT sealed FROM site_secrets WHERE site_id = $1 AND name = $2';
const CACHED = 2000;

/** Keys and secrets of sites for providers outside. Cached for at most 5 s. */
@Injectable()
export class SiteSecrets {
  private readonly cache: FreshCache<Secret | undefined>;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) clock: Clock,
  ) {
    this.cache = new FreshCache(clock, database, CACHED);
  }

  /** The secret, for the request that needs it; undefined when it is not set or was sealed by another installation. */
  of(siteId: string, name: SiteSecretName): Promise<Secret | undefined> {
    return this.cache.get(`${siteId}:${name}`, async () => {
      const [row] = await this.database.query<{ sealed: Buffer }>(ONE, [siteId, name]);
      const text = row && unseal(this.config.secret.reveal(), sealName(siteId, name), row.sealed);
      return text === undefined ? undefined : new Secret(text);
    });
  }

  /** Which secrets a site has set. */
  async names(siteId: string): Promise<SetSecret[]> {
    const rows = await this.database.query<{ name: SiteSecretName; set_at: Date }>(OF_SITE, [siteId]);
    return rows.map(({ name, set_at }) => ({ name, setAt: set_at }));
  }

  /** Forgets one that was written. Called after the commit. */
  forget(siteId: string, name: SiteSecretName): void {
    this.cache.forget(`${siteId}:${name}`);
  }
}

/** What a secret is sealed under: it opens for its own site and name only. */
export function sealName(siteId: string, name: SiteSecretName): string {
  return `${siteId}:${name}`;
}
