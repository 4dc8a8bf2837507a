import { Inject, Injectable } from '@nestjs/common';
import { SiteSettings } from '#contracts';
import { Database } from '#platform';
import type { Site } from './site.js';

interface SiteRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly origins: string[];
  readonly settings: unknown;
}

const BY_KEY = 'SELECT id, key, name, origins, settings FROM sites WHERE key = $1';
const BY_ID = 'SELECT id, key, name, origins, settings FROM sites WHERE id = $1';
const INSERT = `
  INSERT INTO sites (id, key, name, origins, settings, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $6)
  ON CONFLICT (key) DO NOTHING`;
const UPDATE_SETTINGS = 'UPDATE sites SET settings = $2::jsonb, updated_at = $3 WHERE id = $1';

/** SQL of the `sites` table. Settings are completed with today's defaults when they are read. */
@Injectable()
export class SiteQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The site with a key. */
  async byKey(key: string): Promise<Site | undefined> {
    return toSite(await this.database.query<SiteRow & Record<string, unknown>>(BY_KEY, [key]));
  }

  /** The site with an id. */
  async byId(id: string): Promise<Site | undefined> {
    return toSite(await this.database.query<SiteRow & Record<string, unknown>>(BY_ID, [id]));
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
}

function toSite(rows: readonly SiteRow[]): Site | undefined {
  const row = rows[0];
  return row && { ...row, settings: SiteSettings.parse(row.settings) };
}
