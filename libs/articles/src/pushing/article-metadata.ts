import { emailKey } from '#accounts';
import type { ArticleSettings, PutArticleBody } from '#contracts';
import { cleanText, containsForbidden, isEmailAddress } from '#kernel';
import { InvalidField, TextNotAllowed } from '../articles.errors.js';

/** Of an author's address only a keyed hash is kept, so that it can never leak. */
export interface StoredAuthor {
  readonly name: string;
  readonly bio: string | null;
  /** Hexadecimal; the same hash as a person's confirmed address has. */
  readonly emailKey: string | null;
}

/** What an article says of itself besides its text. */
export interface ArticleMetadata {
  readonly url: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly author: StoredAuthor | null;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly publishedAt: Date | null;
  readonly revisedAt: Date | undefined;
  readonly settings: ArticleSettings | undefined;
}

/**
 * The metadata of a push, cleaned (reliability.md D16). What is left out is unset; settings alone then stay as they are, because
 * a moderator may have changed them meanwhile.
 * @param secret the application's secret, for the hash of the author's address.
 * @throws {TextNotAllowed} when a text holds NUL or half a surrogate pair.
 * @throws {InvalidField} when a text is empty once cleaned, or the author's address is none.
 */
export function articleMetadata(body: PutArticleBody, secret: string): ArticleMetadata {
  return {
    url: body.url,
    title: line('title', body.title),
    excerpt: paragraph('excerpt', body.excerpt),
    author: body.author === undefined ? null : storedAuthor(body.author, secret),
    categories: lines('categories', body.categories),
    tags: lines('tags', body.tags),
    publishedAt: body.publishedAt === undefined ? null : new Date(body.publishedAt),
    revisedAt: body.updatedAt === undefined ? undefined : new Date(body.updatedAt),
    settings: body.settings,
  };
}

function storedAuthor({ name, bio, email }: NonNullable<PutArticleBody['author']>, secret: string): StoredAuthor {
  return {
    name: line('author.name', name),
    bio: paragraph('author.bio', bio),
    emailKey: email === undefined ? null : authorKey(email.trim(), secret),
  };
}

function authorKey(email: string, secret: string): string {
  if (!isEmailAddress(email)) throw new InvalidField('author.email', 'This is not an e-mail address.');
  return emailKey(secret, email).toString('hex');
}

function lines(path: string, texts: readonly string[] = []): string[] {
  return [...new Set(texts.map((text) => line(path, text)))];
}

function line(path: string, text: string): string {
  const cleaned = cleanText(allowed(path, text));
  if (cleaned === '') throw new InvalidField(path, 'Nothing is left of this text without invisible characters.');
  return cleaned;
}

function paragraph(path: string, text: string | undefined): string | null {
  const cleaned = cleanText(allowed(path, text ?? ''), { multiline: true });
  return cleaned === '' ? null : cleaned;
}

function allowed(path: string, text: string): string {
  const forbidden = containsForbidden(text);
  if (forbidden === 'nul' || forbidden === 'lone-surrogate') throw new TextNotAllowed(path);
  return text;
}
