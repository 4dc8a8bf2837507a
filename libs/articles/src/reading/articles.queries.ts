import { Inject, Injectable } from '@nestjs/common';
import type { Ask } from '#anchoring';
import type { ArticleSettings, PlaceRules } from '#contracts';
import { Database } from '#platform';
import { ArticleNotFound } from '../articles.errors.js';
import { type ModeratorRules, NO_RULES } from '../place/effective-place.js';
import { urlKey } from '../urls/url-key.js';
import type { ArticleFacts, ArticleRow, SectionRow } from './article-row.js';

interface StoredArticle extends Record<string, unknown> {
  readonly id: string;
  readonly site_id: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly author_name: string | null;
  readonly author_bio: string | null;
  readonly categories: string[];
  readonly tags: string[];
  readonly settings: ArticleSettings;
  readonly revision: number;
  readonly published_at: Date | null;
  readonly revised_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly sections: SectionRow[];
}

interface StoredFacts extends Record<string, unknown> {
  readonly id: string;
  readonly site_id: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly revision: number;
  readonly settings: ArticleSettings;
  readonly published_at: Date | null;
  readonly created_at: Date;
  readonly author_email_key: string | null;
  readonly author_name: string | null;
  readonly place_rules: RulesColumn[] | null;
}

interface RulesColumn {
  readonly section: string | null;
  readonly comment: string | null;
  readonly rules: PlaceRules;
}

const SELECT = `
  SELECT a.id, a.site_id, a.key, a.url, a.title, a.excerpt, a.author->>'name' AS author_name, a.author->>'bio' AS author_bio,
    a.categories, a.tags, a.settings, a.revision, a.published_at, a.revised_at, a.created_at, a.updated_at,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'heading', s.heading, 'level', s.level, 'position', s.position)
       ORDER BY s.position), '[]')
     FROM sections s WHERE s.article_id = a.id AND s.removed_in IS NULL) AS sections
  FROM articles a`;
const BY_ID = `${SELECT} WHERE a.id = $1`;
const BY_KEY = `${SELECT} WHERE a.site_id = $1 AND a.key = $2`;
const BY_URL_KEY = `${SELECT} JOIN article_aliases l ON l.article_id = a.id WHERE l.site_id = $1 AND l.url_key = $2`;
const FACTS = `
  SELECT a.id, a.site_id, a.key, a.url, a.title, a.revision, a.settings, a.published_at, a.created_at,
    a.author->>'emailKey' AS author_email_key, a.author->>'name' AS author_name,
    (SELECT json_agg(json_build_object('section', p.section_id, 'comment', p.comment_id, 'rules', p.rules))
     FROM place_rules p WHERE p.article_id = a.id) AS place_rules
  FROM articles a WHERE a.id = $1`;
const ASKS = 'SELECT asks FROM articles WHERE id = $1';

/** Reads articles, always as they are now. An article has at most 20,000 sections, as many as blocks. */
@Injectable()
export class ArticleQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws {ArticleNotFound} */
  async byId(id: string): Promise<ArticleRow> {
    return toArticle(await this.database.query<StoredArticle>(BY_ID, [id]));
  }

  /** The article a publisher calls by this key. @throws {ArticleNotFound} */
  async byKey(siteId: string, key: string): Promise<ArticleRow> {
    return toArticle(await this.database.query<StoredArticle>(BY_KEY, [siteId, key]));
  }

  /**
   * The article an address leads to: its own address or any alias, whatever its scheme, trailing slash or tracking parameters.
   * @throws {ArticleNotFound}
   * @throws {InvalidField} when the text is not an absolute http or https URL.
   */
  async byUrl(siteId: string, url: string): Promise<ArticleRow> {
    return toArticle(await this.database.query<StoredArticle>(BY_URL_KEY, [siteId, urlKey(url)]));
  }

  /** What other rooms need of an article; they ask `ArticleDirectory`, which keeps it. @throws {ArticleNotFound} */
  async factsById(id: string): Promise<ArticleFacts> {
    const [row] = await this.database.query<StoredFacts>(FACTS, [id]);
    if (row === undefined) throw new ArticleNotFound();
    const { site_id: siteId, published_at: publishedAt, created_at: createdAt, author_email_key: emailKey } = row;
    const { key, url, title, revision, settings, author_name: authorName } = row;
    const rules = toRules(row.place_rules);
    const facts = { id, siteId, key, url, title, revision, settings, rules, publishedAt, createdAt, authorName };
    return emailKey === null ? facts : { ...facts, authorEmailKey: Buffer.from(emailKey, 'hex') };
  }

  /** The questions in the article's HTML as it is; none when there is no such article. */
  async asks(id: string): Promise<readonly Ask[]> {
    return (await this.database.query<{ asks: Ask[] }>(ASKS, [id]))[0]?.asks ?? [];
  }
}

function toRules(rows: readonly RulesColumn[] | null): ModeratorRules {
  if (rows === null) return NO_RULES;
  const by = (name: 'section' | 'comment') =>
    Object.fromEntries(rows.flatMap((row) => (row[name] === null ? [] : [[row[name], row.rules] as const])));
  const own = rows.find(({ section, comment }) => section === null && comment === null);
  return { article: own?.rules ?? {}, sections: by('section'), threads: by('comment') };
}

function toArticle(rows: readonly StoredArticle[]): ArticleRow {
  const [row] = rows;
  if (row === undefined) throw new ArticleNotFound();
  return {
    id: row.id,
    siteId: row.site_id,
    key: row.key,
    url: row.url,
    title: row.title,
    excerpt: row.excerpt,
    author: row.author_name === null ? null : { name: row.author_name, bio: row.author_bio },
    categories: row.categories,
    tags: row.tags,
    settings: row.settings,
    revision: row.revision,
    sections: row.sections,
    publishedAt: row.published_at,
    revisedAt: row.revised_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
