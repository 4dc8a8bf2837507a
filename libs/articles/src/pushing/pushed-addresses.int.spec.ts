import { describe, expect, it } from 'vitest';
import type { Actor } from '#accounts';
import { newId } from '#kernel';
import { ArticleNotFound } from '../articles.errors.js';
import { FRESH_MS } from '../fresh-cache.js';
import { ArticleDirectory } from '../reading/article-directory.js';
import { ArticleQueries } from '../reading/articles.queries.js';
import { ReadArticle } from '../reading/read-article.js';
import { CreateSite } from '../sites/create-site.js';
import { HTML, made, openForPushing, publisher, push, room, site } from './put-article.fixture.js';

openForPushing();

describe('addresses', () => {
  it('lead to the article in all their spellings', async () => {
    const { article } = await push({ url: 'https://www.example.org/2026/ice/', aliases: ['https://example.org/?p=7'] });
    for (const url of [
      'https://www.example.org/2026/ice',
      'http://www.example.org/2026/ice/?utm_source=feed&fbclid=x#comments',
      'HTTPS://WWW.Example.org:443/2026/ice/',
      'http://example.org/?p=7&gclid=1',
    ]) {
      expect((await room.get(ArticleQueries).byUrl(site.id, url)).id).toBe(article.id);
      expect((await room.get(ReadArticle).run(publisher, { site: site.key, url })).id).toBe(article.id);
    }
    await expect(room.get(ArticleQueries).byUrl(site.id, 'https://www.example.org/2026/Ice')).rejects.toThrow(
      ArticleNotFound,
    );
  });

  it('stay when the article moves', async () => {
    const { article } = await push({ url: 'https://example.org/old' });
    await push({ url: 'https://example.org/new' });
    for (const url of ['https://example.org/old', 'https://example.org/new']) {
      expect(await room.get(ArticleQueries).byUrl(site.id, url)).toMatchObject({
        id: article.id,
        url: 'https://example.org/new',
      });
    }
  });

  it('of another article are refused, and nothing of the push is kept', async () => {
    await push({ key: 'first', url: 'https://example.org/ice' });
    const conflict = { code: 'article_exists', details: { key: 'first' } };
    await expect(push({ key: 'second', url: 'http://example.org/ice/?utm_medium=x' })).rejects.toMatchObject(conflict);
    await expect(
      push({ key: 'third', url: 'https://example.org/third', aliases: ['https://example.org/ice'] }),
    ).rejects.toMatchObject(conflict);
    for (const key of ['second', 'third']) {
      await expect(room.get(ArticleQueries).byKey(site.id, key)).rejects.toThrow(ArticleNotFound);
    }
    await expect(room.get(ArticleQueries).byUrl(site.id, 'https://example.org/third')).rejects.toThrow(ArticleNotFound);
  });

  it('pushed for two articles at once go to one of them', async () => {
    const aliases = Array.from({ length: 20 }, (_none, index) => `https://example.org/shared-${index}`);
    const results = await Promise.allSettled([
      push({ key: 'a', aliases }),
      push({ key: 'b', aliases: [...aliases].reverse() }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'article_exists' });
  });

  it('of one site are free on another', async () => {
    await push();
    const other = await room.get(CreateSite).run({ key: `other-${made}`, name: 'Other' });
    const by: Actor = { kind: 'key', keyId: newId(), siteId: other.id, scopes: ['articles'] };
    expect((await push({ by, to: other.key })).created).toBe(true);
  });

  it('may be as long as the contract allows', async () => {
    const url = `https://example.org/${'記'.repeat(2000)}`;
    const { article } = await push({ url });
    expect((await room.get(ArticleQueries).byUrl(site.id, `${url}/?utm_source=x`)).id).toBe(article.id);
  });
});

describe('who may push', () => {
  const person = (siteId: string | null, role: 'admin' | 'moderator'): Actor => ({
    kind: 'person',
    personId: newId(),
    personKind: 'account',
    name: 'Mo',
    roles: [{ siteId, role }],
    sessionId: newId(),
    sessionKind: 'staff',
  });

  it.each<[string, () => Actor, string | undefined]>([
    ['a key with the scope', () => publisher, undefined],
    ['an admin of the site', () => person(site.id, 'admin'), undefined],
    ['an admin of every site', () => person(null, 'admin'), undefined],
    [
      'a key without the scope',
      () => ({ kind: 'key', keyId: 'k', siteId: site.id, scopes: ['read', 'moderate'] }),
      'forbidden',
    ],
    [
      'the key of another site',
      () => ({ kind: 'key', keyId: 'k', siteId: newId(), scopes: ['articles'] }),
      'not_found',
    ],
    ['a moderator', () => person(site.id, 'moderator'), 'forbidden'],
    ['an admin of another site', () => person(newId(), 'admin'), 'not_found'],
    ['nobody', () => ({ kind: 'anonymous' }), 'sign_in_required'],
  ])('%s', async (_label, by, code) => {
    const outcome = push({ by: by() });
    if (code === undefined) expect((await outcome).created).toBe(true);
    else await expect(outcome).rejects.toMatchObject({ code });
    const stored = await room.database.query('SELECT 1 FROM articles WHERE site_id = $1', [site.id]);
    expect(stored).toHaveLength(code === undefined ? 1 : 0);
  });

  it('names no site that does not exist', async () => {
    await expect(push({ to: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe(ArticleDirectory.name, () => {
  it('sees a push through this process at once, and one through another within five seconds', async () => {
    const { article } = await push();
    const other = await room.another();
    await other.get(ArticleDirectory).byId(article.id);
    await room.get(ArticleDirectory).byId(article.id);
    await push({ settings: { discussion: 'closed' }, html: `${HTML}<p>More.</p>` });
    expect(await room.get(ArticleDirectory).byId(article.id)).toMatchObject({
      revision: 2,
      settings: { discussion: 'closed' },
    });
    expect((await other.get(ArticleDirectory).byId(article.id)).revision).toBe(1);
    other.clock.advance(FRESH_MS);
    expect((await other.get(ArticleDirectory).byId(article.id)).revision).toBe(2);
  });

  it('knows no other ids', async () => {
    await expect(room.get(ArticleDirectory).byId(newId())).rejects.toThrow(ArticleNotFound);
  });
});
