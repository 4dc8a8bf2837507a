import { Inject, Injectable } from '@nestjs/common';
import type { Ask } from '#anchoring';
import type { ArticleSettings } from '#contracts';
import { Database } from '#platform';
import type { ArticleMetadata, StoredAuthor } from './article-metadata.js';

/** Everything that a push may change of an article's row. */
export interface ArticleFields extends Omit<ArticleMetadata, 'revisedAt' | 'settings'> {
  readonly settings: ArticleSettings;
  readonly revision: number;
  readonly revisedAt: Date | null;
  /** The questions in its HTML. */
  readonly asks: readonly Ask[];
}

/** An article as the push finds it. */
export interface StoredArticle extends ArticleFields {
  readonly id: string;
  readonly hash: Buffer;
}

interface ArticleStoreRow extends Record<string, unknown> {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly author: StoredAuthor | null;
  readonly categories: string[];
  readonly tags: string[];
  readonly settings: ArticleSettings;
  readonly revision: number;
  readonly published_at: Date | null;
  readonly revised_at: Date | null;
  readonly asks: Ask[];
  readonly text_hash: Buffer;
}

/** Held to the end of the transaction; also before the article exists, when there is no row to lock. */
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('article:' || $1 || ':' || $2, 0))";
const FIND = `
  SELECT a.id, a.url, a.title, a.excerpt, a.author, a.categories, a.tags, a.settings, a.revision, a.published_at, a.revised_at,
    a.asks, r.text_hash
  FROM articles a JOIN article_revisions r ON r.article_id = a.id AND r.revision = a.revision
  WHERE a.site_id = $1 AND a.key = $2`;
const INSERT = `
  INSERT INTO articles (id, site_id, key, url, title, excerpt, author, categories, tags, settings, revision, published_at,
    revised_at, asks, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10::jsonb, $11, $12, $13, $14::jsonb, $15, $15)`;
const UPDATE = `
  UPDATE articles SET url = $2, title = $3, excerpt = $4, author = $5::jsonb, categories = $6, tags = $7, settings = $8::jsonb,
    revision = $9, published_at = $10, revised_at = $11, asks = $12::jsonb, updated_at = $13
  WHERE id = $1`;
const ADD_ALIASES = `
  INSERT INTO article_aliases (site_id, url_key, article_id, created_at)
  SELECT $1, url_key, $2, $4 FROM unnest($3::text[]) AS url_key ORDER BY url_key
  ON CONFLICT (site_id, url_key) DO NOTHING`;
const FOREIGN_ALIAS = `
  SELECT a.key FROM article_aliases l JOIN articles a ON a.id = l.article_id
  WHERE l.site_id = $1 AND l.url_key = ANY($3::text[]) AND l.article_id <> $2 ORDER BY l.url_key LIMIT 1`;
const INSERT_DISCUSSION = 'INSERT INTO discussions (article_id, site_id, version, created_at) VALUES ($1, $2, 0, $3)';
const BUMP_VERSION = 'UPDATE discussions SET version = version + 1 WHERE article_id = $1 RETURNING version';

/** SQL of a push. Everything here belongs in its transaction. */
@Injectable()
export class ArticleStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes pushes to one key of a site wait for each other until the transaction ends. */
  async lock(siteId: string, key: string): Promise<void> {
    await this.database.execute(LOCK, [siteId, key]);
  }

  /** The article with a key, as it is stored. */
  async find(siteId: string, key: string): Promise<StoredArticle | undefined> {
    const [row] = await this.database.query<ArticleStoreRow>(FIND, [siteId, key]);
    if (row === undefined) return undefined;
    const { published_at: publishedAt, revised_at: revisedAt, text_hash: hash, ...fields } = row;
    return { ...fields, publishedAt, revisedAt, hash };
  }

  /** Stores a new article and its empty discussion. */
  async insert(article: { id: string; siteId: string; key: string }, fields: ArticleFields, at: Date): Promise<void> {
    const { id, siteId, key } = article;
    const [url, title, excerpt, author, categories, tags, settings, ...rest] = columns(fields);
    const values = [id, siteId, key, url, title, excerpt, author, categories, tags, settings, ...rest, at];
    await this.database.execute(INSERT, values);
    await this.database.execute(INSERT_DISCUSSION, [id, siteId, at]);
  }

  /** Replaces what a push may change. */
  async update(id: string, fields: ArticleFields, at: Date): Promise<void> {
    await this.database.execute(UPDATE, [id, ...columns(fields), at]);
  }

  /**
   * Makes addresses lead to an article. Those that already do stay.
   * @param urlKeys normalised addresses, each once.
   * @returns the key of another article that one of them leads to, if there is one; then the transaction is to be rolled back.
   */
  async addAliases(
    siteId: string,
    articleId: string,
    urlKeys: readonly string[],
    at: Date,
  ): Promise<string | undefined> {
    await this.database.execute(ADD_ALIASES, [siteId, articleId, urlKeys, at]);
    const [owner] = await this.database.query<{ key: string }>(FOREIGN_ALIAS, [siteId, articleId, urlKeys]);
    return owner?.key;
  }

  /** Counts the article's version up, which readers' caches and live streams go by. @returns the new version. */
  async bumpVersion(articleId: string): Promise<number> {
    const [row] = await this.database.query<{ version: string }>(BUMP_VERSION, [articleId]);
    return Number(row?.version);
  }
}

function columns(fields: ArticleFields): unknown[] {
  const { url, title, excerpt, author, categories, tags, settings, revision, publishedAt, revisedAt, asks } = fields;
  const authorJson = author && JSON.stringify(author);
  return [
    url,
    title,
    excerpt,
    authorJson,
    categories,
    tags,
    JSON.stringify(settings),
    revision,
    publishedAt,
    revisedAt,
    JSON.stringify(asks),
  ];
}
