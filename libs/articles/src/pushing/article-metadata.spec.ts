import { describe, expect, it } from 'vitest';
import { emailKey } from '#accounts';
import type { PutArticleBody } from '#contracts';
import { InvalidField, TextNotAllowed } from '../articles.errors.js';
import { articleMetadata } from './article-metadata.js';

const SECRET = 'a secret of this test, 32 characters';
const of = (parts: Partial<PutArticleBody>) =>
  articleMetadata({ url: 'https://example.org/a', title: 'A title', html: '<p>x</p>', ...parts }, SECRET);

describe(articleMetadata.name, () => {
  it('unsets what is left out, settings apart', () => {
    expect(of({})).toEqual({
      url: 'https://example.org/a',
      title: 'A title',
      excerpt: null,
      author: null,
      categories: [],
      tags: [],
      publishedAt: null,
      revisedAt: undefined,
      settings: undefined,
    });
  });

  it("keeps a hash of the author's address and nothing else of it", () => {
    const { author } = of({ author: { name: 'Ada', email: ' Ada.Author@Example.org ' } });
    expect(author).toEqual({
      name: 'Ada',
      bio: null,
      emailKey: emailKey(SECRET, 'ada.author@example.org').toString('hex'),
    });
    expect(JSON.stringify(author)).not.toMatch(/example\.org/i);
  });

  it('cleans texts and drops categories that are then equal', () => {
    const { title, categories, excerpt } = of({
      title: 'One\u202e two\u0007',
      categories: ['News', ' News ', 'Ne\u200bws'],
      excerpt: 'line one\r\nline two\u0000'.slice(0, -1),
    });
    expect({ title, categories, excerpt }).toEqual({
      title: 'One two',
      categories: ['News'],
      excerpt: 'line one\nline two',
    });
  });

  it.each<[string, Partial<PutArticleBody>]>([
    ['title', { title: 'a\0b' }],
    ['title', { title: 'a\ud800b' }],
    ['excerpt', { excerpt: '\0' }],
    ['author.name', { author: { name: 'A\0' } }],
    ['author.bio', { author: { name: 'A', bio: '\udfff' } }],
    ['categories', { categories: ['\0'] }],
    ['tags', { tags: ['a', 'b\0'] }],
  ])('refuses what PostgreSQL cannot hold in %s', (path, parts) => {
    expect(() => of(parts)).toThrow(TextNotAllowed);
    expect(() => of(parts)).toThrow(expect.objectContaining({ details: { path } }) as Error);
  });

  it.each<[string, Partial<PutArticleBody>]>([
    ['a title of invisible characters', { title: '\u200b\u2060' }],
    ['an author without a visible name', { author: { name: '\u202e' } }],
    ["an author's address that is none", { author: { name: 'A', email: 'nobody' } }],
    ["an author's address with a line break", { author: { name: 'A', email: 'a@example.org\nBcc: b@example.org' } }],
  ])('refuses %s', (_label, parts) => {
    expect(() => of(parts)).toThrow(InvalidField);
  });
});
