import type { INestApplicationContext } from '@nestjs/common';
import type pg from 'pg';
import { CreateSite } from '#articles';
import { newId, sha256 } from '#kernel';
import { loadConfig } from '#platform';
import { withService } from '../../apps/cli/src/ground/service.js';
import { SeedDiscussion } from '../../apps/cli/src/seed/seed-discussion.js';
import type { Ground } from './ground.js';

/** An article with made-up comments. */
export interface BenchArticle {
  readonly id: string;
  readonly key: string;
  readonly comments: number;
  /** The comment that has by far the most replies. */
  readonly popularId: string;
}

/** A person with a confirmed address and published comments, signed in. */
export interface BenchReader {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** What the figures are measured on. */
export interface Content {
  readonly site: { readonly id: string; readonly key: string };
  /** By number of comments. */
  readonly sized: readonly BenchArticle[];
  /** A hundred small ones. */
  readonly small: readonly BenchArticle[];
  readonly readers: readonly BenchReader[];
}

const SITE = 'bench';
const SMALL_ARTICLES = 100;
const SMALL_COMMENTS = 20;
const READERS = 200;

/** Fills the database. The threads are of the even shape, so that a first page is the same work at every size. */
export async function fill(ground: Ground, sizes: readonly number[], say: (line: string) => void): Promise<Content> {
  const config = loadConfig(ground.environment());
  const { site, small, sized } = await withService(config, async (rooms) => {
    const made = await rooms.get(CreateSite).run({
      ...{ key: SITE, name: 'Bench' },
      // One address and 200 people post thousands of comments here, in words put together by chance; nobody else does.
      settings: {
        screening: {
          flood: { perMinute: 0, perHour: 0 },
          classifier: { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 },
        },
      },
    });
    const few: BenchArticle[] = [];
    for (let at = 0; at < SMALL_ARTICLES; at += 1) few.push(await seed(rooms, `small-${at}`, SMALL_COMMENTS));
    const many: BenchArticle[] = [];
    for (const size of sizes) {
      const started = performance.now();
      many.push(await seed(rooms, `of-${size}`, size));
      say(`${size.toLocaleString('en')} comments loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
    return { site: made, small: few, sized: many };
  });
  await ground.client.query('VACUUM (ANALYZE)');
  await ground.client.query('CHECKPOINT');
  return { site: { id: site.id, key: SITE }, small, sized, readers: await signIn(ground.client, site.id) };
}

async function seed(rooms: INestApplicationContext, article: string, comments: number): Promise<BenchArticle> {
  const seeded = await rooms.get(SeedDiscussion).run({ comments, site: SITE, article, shape: 'even' });
  return { id: seeded.articleId, key: article, comments, popularId: seeded.ids[0] ?? '' };
}

/** Sessions for people whose comments were published before, so that what they post is public at once. */
async function signIn(client: pg.Client, siteId: string): Promise<readonly BenchReader[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT id, name FROM people p WHERE kind = 'verified'
       AND (SELECT count(*) FROM comment_prints c WHERE c.author_id = p.id AND c.site_id = $1) >= 2
       AND NOT EXISTS (SELECT 1 FROM comment_prints k JOIN comments c ON c.article_id = k.article_id AND c.id = k.comment_id
         WHERE k.author_id = p.id AND c.status IN ('rejected', 'spam'))
     ORDER BY id LIMIT $2`,
    [siteId, READERS],
  );
  const readers = rows.map((row) => ({ ...row, token: newId() + newId() }));
  for (const { id, token } of readers) {
    await client.query(
      `INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at) VALUES ($1, $2, 'reader', $3, now(), now() + interval '1 day')`,
      [newId(), id, sha256(token)],
    );
  }
  return readers;
}
