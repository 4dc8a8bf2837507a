import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { SiteNotFound } from '../articles.errors.js';

const FIRST = `
SELECT id FROM sites WHERE $2::boolean OR id = ANY ($1::uuid[]) ORDER BY created_at, id LIMIT 1`;

/** Finds the sites a person works for. */
@Injectable()
export class SiteList {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * The oldest of the given sites; of all when one of the ids is null, which stands for every site.
   * @throws {SiteNotFound} when there is none.
   */
  async firstFor(siteIds: readonly (string | null)[]): Promise<string> {
    const ids = siteIds.filter((id) => id !== null);
    const [site] = await this.database.query<{ id: string }>(FIRST, [ids, siteIds.includes(null)]);
    if (site === undefined) throw new SiteNotFound();
    return site.id;
  }
}
