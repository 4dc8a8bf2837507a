import { z } from 'zod';
import { ArticleKey, HttpUrl, Id, Instant, SiteKey } from './common.js';
import { ArticleSettings } from './sites.js';

/** `PUT /sites/{site}/articles/{key}` */
export const PutArticleBody = z.strictObject({
  url: HttpUrl.describe('The canonical address of the article.'),
  title: z.string().trim().min(1).max(500).describe('Its headline.'),
  html: z.string().max(5_000_000).describe("The article's own HTML: its body, without the page around it."),
  excerpt: z.string().max(5000).optional(),
  author: z
    .strictObject({
      name: z.string().trim().min(1).max(200),
      bio: z.string().max(10_000).optional(),
      email: z.string().max(254).optional(),
    })
    .optional(),
  categories: z.array(z.string().min(1).max(200)).max(100).optional(),
  tags: z.array(z.string().min(1).max(200)).max(100).optional(),
  aliases: z.array(HttpUrl).max(100).optional().describe('Other addresses that lead to this article.'),
  publishedAt: Instant.optional(),
  updatedAt: Instant.optional(),
  settings: ArticleSettings.optional(),
});
export type PutArticleBody = z.infer<typeof PutArticleBody>;

export const ArticleParams = z.strictObject({ site: SiteKey, key: ArticleKey });
export type ArticleParams = z.infer<typeof ArticleParams>;
export const SiteParams = z.strictObject({ site: SiteKey });
export type SiteParams = z.infer<typeof SiteParams>;
export const FindArticleQuery = z.strictObject({ url: HttpUrl });
export type FindArticleQuery = z.infer<typeof FindArticleQuery>;

export const Section = z.strictObject({
  id: Id,
  heading: z.string(),
  level: z.int().min(1).max(6),
  position: z.int().min(0),
});
export type Section = z.infer<typeof Section>;

export const Article = z.strictObject({
  id: Id,
  key: z.string(),
  url: z.string(),
  title: z.string(),
  excerpt: z.string().nullable(),
  author: z.strictObject({ name: z.string(), bio: z.string().nullable() }).nullable(),
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  revision: z.int().min(1),
  sections: z.array(Section),
  publishedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Article = z.infer<typeof Article>;
