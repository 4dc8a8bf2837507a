import { describe, expect, it } from 'vitest';
import { PutArticleBody } from '#contracts';
import { buildArticle, TEST_ARTICLE } from '../../../testing/src/build-article.js';
import { ArticleDirectory } from '../reading/article-directory.js';
import type { ArticleRow } from '../reading/article-row.js';
import { ArticleQueries } from '../reading/articles.queries.js';
import { RevisionQueries } from '../revisions/revisions.queries.js';
import { PutArticle } from './put-article.js';
import {
  blocksOf,
  BREAD,
  HTML,
  ICE,
  idsOf,
  openForPushing,
  publisher,
  type Push,
  push,
  room,
  SCHOOL,
  section,
  site,
  versionOf,
} from './put-article.fixture.js';

openForPushing();

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
