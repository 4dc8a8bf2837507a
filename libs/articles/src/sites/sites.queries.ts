import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SiteSettings } from '#contracts';
import { Database } from '#platform';
import type { Site } from './site.js';

interface SiteRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly origins: string[];
  readonly version: string;
  readonly settings: unknown;
}

/**
 * A site, without its settings when the row is the version that is known ($2): they may hold megabytes of word lists, and are read anew
 * every few seconds. Each writing of a row makes another tuple, also within one transaction.
 */
const bySlot = (column: 'key' | 'id'): string => `
  SELECT id, key, name, origins, v.version, CASE WHEN v.version = $2 THEN NULL ELSE settings END AS settings
  FROM sites s CROSS JOIN LATERAL (SELECT s.ctid::text || ' ' || s.xmin::text AS version) v WHERE ${column} = $1`;
const BY = { key: bySlot('key'), id: bySlot('id') } as const;
const KNOWN = 2000;
const INSERT = `
  INSERT INTO sites (id, key, name, origins, settings, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $6)
  ON CONFLICT (key) DO NOTHING`;
const UPDATE_SETTINGS = 'UPDATE sites SET settings = $2::jsonb, updated_at = $3 WHERE id = $1';

/** SQL of the `sites` table. Settings are completed with today's defaults when they are read. */
@Injectable()
export class SiteQueries {
  private readonly known = new LRUCache<string, { readonly version: string; readonly site: Site }>({ max: KNOWN });

  constructor(@Inject(Database) private readonly database: Database) {}

  /** The site with a key. */
  byKey(key: string): Promise<Site | undefined> {
    return this.read('key', key);
  }

  /** The site with an id. */
  byId(id: string): Promise<Site | undefined> {
    return this.read('id', id);
  }

  /** Stores a new site. False when its key is taken. */
  async insert(site: Site, at: Date): Promise<boolean> {
    const { id, key, name, origins, settings } = site;
    return (await this.database.execute(INSERT, [id, key, name, origins, JSON.stringify(settings), at])) === 1;
  }

  /** Replaces a site's settings. */
  async updateSettings(id: string, settings: SiteSettings, at: Date): Promise<void> {
    await this.database.execute(UPDATE_SETTINGS, [id, JSON.stringify(settings), at]);
  }

  private async read(column: 'key' | 'id', value: string): Promise<Site | undefined> {
    const slot = `${column}:${value}`;
    const known = this.known.get(slot);
    const [row] = await this.database.query<SiteRow>(BY[column], [value, known?.version ?? '']);
    if (row === undefined) return undefined;
    if (row.version === known?.version) return known.site;
    const { id, key, name, origins, version } = row;
    const site = { id, key, name, origins, settings: SiteSettings.parse(row.settings) };
    this.known.set(slot, { version, site });
    return site;
  }
}
