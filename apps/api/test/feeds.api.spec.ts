import type { Element } from '@xmldom/xmldom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { commentFindings } from '../../../libs/testing/src/door-mail.js';
import { buildDoorWorld, decide, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { HOSTILE_MARKUP, NAUGHTY_TEXTS } from '../../../libs/testing/src/hostile-texts.js';
import { childrenOf, NAMESPACES, readXml, textOf } from '../../../libs/testing/src/read-xml.js';

const { atom, thread } = NAMESPACES;
const guest = { name: 'Gerda Guest', email: 'gerda@example.org', website: 'https://gerda.example/' };
let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door, {
    site: { settings: { ...OPEN_SITE, screening: { ...OPEN_SITE?.screening, words: { suspect: ['heldword'] } } } },
  });
});
afterAll(() => door.close());

const onThread = (article: BuiltArticle, rest = 'feed.atom') => `/d/${world.site.key}/${article.key}/${rest}`;
const newArticle = () => buildArticle(door.database, { siteId: world.site.id });
const write = async (article: BuiltArticle, body: string, parentId?: string): Promise<Comment> =>
  (await post(door, article.id, { body, guest, ...(parentId === undefined ? {} : { parentId }) })).comment;

/** A feed as a reader of feeds sees it. */
interface ReadFeed {
  readonly root: Element | null;
  readonly id: string | undefined;
  readonly links: Readonly<Record<string, string>>;
  readonly entries: readonly Element[];
  readonly ids: readonly (string | undefined)[];
}

const linksOf = (element: Element | null): Record<string, string> =>
  Object.fromEntries(
    childrenOf(element, atom, 'link').map((link) => [link.getAttribute('rel') ?? '', link.getAttribute('href') ?? '']),
  );

async function read(path: string): Promise<ReadFeed> {
  const answer = await door.call('GET', path);
  expect([path, answer.status, answer.headers['content-type']]).toEqual([
    path,
    200,
    'application/atom+xml; charset=utf-8',
  ]);
  const root = readXml(answer.text).documentElement;
  expect([root?.namespaceURI, root?.localName]).toEqual([atom, 'feed']);
  const entries = childrenOf(root, atom, 'entry');
  const ids = entries.map((entry) => textOf(entry, atom, 'id'));
  return { root, id: textOf(root, atom, 'id'), links: linksOf(root), entries, ids };
}

/** What RFC 4287 demands of every feed and entry. */
function expectValid({ root, entries, links }: ReadFeed): void {
  for (const element of [root, ...entries]) {
    expect(textOf(element, atom, 'id')).toMatch(/^urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(textOf(element, atom, 'title')).not.toBe('');
    expect(textOf(element, atom, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
  for (const entry of entries) {
    expect(textOf(childrenOf(entry, atom, 'author')[0] ?? null, atom, 'name')).not.toBe('');
    expect(textOf(entry, atom, 'published')).toMatch(/Z$/);
    expect(childrenOf(entry, atom, 'content')[0]?.getAttribute('type')).toBe('html');
  }
  expect(links['self']?.startsWith(door.config.publicUrl)).toBe(true);
}

const pathOf = (address: string | undefined) => (address ?? '').slice(door.config.publicUrl.length);
const urn = ({ id }: { id: string }) => `urn:uuid:${id}`;

describe('the feed of a discussion', () => {
  it('has the newest public comments, each with what it answers', async () => {
    const article = await newArticle();
    const root = await write(article, 'A *root* & more.');
    const reply = await write(article, 'A reply.', root.id);
    const feed = await read(onThread(article));
    expectValid(feed);
    expect(feed.ids).toEqual([urn(reply), urn(root)]);
    expect(feed.id).not.toBe(urn(article));
    const page = `${door.config.publicUrl}/d/${world.site.key}/${article.key}`;
    expect(feed.links).toEqual({ self: `${page}/feed.atom`, first: `${page}/feed.atom`, alternate: page });

    const [second, first] = feed.entries;
    expect(textOf(first ?? null, atom, 'content')).toBe(root.bodyHtml);
    expect(textOf(first ?? null, atom, 'published')).toBe(root.createdAt);
    expect(textOf(first ?? null, atom, 'updated')).toBe(root.createdAt);
    expect(textOf(childrenOf(first ?? null, atom, 'author')[0] ?? null, atom, 'name')).toBe(guest.name);
    expect(linksOf(first ?? null)['alternate']).toBe(`${page}?comment=${root.id}#c-${root.id}`);
    const answered = (entry: Element | undefined) => {
      const [link] = childrenOf(entry ?? null, thread, 'in-reply-to');
      return [link?.getAttribute('ref'), link?.getAttribute('href')];
    };
    expect(answered(first)).toEqual([urn(article), article.url]);
    expect(answered(second)).toEqual([urn(root), `${page}?comment=${root.id}#c-${root.id}`]);
    expect(pathOf(linksOf(first ?? null)['replies'])).toBe(onThread(article, `comments/${root.id}/feed.atom`));
  });

  it('leads from page to page to every comment once, also while new ones come', async () => {
    const article = await newArticle();
    const written: string[] = [];
    for (let at = 0; at < 7; at++) written.push(urn(await write(article, `Number ${at}.`)));
    const found: (string | undefined)[] = [];
    const ids = new Set<string | undefined>();
    for (let path = onThread(article, 'feed.atom?limit=3'); path !== '';) {
      const feed = await read(path);
      expectValid(feed);
      expect(pathOf(feed.links['self'])).toBe(path);
      expect(pathOf(feed.links['first'])).toBe(onThread(article, 'feed.atom?limit=3'));
      found.push(...feed.ids);
      ids.add(feed.id);
      if (found.length === 3) await write(article, 'In between.');
      path = pathOf(feed.links['next']);
    }
    expect([found, ids.size]).toEqual([written.reverse(), 1]);
  });

  it('never has what is not public: held, rejected, withdrawn, tombstones; nor anything personal', async () => {
    const article = await newArticle();
    const gone = await post(door, article.id, { body: 'Soon gone.', guest });
    const below = await write(article, 'Stays below.', gone.comment.id);
    const rejected = await write(article, 'To be refused.');
    await write(article, 'A heldword.');
    await decide(door, rejected, 'reject');
    await door.call('DELETE', `/api/v1/articles/${article.id}/comments/${gone.comment.id}`, { as: gone.editToken });
    for (const path of [onThread(article), `/d/${world.site.key}/feed.atom?limit=100`]) {
      const { text } = await door.call('GET', path);
      expect(text).not.toMatch(/Soon gone|To be refused|heldword|gerda@|gerda\.example/);
    }
    expect((await read(onThread(article))).ids).toEqual([urn(below)]);
    const replies = await read(onThread(article, `comments/${gone.comment.id}/feed.atom`));
    expect(replies.ids).toEqual([urn(below)]);
    expect(textOf(replies.root, atom, 'title')).toContain('a removed comment');
  });

  it('says when a comment was edited, and changes its ETag with every change', async () => {
    const article = await newArticle();
    const path = onThread(article);
    const empty = await read(path);
    expectValid(empty);
    const tags = new Set<unknown>();
    const tag = async () => {
      const fresh = await door.call('GET', path);
      expect(fresh.headers['cache-control']).toBe('public, max-age=0, s-maxage=5, stale-while-revalidate=30');
      const known = await door.call('GET', path, { headers: { 'if-none-match': fresh.headers['etag'] ?? '' } });
      expect([known.status, known.text]).toEqual([304, '']);
      tags.add(fresh.headers['etag']);
    };
    await tag();
    const { comment, editToken } = await post(door, article.id, { body: 'First words.', guest });
    await tag();
    const edit = { as: editToken, json: { body: 'Other words.' } };
    await door.call('PATCH', `/api/v1/articles/${article.id}/comments/${comment.id}`, edit);
    await tag();
    const feed = await read(path);
    const [entry] = feed.entries;
    expect(textOf(entry ?? null, atom, 'content')).toContain('Other words.');
    const updated = textOf(entry ?? null, atom, 'updated') ?? '';
    expect(updated > (textOf(entry ?? null, atom, 'published') ?? '')).toBe(true);
    expect(textOf(feed.root, atom, 'updated')).toBe(updated);
    await decide(door, { ...comment, revision: 2 }, 'reject');
    await tag();
    expect(tags.size).toBe(3);
    expect((await read(path)).ids).toEqual([]);
  });
});

describe('the feed of the replies to a comment', () => {
  it('has the newest direct replies, page by page', async () => {
    const article = await newArticle();
    const root = await write(article, 'A root.');
    const replies: Comment[] = [];
    for (let at = 0; at < 3; at++) replies.push(await write(article, `Reply ${at}.`, root.id));
    await write(article, 'Below a reply.', replies[0]?.id);
    await write(article, 'Elsewhere.');
    const path = onThread(article, `comments/${root.id}/feed.atom`);
    const first = await read(`${path}?limit=2`);
    expectValid(first);
    const second = await read(pathOf(first.links['next']));
    expect([...first.ids, ...second.ids]).toEqual(replies.map(urn).reverse());
    expect([second.links['next'], second.id === urn(root)]).toEqual([undefined, false]);
    expect(first.links['alternate']).toContain(`?comment=${root.id}`);
  });
});

describe('the feed of a site', () => {
  it('has the newest comments of all its discussions and no others, with their articles', async () => {
    const site = await buildSite(door.database, { settings: OPEN_SITE });
    const empty = await read(`/d/${site.key}/feed.atom`);
    expectValid(empty);
    expect(empty.ids).toEqual([]);
    const articles: BuiltArticle[] = [];
    for (let at = 0; at < 4; at++) articles.push(await buildArticle(door.database, { siteId: site.id }));
    const written: [string, BuiltArticle][] = [];
    for (let at = 0; at < 8; at++) {
      const article = articles[at % 4];
      if (article !== undefined) written.push([urn(await write(article, `Number ${at}.`)), article]);
    }
    await write(world.otherArticle, 'On another site.');
    const found: (string | undefined)[] = [];
    for (let path = `/d/${site.key}/feed.atom?limit=3`; path !== '';) {
      const feed = await read(path);
      expectValid(feed);
      for (const [at, entry] of feed.entries.entries()) {
        const [, article] = written.at(-1 - found.length - at) ?? [];
        const [source] = childrenOf(entry, atom, 'source');
        const links = linksOf(source ?? null);
        expect([links['related'], pathOf(links['self'])]).toEqual([
          article?.url,
          `/d/${site.key}/${article?.key ?? ''}/feed.atom`,
        ]);
      }
      found.push(...feed.ids);
      path = pathOf(feed.links['next']);
    }
    expect(found).toEqual(written.map(([id]) => id).reverse());
    const fresh = await door.call('GET', `/d/${site.key}/feed.atom`);
    const headers = { 'if-none-match': fresh.headers['etag'] ?? '' };
    expect((await door.call('GET', `/d/${site.key}/feed.atom`, { headers })).status).toBe(304);
  });
});

describe('feeds', () => {
  it('are linked from the page', async () => {
    const article = await newArticle();
    const root = await write(article, 'A root.');
    const page = `/d/${world.site.key}/${article.key}`;
    for (const [path, feed] of [
      [page, `${page}/feed.atom`],
      [`${page}?comment=${root.id}`, `${page}/comments/${root.id}/feed.atom`],
    ] as const) {
      const { text } = await door.call('GET', path);
      expect(text).toContain(`<link rel="alternate" type="application/atom+xml" href="${feed}">`);
      await read(feed);
    }
  });

  it('stay XML and words, whatever was written', async () => {
    const article = await newArticle();
    let taken = 0;
    for (const text of [...HOSTILE_MARKUP, ...NAUGHTY_TEXTS]) {
      for (const body of [text, `${text}\u0001\u0008\ufffe`]) {
        const name = Array.from(text).slice(0, 40).join('');
        for (const who of [{ name: 'Guest' }, { name }]) {
          const json = { body, guest: who };
          const { status } = await door.call('POST', `/api/v1/articles/${article.id}/comments`, { json });
          taken += status === 201 ? 1 : 0;
        }
      }
    }
    await door.database.execute(`UPDATE articles SET title = $2 WHERE id = $1`, [
      article.id,
      `]]></title><script>\u0001\u000b\uffff&<!--`,
    ]);
    expect(taken).toBeGreaterThan(HOSTILE_MARKUP.length);
    let count = 0;
    for (const start of [onThread(article, 'feed.atom?limit=100'), `/d/${world.site.key}/feed.atom?limit=100`]) {
      for (let path = start; path !== '';) {
        const feed = await read(path);
        expectValid(feed);
        for (const entry of feed.entries) {
          const [content] = childrenOf(entry, atom, 'content');
          expect(Array.from(content?.childNodes ?? []).every(({ nodeType }) => nodeType === 3)).toBe(true);
          expect(commentFindings(content?.textContent ?? '')).toEqual([]);
        }
        count += feed.entries.length;
        path = pathOf(feed.links['next']);
      }
    }
    expect(count).toBeGreaterThan(taken);
  }, 60_000);

  it('are not there for what is not there', async () => {
    const { comment } = await post(door, world.article.id, { body: 'A heldword.', guest });
    expect(comment.status).toBe('pending');
    for (const path of [
      '/d/no-such-site/feed.atom',
      `/d/no-such-site/${world.article.key}/feed.atom`,
      `/d/${world.site.key}/no-such-article/feed.atom`,
      `/d/${world.site.key}/${world.otherArticle.key}/feed.atom`,
      onThread(world.article, `comments/${comment.id}/feed.atom`),
      onThread(world.article, `comments/${newId()}/feed.atom`),
    ]) {
      const answer = await door.call('GET', path);
      expect([path, answer.status, answer.code]).toEqual([path, 404, 'not_found']);
    }
  });

  it('take no other limits, cursors and queries', async () => {
    const article = await newArticle();
    const root = await write(article, 'One.');
    for (const body of ['Two.', 'Three.']) await write(article, body, root.id);
    const lists = [
      onThread(article),
      onThread(article, `comments/${root.id}/feed.atom`),
      `/d/${world.site.key}/feed.atom`,
    ];
    const cursors: string[] = [];
    for (const list of lists) {
      for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'after=', 'after=x', 'color=red']) {
        const answer = await door.call('GET', `${list}?${query}`);
        expect([list, query, answer.status]).toEqual([list, query, 400]);
      }
      const { links } = await read(`${list}?limit=1`);
      cursors.push(new URL(links['next'] ?? '').searchParams.get('after') ?? '');
    }
    for (const [at, list] of lists.entries()) {
      for (const [of, cursor] of cursors.entries()) {
        const answer = await door.call('GET', `${list}?after=${cursor}`);
        expect([at, of, answer.status]).toEqual([at, of, at === of ? 200 : 400]);
      }
    }
  });
});
