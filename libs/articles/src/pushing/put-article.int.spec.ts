import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#accounts';
import { PutArticleBody } from '#contracts';
import { newId } from '#kernel';
import { type ArticlesRoom, openArticlesRoom } from '../../../testing/src/articles-room.js';
import { buildArticle, TEST_ARTICLE } from '../../../testing/src/build-article.js';
import { ArticleNotFound } from '../articles.errors.js';
import { FRESH_MS } from '../fresh-cache.js';
import { ArticleDirectory } from '../reading/article-directory.js';
import type { ArticleRow } from '../reading/article-row.js';
import { ArticleQueries } from '../reading/articles.queries.js';
import { ReadArticle } from '../reading/read-article.js';
import { RevisionQueries } from '../revisions/revisions.queries.js';
import { CreateSite } from '../sites/create-site.js';
import type { Site } from '../sites/site.js';
import { PutArticle } from './put-article.js';

const ICE = '<p>The wind turned east on Monday, and by Thursday all the ferries stayed in port for a week.</p>';
const BREAD = '<p>The bakery sent bread over the ice on sledges, as it had last done in the winter of 1963.</p>';
const SCHOOL = '<p>Pupils from the islands slept in the gymnasium, where the teachers read to them at night.</p>';
const section = (heading: string, body: string, id?: string) => `<h2${id ? ` id="${id}"` : ''}>${heading}</h2>${body}`;
const HTML = `<p>A frozen harbour.</p>${section('How the ice came', ICE, 'ice')}${section('Bread on sledges', BREAD, 'bread')}`;

let room: ArticlesRoom;
beforeAll(async () => {
  room = await openArticlesRoom();
});
afterAll(() => room.close());

let site: Site;
let publisher: Actor;
let made = 0;
beforeEach(async () => {
  made += 1;
  site = await room.get(CreateSite).run({ key: `paper-${made}`, name: 'The Paper' });
  publisher = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['articles'] };
});

type Push = Partial<PutArticleBody> & { key?: string; by?: Actor; to?: string };
const push = ({ key = 'ice', by = publisher, to = site.key, ...parts }: Push = {}) =>
  room.get(PutArticle).run(by, {
    site: to,
    key,
    body: PutArticleBody.parse({
      url: `https://example.org/${key}`,
      title: 'The frozen harbour',
      html: HTML,
      ...parts,
    }),
  });
const idsOf = ({ sections }: ArticleRow) => Object.fromEntries(sections.map(({ id, heading }) => [heading, id]));
const blocksOf = async ({ id, revision }: ArticleRow): Promise<Record<string, string>> => {
  const stored = await room.get(RevisionQueries).text(id, revision);
  const lines = stored?.text.split('\n') ?? [];
  return Object.fromEntries((stored?.blocks ?? []).map((block, index) => [lines[index] ?? '', block.id]));
};
const versionOf = async ({ id }: ArticleRow) => {
  const [row] = await room.database.query<{ version: string }>(
    'SELECT version FROM discussions WHERE article_id = $1',
    [id],
  );
  return Number(row?.version);
};
const revisionsOf = async ({ id }: ArticleRow) =>
  (await room.database.query('SELECT revision FROM article_revisions WHERE article_id = $1', [id])).length;

describe('a first push', () => {
  it('makes the article with its sections, an empty discussion and an event', async () => {
    const { article, created } = await push({
      excerpt: 'In short.',
      author: { name: 'Ada', bio: 'Writes.', email: 'ada@example.org' },
      categories: ['News'],
      tags: ['ice', 'sea'],
      publishedAt: '2026-02-10T08:00:00Z',
      settings: { moderation: 'pre' },
    });
    expect(created).toBe(true);
    expect(article).toMatchObject({
      siteId: site.id,
      key: 'ice',
      url: 'https://example.org/ice',
      title: 'The frozen harbour',
      excerpt: 'In short.',
      author: { name: 'Ada', bio: 'Writes.' },
      categories: ['News'],
      tags: ['ice', 'sea'],
      settings: { moderation: 'pre' },
      revision: 1,
      publishedAt: new Date('2026-02-10T08:00:00Z'),
    });
    expect(article.sections.map(({ heading, level, position }) => ({ heading, level, position }))).toEqual([
      { heading: 'How the ice came', level: 2, position: 0 },
      { heading: 'Bread on sledges', level: 2, position: 1 },
    ]);
    expect(
      await room.database.query('SELECT site_id, version, published FROM discussions WHERE article_id = $1', [
        article.id,
      ]),
    ).toEqual([{ site_id: site.id, version: '0', published: 0 }]);
    expect(await room.revised()).toContainEqual({ articleId: article.id, revision: 1 });
  });

  it("stores the author's address nowhere", async () => {
    const { article } = await push({ author: { name: 'Ada', email: 'ada.secret@example.org' } });
    const [row] = await room.database.query<{ all: string }>('SELECT a::text AS all FROM articles a WHERE id = $1', [
      article.id,
    ]);
    expect(row?.all).not.toContain('ada.secret');
    expect(JSON.stringify(article)).not.toMatch(/ada\.secret|emailKey/);
    expect((await room.get(ArticleDirectory).byId(article.id)).authorEmailKey).toHaveLength(32);
  });

  it('made many times at once makes one article', async () => {
    const other = (await room.another()).get(PutArticle);
    const body = PutArticleBody.parse({ url: 'https://example.org/ice', title: 'The frozen harbour', html: HTML });
    const results = await Promise.all(
      Array.from({ length: 8 }, (_none, index) =>
        (index % 2 === 0 ? other : room.get(PutArticle)).run(publisher, { site: site.key, key: 'ice', body }),
      ),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(results.map(({ article }) => article.id)).size).toBe(1);
    expect(new Set(results.map(({ article }) => JSON.stringify(article.sections))).size).toBe(1);
    expect(results.every(({ article }) => article.revision === 1)).toBe(true);
    expect(await room.database.query('SELECT 1 FROM articles WHERE site_id = $1', [site.id])).toHaveLength(1);
  });
});

describe('a push of the same text', () => {
  it('changes nothing', async () => {
    const first = await push();
    room.clock.advance(60_000);
    const again = await push();
    expect(again).toEqual({ article: first.article, created: false });
    expect(await versionOf(first.article)).toBe(0);
    expect((await room.revised()).filter((event) => JSON.stringify(event).includes(first.article.id))).toHaveLength(1);
  });

  it('onto an article that a test built makes no revision either', async () => {
    const built = await buildArticle(room.database, { siteId: site.id, key: 'built', authorEmail: 'ada@example.org' });
    const { article } = await push({ key: 'built', url: built.url, html: TEST_ARTICLE });
    expect(article).toMatchObject({ id: built.id, revision: 1 });
    expect(article.sections.map(({ id, heading }) => ({ id, heading }))).toEqual(built.sections);
    expect(await room.get(RevisionQueries).text(built.id, 1)).toMatchObject({ text: built.text });
    expect(await versionOf(article)).toBe(1);
  });

  it('with other markup makes no revision but keeps the markup', async () => {
    const { article } = await push();
    const html = HTML.replace('<p>A frozen harbour.</p>', '<div class="lead"><p>A <b>frozen</b>\n harbour.</p></div>');
    expect((await push({ html })).article).toMatchObject({ revision: 1, sections: article.sections });
    expect(await room.database.query('SELECT html FROM article_revisions WHERE article_id = $1', [article.id])).toEqual(
      [{ html }],
    );
  });

  it('with other heading levels and ids takes them over without a revision', async () => {
    const { article } = await push();
    const html = HTML.replace('<h2 id="bread">', '<h3 id="sledges">').replace('sledges</h2>', 'sledges</h3>');
    const changed = (await push({ html })).article;
    expect(changed).toMatchObject({ revision: 1, sections: [{ level: 2 }, { level: 3 }] });
    expect(idsOf(changed)).toEqual(idsOf(article));
    expect(await versionOf(article)).toBe(1);
  });

  it.each<[string, Push]>([
    ['title', { title: 'The thaw' }],
    ['url', { url: 'https://example.org/moved' }],
    ['excerpt', { excerpt: 'New.' }],
    ['author', { author: { name: 'Grace' } }],
    ['categories', { categories: ['Weather'] }],
    ['tags', { tags: ['thaw'] }],
    ['publishedAt', { publishedAt: '2026-02-11T08:00:00Z' }],
    ['settings', { settings: { discussion: 'closed' } }],
  ])('updates %s without a revision and counts the version up', async (field, parts) => {
    const { article } = await push();
    room.clock.advance(1000);
    const updated = (await push(parts)).article;
    expect(updated[field as keyof ArticleRow]).not.toEqual(article[field as keyof ArticleRow]);
    expect(updated).toMatchObject({ revision: 1, createdAt: article.createdAt, updatedAt: room.clock.now() });
    expect(await versionOf(article)).toBe(1);
    expect(room.changes).toContainEqual({ articleId: article.id, version: 1 });
    expect(await revisionsOf(article)).toBe(1);
  });

  it('keeps settings that it does not name', async () => {
    await push({ settings: { discussion: 'closed' } });
    expect((await push({ title: 'Another' })).article.settings).toEqual({ discussion: 'closed' });
    expect((await push({ settings: {} })).article.settings).toEqual({});
  });
});

describe('a push of changed text', () => {
  it('makes revision 2 and keeps the ids of sections and blocks', async () => {
    const { article } = await push();
    const before = await blocksOf(article);
    room.clock.advance(1000);
    const { article: second, created } = await push({
      html: HTML.replace('A frozen harbour.', 'A frozen harbour, at last.'),
    });
    expect({ created, revision: second.revision, revisedAt: second.revisedAt }).toEqual({
      created: false,
      revision: 2,
      revisedAt: room.clock.now(),
    });
    expect(idsOf(second)).toEqual(idsOf(article));
    const after = await blocksOf(second);
    expect(after['A frozen harbour, at last.']).toBe(before['A frozen harbour.']);
    expect(Object.values(after)).toEqual(Object.values(before));
    expect(await versionOf(article)).toBe(1);
    expect(await room.revised()).toContainEqual({ articleId: article.id, revision: 2 });
  });

  it('keeps section ids when a heading is reworded and when sections change places', async () => {
    const { article } = await push();
    const reworded = (await push({ html: HTML.replace('How the ice came', 'Where the ice came from') })).article;
    expect(reworded.sections.map(({ id }) => id)).toEqual(article.sections.map(({ id }) => id));
    const moved = (
      await push({
        html: `<p>A frozen harbour.</p>${section('Bread on sledges', BREAD)}${section('How the ice came', ICE)}`,
      })
    ).article;
    expect(moved.revision).toBe(3);
    expect(idsOf(moved)).toEqual(idsOf(article));
  });

  it('gives a new section a new id, and an old one its own when it comes back', async () => {
    const { article } = await push();
    const bread = idsOf(article)['Bread on sledges'];
    const without = (
      await push({
        html: `<p>A frozen harbour.</p>${section('How the ice came', ICE, 'ice')}${section('School', SCHOOL)}`,
      })
    ).article;
    expect(Object.keys(idsOf(without))).toEqual(['How the ice came', 'School']);
    expect(Object.values(idsOf(without))).not.toContain(bread);
    expect(await room.database.query('SELECT removed_in FROM sections WHERE id = $1', [bread])).toEqual([
      { removed_in: 2 },
    ]);

    const back = (await push({ html: `${HTML}${section('School', SCHOOL)}` })).article;
    expect(idsOf(back)).toEqual({ ...idsOf(article), School: idsOf(without)['School'] });
    expect(await room.database.query('SELECT removed_in FROM sections WHERE id = $1', [bread])).toEqual([
      { removed_in: null },
    ]);
  });

  it('taken back gives every block the id it had', async () => {
    const { article } = await push();
    const before = await blocksOf(article);
    await push({ html: `<p>Other words entirely, and nothing of what stood here.</p>${section('School', SCHOOL)}` });
    const { article: back } = await push();
    expect(back.revision).toBe(3);
    expect(await blocksOf(back)).toEqual(before);
    expect(idsOf(back)).toEqual(idsOf(article));
  });

  it('tells a heading that became a paragraph', async () => {
    const { article } = await push();
    const { article: second } = await push({
      html: HTML.replace('<h2 id="bread">Bread on sledges</h2>', '<p>Bread on sledges</p>'),
    });
    expect(second).toMatchObject({ revision: 2, sections: [{ heading: 'How the ice came' }] });
    expect(second.sections[0]?.id).toBe(article.sections[0]?.id);
  });

  it('in parallel with others counts every text once', async () => {
    const { article } = await push();
    const texts = ['one', 'two', 'three', 'four'];
    await Promise.all(texts.map((text) => push({ html: `${HTML}<p>And ${text}.</p>` })));
    expect((await room.get(ArticleQueries).byId(article.id)).revision).toBe(5);
    expect(await versionOf(article)).toBe(4);
  });
});

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

describe('hostile HTML', () => {
  it.each([
    ['nothing', '', 0],
    ['only white space', ' \n\t ', 0],
    ['scripts', '<script>alert(1)</script><style>p{}</style><p>Text.</p>', 0],
    ['no headings', '<p>One.</p><p>Two.</p>', 0],
    ['one heading ten times', section('Same', '<p>Words.</p>').repeat(10), 10],
    ['broken nesting', '<h2>Open <p>under <b>bold <h3>Deeper</b></h2> rest</p></div></td><li>item', 2],
    ['unclosed tags', `${'<div>'.repeat(50_000)}<h2>Deep</h2><p>Text.`, 1],
    ['NUL and lone surrogates', '<h2>A\0B\ud800</h2><p>C\udfff</p>', 1],
    ['empty headings', '<h2></h2><h2> </h2><p>Text.</p>', 0],
  ])('%s is stored', async (_label, html, sections) => {
    const { article } = await push({ html });
    expect(article.sections).toHaveLength(sections);
    expect(new Set(article.sections.map(({ id }) => id)).size).toBe(sections);
    expect((await push({ html })).article).toEqual(article);
    expect((await push({ html: `${html}<p>One more paragraph.</p>` })).article.sections.map(({ id }) => id)).toEqual(
      article.sections.map(({ id }) => id),
    );
  });

  it('of 5 MB is stored and pushed again in seconds', async () => {
    const paragraph = (index: number) =>
      `<p>${`Paragraph ${index} tells of ice, wind and bread in words of its own. `.repeat(7)}</p>`;
    let html = '';
    for (let index = 0; html.length < 4_998_000; index++) {
      html += index % 50 === 0 ? section(`Part ${index}`, paragraph(index)) : paragraph(index);
    }
    const started = performance.now();
    const { article } = await push({ html });
    const { article: second } = await push({ html: `<p>Corrected.</p>${html.slice(0, 4_999_000)}` });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(article.sections.length).toBeGreaterThan(100);
    expect(second.revision).toBe(2);
    expect(idsOf(second)).toEqual(idsOf(article));
  });

  it('with 19,000 headings is stored and pushed again in seconds', async () => {
    let html = '';
    for (let index = 0; index < 19_000; index++) html += `<h2>Heading ${index}</h2>`;
    const started = performance.now();
    const { article } = await push({ html });
    const { article: second } = await push({ html: html.replaceAll('Heading', 'Title') });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(article.sections).toHaveLength(19_000);
    expect(second).toMatchObject({ revision: 2, key: 'ice' });
    expect(new Set(second.sections.map(({ id }) => id)).size).toBe(19_000);
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

const revisionFile = (number: 1 | 2) =>
  new URL(`../../../../../shared/data/articles/upheaval-in-kazakhstan.rev${number}.html`, import.meta.url);
const isThere = existsSync(revisionFile(1)) && existsSync(revisionFile(2));

describe.skipIf(!isThere)(`the real article${isThere ? '' : ' (skipped: ../shared/data/articles is not here)'}`, () => {
  it('keeps its five sections and their ids through its update and back', async () => {
    const [rev1, rev2] = [readFileSync(revisionFile(1), 'utf8'), readFileSync(revisionFile(2), 'utf8')];
    const { article: first } = await push({ html: rev1 });
    const { article: second } = await push({ html: rev2 });
    expect(first.sections).toHaveLength(5);
    expect(second.revision).toBe(2);
    expect(second.sections.map(({ id }) => id)).toEqual(first.sections.map(({ id }) => id));
    expect(second.sections.map(({ heading }) => heading)).not.toEqual(first.sections.map(({ heading }) => heading));
    const [before, after] = [await blocksOf(first), await blocksOf(second)];
    const kept = Object.entries(before).filter(([text]) => text in after);
    expect(kept.length).toBeGreaterThan(20);
    for (const [text, id] of kept) expect(after[text]).toBe(id);
    const { article: back } = await push({ html: rev1 });
    expect(back).toMatchObject({ revision: 3, sections: first.sections });
    expect(await blocksOf(back)).toEqual(before);
  });
});
