import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { Clock } from '#kernel';
import { AppConfig } from '#platform';
import { copyRows, type CopyTable } from './copy-rows.js';
import { seededRandom } from './random.js';
import { SeedAnchors } from './seed-anchors.js';
import { SeedArticle } from './seed-article.js';
import { type SeedAuthor, seedAuthors } from './seed-authors.js';
import { SeededComments } from './seeded-comments.js';
import { SeedTexts } from './seed-texts.js';
import { growThread, type ThreadShape } from './thread-tree.js';

/** What is to be made up. */
export interface SeedWish {
  readonly comments: number;
  /** Keys; what does not exist is made. */
  readonly site: string;
  readonly article: string;
  readonly shape: ThreadShape;
  /** Called with rows written so far and rows in all. */
  readonly onProgress?: (rows: number, of: number, what: string) => void;
}

/** What was made up. */
export interface Seeded {
  readonly siteId: string;
  readonly articleId: string;
  readonly url: string;
  /** The comments by number, oldest first. */
  readonly ids: readonly string[];
  readonly authors: readonly SeedAuthor[];
}

const DAY_MS = 86_400_000;
const SPREAD_DAYS = 300;
const NAME_DIGITS = 10;
const LOADED =
  'comments, comment_revisions, comment_prints, comment_anchors, review_items, people, discussions, section_counts';

/**
 * Fills an article with made-up comments by COPY, in one transaction. Counters are made with the comments and added to those that the
 * article has; votes are counts only, without the people who cast them.
 */
@Injectable()
export class SeedDiscussion {
  constructor(
    @Inject(SeedArticle) private readonly article: SeedArticle,
    @Inject(SeedAnchors) private readonly anchors: SeedAnchors,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Loads the comments and has PostgreSQL look at the new rows, so that its plans fit them. */
  async run(wish: SeedWish): Promise<Seeded> {
    const { id: articleId, siteId, url, ...rest } = await this.article.ensure(wish.site, wish.article);
    const anchors = await this.anchors.of({ id: articleId, siteId, url, ...rest });
    const random = seededRandom(wish.comments);
    const mark = Math.random().toFixed(NAME_DIGITS).slice(2);
    const authors = seedAuthors(wish.comments, random, mark, this.config.secret.reveal());
    const untilMs = this.clock.nowMs() - DAY_MS;
    const seeded = new SeededComments({
      ...{ articleId, siteId, authors, anchors, random },
      tree: growThread(wish.comments, wish.shape),
      texts: new SeedTexts(random),
      ...{ fromMs: untilMs - SPREAD_DAYS * DAY_MS, untilMs },
    });
    await this.load(articleId, seeded, [this.people(authors), ...seeded.tables()], wish);
    return { siteId, articleId, url, ids: seeded.ids, authors };
  }

  private async load(
    articleId: string,
    seeded: SeededComments,
    tables: readonly CopyTable[],
    wish: SeedWish,
  ): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, connectionTimeoutMillis: 5000 });
    await client.connect();
    try {
      await client.query('BEGIN');
      for (const table of tables) {
        await copyRows(client, table, (rows) => wish.onProgress?.(rows, table.count, table.table));
      }
      await this.count(client, articleId, seeded, wish);
      await client.query('COMMIT');
      await client.query(`ANALYZE ${LOADED}`);
    } finally {
      await client.end();
    }
  }

  private async count(client: pg.Client, articleId: string, seeded: SeededComments, wish: SeedWish): Promise<void> {
    await client.query(
      `UPDATE discussions SET published = published + $2, version = version + 1, last_activity_at = greatest(last_activity_at, $3)
       WHERE article_id = $1`,
      [articleId, seeded.published, seeded.lastActivity() ?? null],
    );
    const sections = seeded.sectionCounts();
    await client.query(
      `INSERT INTO section_counts (article_id, section_id, published) SELECT $1, * FROM unnest($2::uuid[], $3::integer[])
       ON CONFLICT (article_id, section_id) DO UPDATE SET published = section_counts.published + excluded.published`,
      [articleId, [...sections.keys()], [...sections.values()]],
    );
    wish.onProgress?.(1, 1, 'counters');
  }

  private people(authors: readonly SeedAuthor[]): CopyTable {
    const now = this.clock.now();
    return {
      table: 'people',
      columns: [
        'id',
        'kind',
        'name',
        'name_key',
        'email',
        'email_key',
        'email_confirmed_at',
        'created_at',
        'updated_at',
      ],
      rows: authors.map(({ id, kind, name, nameKey, email, emailKey }) => [
        ...[id, kind, name, nameKey, email, emailKey],
        ...[email === null ? null : now, now, now],
      ]),
      count: authors.length,
    };
  }
}
