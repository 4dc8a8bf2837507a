import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { SiteNotFound } from '../articles.errors.js';
import { FreshCache } from '../fresh-cache.js';
import type { Site } from './site.js';
import { SiteQueries } from './sites.queries.js';

const CACHED_SITES = 1000;

/** The sites by key and id, cached for at most 5 s; a write in this process is seen at once. */
@Injectable()
export class SiteDirectory {
  private readonly cache: FreshCache<Site>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(SiteQueries) private readonly queries: SiteQueries,
  ) {
    this.cache = new FreshCache(clock, database, 2 * CACHED_SITES);
  }

  /** @throws {SiteNotFound} */
  async byKey(key: string): Promise<Site> {
    return this.cache.get(`key:${key}`, async () => found(await this.queries.byKey(key)));
  }

  /** @throws {SiteNotFound} */
  async byId(id: string): Promise<Site> {
    return this.cache.get(`id:${id}`, async () => found(await this.queries.byId(id)));
  }

  /** Forgets a site that was written. Called after the commit. */
  forget(site: Pick<Site, 'id' | 'key'>): void {
    this.cache.forget(`key:${site.key}`);
    this.cache.forget(`id:${site.id}`);
  }
}

function found(site: Site | undefined): Site {
  if (site === undefined) throw new SiteNotFound();
  return site;
}
