import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comment, CommentPage, CommentSort, CountsByKey, DiscussionPage, Permalink, ReplyPage } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../libs/testing/src/build-article.js';
import { buildThread } from '../../../libs/testing/src/build-comment.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';

const ROOTS = 47;
const REPLIES = 13;
const SORTS: readonly CommentSort[] = ['newest', 'oldest', 'best', 'discussed'];

let door: Door;
let world: DoorWorld;
let article: BuiltArticle;
let section: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  article = await buildArticle(door.database, { siteId: world.site.id });
  section = article.sections[0]?.id ?? '';
  await buildThread(door.database, {
    articleId: article.id,
    siteId: article.siteId,
    roots: ROOTS,
    repliesEach: REPLIES,
    section: { id: section, every: 3 },
  });
});
afterAll(() => door.close());

const comments = (id = article.id) => `/api/v1/articles/${id}/comments`;
const agent = () => door.agent();

/** Every item of a list, page by page. */
async function walk(path: string, items: (page: CommentPage) => readonly Comment[]) {
  const found: Comment[] = [];
  let next: string | null = '';
  for (let pages = 0; next !== null && pages < 100; pages++) {
    const after: string = next === '' ? '' : `&after=${next}`;
    const page = (await agent().get(`${path}${after}`).expect(200)).body as CommentPage;
    found.push(...items(page));
    next = page.next;
  }
  return found;
}
const roots = (query: string) => walk(`${comments()}?${query}`, (page) => page.comments);

describe('pages of a discussion', () => {
  it.each(SORTS)('hold every comment once, in order: %s', async (sort) => {
    for (const limit of [7, 50]) {
      const found = await roots(`sort=${sort}&limit=${limit}&replies=0`);
      const ids = found.map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([ROOTS, ROOTS]);
      if (sort === 'oldest') expect(ids).toEqual([...ids].sort());
      if (sort === 'newest') expect(ids).toEqual([...ids].sort().reverse());
      if (sort === 'discussed') expect(found.map(({ replyCount }) => replyCount)).toEqual(found.map(() => REPLIES));
    }
  });

  it('put the best first by what readers said', async () => {
    const other = await buildArticle(door.database, { siteId: world.site.id });
    const bodies = ['no votes', 'two up', 'one up', 'one down'];
    const ids = new Map<string, string>();
    for (const body of bodies)
      ids.set(body, (await post(door, other.id, { body, guest: { name: 'Writer' } })).comment.id);
    const vote = (body: string, role: 'verified' | 'trusted', value: number) =>
      door.call('PUT', `${comments(other.id)}/${ids.get(body) ?? ''}/vote`, {
        as: world.tokens[role],
        json: { value },
      });
    await vote('two up', 'verified', 1);
    await vote('two up', 'trusted', 1);
    await vote('one up', 'verified', 1);
    await vote('one down', 'verified', -1);
    const page = (
      await agent()
        .get(`${comments(other.id)}?sort=best`)
        .expect(200)
    ).body as CommentPage;
    const order = page.comments.map(({ id }) => [...ids].find(([, known]) => known === id)?.[0]);
    expect(order.slice(0, 2)).toEqual(['two up', 'one up']);
    expect(new Set(order.slice(2))).toEqual(new Set(['no votes', 'one down']));
  });

  it('put the most discussed first', async () => {
    const other = await buildArticle(door.database, { siteId: world.site.id });
    const guest = { name: 'Writer' };
    const quiet = await post(door, other.id, { body: 'Quiet.', guest });
    const lively = await post(door, other.id, { body: 'Lively.', guest });
    const reply = await post(door, other.id, { body: 'One.', guest, parentId: lively.comment.id });
    await post(door, other.id, { body: 'Below.', guest, parentId: reply.comment.id });
    const last = await post(door, other.id, { body: 'Newest.', guest });
    const page = (
      await agent()
        .get(`${comments(other.id)}?sort=discussed`)
        .expect(200)
    ).body as CommentPage;
    expect(page.comments.map(({ id }) => id)).toEqual([lively.comment.id, last.comment.id, quiet.comment.id]);
  });

  it('can be read by section and by passage, counted right', async () => {
    const bySection = await roots(`section=${section}&limit=10&replies=0`);
    const expected = (await roots('limit=50&replies=0')).filter(({ anchor }) => anchor.sectionId === section);
    expect(bySection.length).toBeGreaterThan(10);
    expect(bySection.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(await roots('anchored=inline')).toEqual([]);

    const other = await buildArticle(door.database, { siteId: world.site.id });
    const guest = { name: 'Writer' };
    const quote = { exact: 'The bakery sent bread over the ice' };
    const inline = await post(door, other.id, { body: 'Bread.', guest, anchor: { quote } });
    await post(door, other.id, { body: 'All of it.', guest });
    const page = (
      await agent()
        .get(`${comments(other.id)}?anchored=inline`)
        .expect(200)
    ).body as CommentPage;
    expect(page.comments.map(({ id }) => id)).toEqual([inline.comment.id]);
    const at = other.sections[1]?.id ?? '';
    expect(page.article.counts).toEqual({ total: 2, sections: { [at]: 1 } });
  });

  it('do not shift when comments come between two of them', async () => {
    const other = await buildArticle(door.database, { siteId: world.site.id });
    const guest = { name: 'Writer' };
    const ids: string[] = [];
    for (let at = 0; at < 6; at++) ids.push((await post(door, other.id, { body: `Number ${at}`, guest })).comment.id);
    const first = (
      await agent()
        .get(`${comments(other.id)}?limit=3`)
        .expect(200)
    ).body as CommentPage;
    await post(door, other.id, { body: 'In between.', guest });
    const rest = (await agent().get(`${comments(other.id)}?limit=3&after=${first.next ?? ''}`)).body as CommentPage;
    expect([...first.comments, ...rest.comments].map(({ id }) => id)).toEqual([...ids].reverse());
  });
});

describe('replies', () => {
  it.each([0, 1, 5, 10])('go on after the first %i of the page, without a gap', async (shown) => {
    const page = (await agent().get(`${comments()}?limit=3&replies=${shown}`).expect(200)).body as CommentPage;
    for (const root of page.comments) {
      const first = root.replies?.items ?? [];
      expect([first.length, root.replyCount]).toEqual([shown, REPLIES]);
      const path = `${comments()}/${root.id}/replies?limit=4&after=${root.replies?.next ?? ''}`;
      const page2 = (await agent().get(path).expect(200)).body as ReplyPage;
      const rest = [...page2.items];
      for (let { next } = page2; next !== null;) {
        const more = (await agent().get(`${comments()}/${root.id}/replies?limit=4&after=${next}`)).body as ReplyPage;
        rest.push(...more.items);
        next = more.next;
      }
      const ids = [...first, ...rest].map(({ id }) => id);
      expect([ids.length, new Set(ids).size]).toEqual([REPLIES, REPLIES]);
      expect(ids).toEqual([...ids].sort());
    }
  });

  it('of a comment that is gone stay, under a tombstone without its text and name', async () => {
    const guest = { name: 'Tomas Tomb', website: 'https://tomb.example' };
    const root = await post(door, world.article.id, { body: 'Soon gone.', guest });
    const reply = await post(door, world.article.id, {
      body: 'Still here.',
      guest: { name: 'Rita' },
      parentId: root.comment.id,
    });
    await door.call('DELETE', `${comments(world.article.id)}/${root.comment.id}`, { as: root.editToken });
    const answer = await agent()
      .get(`${comments(world.article.id)}?limit=50`)
      .expect(200);
    const tombstone = (answer.body as CommentPage).comments.find(({ id }) => id === root.comment.id);
    expect(tombstone).toMatchObject({
      bodyHtml: '',
      status: 'withdrawn',
      replies: { items: [{ id: reply.comment.id }] },
    });
    expect(answer.text).not.toMatch(/Tomas Tomb|Soon gone|tomb\.example/);
    const permalink = (await agent().get(`${comments(world.article.id)}/${reply.comment.id}`)).body as Permalink;
    expect(permalink.ancestors[0]).toMatchObject({ id: root.comment.id, bodyHtml: '' });
  });
});

describe('caching', () => {
  it('answers with an ETag, and 304 to who has it', async () => {
    const paths = [comments(), `${comments()}?sort=oldest&limit=5`];
    const page = (await agent().get(comments()).expect(200)).body as CommentPage;
    paths.push(`${comments()}/${page.comments[0]?.id ?? ''}/replies`);
    for (const path of paths) {
      const fresh = await agent().get(path).expect(200);
      const etag = fresh.headers['etag'] ?? '';
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      expect(fresh.headers['cache-control']).toBe('public, max-age=0, s-maxage=5, stale-while-revalidate=30');
      expect(fresh.headers['vary']).toBe('Origin');
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const known = await agent().get(path).set('if-none-match', tag).expect(304);
        expect([known.text, known.headers['etag']]).toEqual(['', etag]);
      }
      const again = await agent().get(path).set('if-none-match', '"other"').expect(200);
      expect(again.text).toBe(fresh.text);
      const head = await door.call('HEAD', path);
      expect([head.status, head.text]).toEqual([200, '']);
    }
  });

  it('never shows an old version after a write, whatever the address looks like', async () => {
    const { article: mine } = await buildDoorWorld(door);
    const guest = { name: 'Writer' };
    const addresses = (root?: string) => [
      comments(mine.id),
      `${comments(mine.id)}?limit=20`,
      `${comments(mine.id)}?sort=oldest`,
      comments(mine.id.toUpperCase()),
      ...(root === undefined
        ? []
        : [`${comments(mine.id)}/${root}/replies`, `${comments(mine.id.toUpperCase())}/${root.toUpperCase()}/replies`]),
    ];
    const read = async (path: string) => {
      const answer = await door.call('GET', path);
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.text;
    };
    const root = (await post(door, mine.id, { body: 'Root.', guest })).comment.id;
    for (let at = 0; at < 5; at++) {
      for (const path of addresses(root)) await read(path);
      const body = `Number ${newId()}`;
      const { comment, editToken } = await post(door, mine.id, { body, guest, parentId: root });
      for (const path of addresses(root)) expect(await read(path)).toContain(body);
      const edited = `Edited ${newId()}`;
      await door.call('PATCH', `${comments(mine.id)}/${comment.id}`, { as: editToken, json: { body: edited } });
      for (const path of addresses(root)) expect(await read(path)).toContain(edited);
      await decide(door, { ...comment, revision: 2 }, 'reject');
      for (const path of addresses(root)) expect(await read(path)).not.toContain(edited);
    }
  });

  it('keeps what is personal out of every cache (A41)', async () => {
    const as = world.tokens.verified;
    const personal = [`/api/v1/articles/${article.id}/mine`, '/api/v1/me'];
    for (const path of personal) {
      const answer = await door.call('GET', path, { as });
      expect([path, answer.headers['cache-control']]).toEqual([path, 'no-store']);
    }
    for (const suffix of ['/x.css', '.css', '%2fx.css', ';x.css', '?x.css']) {
      expect((await door.call('GET', `/api/v1/me${suffix}`, { as })).headers['cache-control'] ?? '').not.toContain(
        'public',
      );
    }
    const own = await post(door, world.article.id, { body: 'Mine.' }, as);
    const permalink = await door.call('GET', `${comments(world.article.id)}/${own.comment.id}`, { as });
    expect(permalink.headers['cache-control']).toBe('no-store');
  });
});

describe('counts and lists of a site', () => {
  it('give a hundred articles at once, those of this site only', async () => {
    const site = await buildSite(door.database, { settings: OPEN_SITE });
    const keys: string[] = [];
    for (let at = 0; at < 99; at++)
      keys.push((await buildArticle(door.database, { siteId: site.id, key: `a-${at}` })).key);
    const busy = await buildArticle(door.database, { siteId: site.id, key: 'busy' });
    for (let at = 0; at < 3; at++) await post(door, busy.id, { body: `Number ${at}`, guest: { name: 'Writer' } });
    const query = [...keys, 'busy'].map((key) => `key=${key}`).join('&');
    const counts = (await agent().get(`/api/v1/counts?site=${site.key}&${query}`).expect(200)).body as CountsByKey;
    expect(Object.keys(counts)).toHaveLength(100);
    expect([counts['busy'], counts['a-0']]).toEqual([
      { total: 3, sections: {} },
      { total: 0, sections: {} },
    ]);
    const elsewhere = (await agent().get(`/api/v1/counts?site=${world.site.key}&key=busy`).expect(200))
      .body as CountsByKey;
    expect(elsewhere['busy']).toEqual({ total: 0, sections: {} });

    const found: string[] = [];
    for (const sort of ['active', 'newest', 'most-discussed']) {
      let next: string | null = '';
      found.length = 0;
      while (next !== null) {
        const path: string = `/api/v1/sites/${site.key}/discussions?sort=${sort}&limit=30${next === '' ? '' : `&after=${next}`}`;
        const page = (await agent().get(path).expect(200)).body as DiscussionPage;
        found.push(...page.discussions.map(({ key }) => key));
        next = page.next;
      }
      expect([found.length, new Set(found).size]).toEqual([100, 100]);
      if (sort !== 'newest') expect(found[0]).toBe('busy');
    }
  });

  it('hold no key that an article does not have', async () => {
    const keys = ['toString', 'constructor', '__proto__', 'hasOwnProperty'];
    const query = keys.map((key) => `key=${key}`).join('&');
    const answer = await agent().get(`/api/v1/counts?site=${world.site.key}&${query}`).expect(200);
    expect(answer.text).toContain('"constructor":{"total":0');
    expect(({} as Record<string, unknown>)['total']).toBeUndefined();
  });
});
