import { assignBlocks, assignSections, parseArticle } from '#anchoring';
import { type ArticleSettings, SiteSettings } from '#contracts';
import { keyedHash, newId } from '#kernel';
import type { Database } from '#platform';
import type { z } from 'zod';
import { revisionHash } from '../../articles/src/revisions/revision-hash.js';
import { toStoredBlocks } from '../../articles/src/revisions/stored-block.js';
import { testConfig } from './test-config.js';

/** A site as a test needs it. */
export interface BuiltSite {
  readonly id: string;
  readonly key: string;
}

/** An article with its sections in order. */
export interface BuiltArticle {
  readonly id: string;
  readonly siteId: string;
  readonly key: string;
  readonly url: string;
  readonly revision: 1;
  readonly text: string;
  readonly sections: readonly { readonly id: string; readonly heading: string }[];
}

/** What may differ from the usual site. */
export interface SiteParts {
  key?: string;
  origins?: string[];
  settings?: z.input<typeof SiteSettings>;
}

/** What may differ from the usual article. Without `siteId` a site is made too. */
export interface ArticleParts {
  siteId?: string;
  key?: string;
  html?: string;
  settings?: ArticleSettings;
  authorEmail?: string;
  publishedAt?: Date | null;
  at?: Date;
}

const LONG_AGO = new Date('2026-03-01T00:00:00.000Z');

/** Two headed sections with three paragraphs, of the test suite's own writing. */
export const TEST_ARTICLE = [
  '<p>The harbour of Lindholm froze in the first week of February.</p>',
  '<h2 id="ice">How the ice came</h2>',
  '<p>The wind turned east on Monday, and by Thursday the ferries stayed in port.</p>',
  '<h2 id="after">What the town did</h2>',
  '<p>The bakery sent bread over the ice on sledges, as it had done in 1963.</p>',
].join('\n');

/** Puts a site into the database, past the verbs. */
export async function buildSite(
  database: Database,
  { key, origins = [], settings = {} }: SiteParts = {},
): Promise<BuiltSite> {
  const id = newId();
  const site = { id, key: key ?? `site-${id}` };
  await database.execute(
    `WITH made AS (
       INSERT INTO sites (id, key, name, origins, settings, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $6) RETURNING id, settings)
     INSERT INTO rule_sets (site_id, number, rules, state, made_at, activated_at)
     SELECT id, 1, settings -> 'screening', 'active', $6, $6 FROM made`,
    [id, site.key, 'A site', origins, JSON.stringify(SiteSettings.parse(withoutClassifier(settings))), LONG_AGO],
  );
  return site;
}

/** What a learnt model makes of a test's few words is no matter of the test, unless it sets the thresholds itself. */
function withoutClassifier(settings: NonNullable<SiteParts['settings']>): NonNullable<SiteParts['settings']> {
  const classifier = { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 };
  return { ...settings, screening: { classifier, ...settings.screening } };
}

/** Puts an article with text, sections, address and an empty discussion into the database, past the verbs. */
export async function buildArticle(database: Database, parts: ArticleParts = {}): Promise<BuiltArticle> {
  const { html = TEST_ARTICLE, settings = {}, at = LONG_AGO, publishedAt = at } = parts;
  const id = newId();
  const siteId = parts.siteId ?? (await buildSite(database)).id;
  const key = parts.key ?? `article-${id}`;
  const urlKey = `example.org/${key}`;
  const url = `https://${urlKey}`;
  const secret = testConfig().secret.reveal();
  const emailKey = parts.authorEmail && keyedHash(secret, 'email', parts.authorEmail).toString('hex');
  const author = emailKey === undefined ? null : JSON.stringify({ name: 'Ada Author', bio: null, emailKey });
  const parsed = parseArticle(html);
  const sections = assignSections([], parsed, newId);
  const blocks = toStoredBlocks(assignBlocks([], parsed, sections, newId));

  await database.transaction(async () => {
    await database.execute(
      `INSERT INTO articles (id, site_id, key, url, title, author, settings, revision, published_at, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'An article', $5::jsonb, $6::jsonb, 1, $7, $8, $8)`,
      [id, siteId, key, url, author, JSON.stringify(settings), publishedAt, at],
    );
    await database.execute(
      'INSERT INTO article_aliases (site_id, url_key, article_id, created_at) VALUES ($1, $2, $3, $4)',
      [siteId, urlKey, id, at],
    );
    await database.execute(
      `INSERT INTO article_revisions (article_id, revision, html, plain_text, text_hash, blocks, created_at)
       VALUES ($1, 1, $2, $3, $4, $5::jsonb, $6)`,
      [id, html, parsed.text, revisionHash(parsed), JSON.stringify(blocks), at],
    );
    await database.execute(
      `INSERT INTO sections (article_id, id, heading, heading_id, level, position, print, created_at)
       SELECT $1, s.id, s.heading, s."headingId", s.level, s.position, s.print, $3 FROM jsonb_to_recordset($2::jsonb)
         AS s(id uuid, heading text, "headingId" text, level smallint, position integer, print jsonb)`,
      [id, JSON.stringify(sections), at],
    );
    await database.execute('INSERT INTO discussions (article_id, site_id, created_at) VALUES ($1, $2, $3)', [
      id,
      siteId,
      at,
    ]);
  });
  return {
    id,
    siteId,
    key,
    url,
    revision: 1,
    text: parsed.text,
    sections: sections.map((one) => ({ id: one.id, heading: one.heading })),
  };
}
