import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** An article's current revision, and whether a section is part of it. */
export interface AnchorGround {
  readonly revision: number;
  readonly hasSection: boolean;
}

const GROUND = `
  SELECT a.revision, s.id IS NOT NULL AS has_section
  FROM articles a LEFT JOIN sections s ON s.article_id = a.id AND s.id = $2 AND s.removed_in IS NULL
  WHERE a.id = $1`;
const HOLD = 'SELECT revision FROM articles WHERE id = $1 FOR SHARE';

/** What an anchor stands on, read fresh: a cached revision number could be one that a push has just ended. */
@Injectable()
export class AnchorQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The current revision; undefined when there is no such article. */
  async ground(articleId: string, sectionId: string | null): Promise<AnchorGround | undefined> {
    const [row] = await this.database.query<{ revision: number; has_section: boolean }>(GROUND, [articleId, sectionId]);
    return row && { revision: row.revision, hasSection: row.has_section };
  }

  /** The current revision, which stays current until the transaction ends; undefined when there is no such article. */
  async hold(articleId: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ revision: number }>(HOLD, [articleId]);
    return row?.revision;
  }
}
