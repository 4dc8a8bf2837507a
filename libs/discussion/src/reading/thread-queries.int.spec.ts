import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidCursor, newId } from '#kernel';
import type { CommentSort } from '#contracts';
import { buildArticle, type BuiltArticle, buildSite } from '../../../testing/src/build-article.js';
import { buildThread } from '../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { PostComment } from '../comments/post-comment.js';
import { WithdrawComment } from '../comments/withdraw-comment.js';
import { CommentNotFound, DiscussionNotFound } from '../discussion.errors.js';
import { DiscussionList } from './discussion-list.js';
import { type CommentList, type ThreadPageQuery, ThreadQueries } from './thread-queries.js';

const SORTS: CommentSort[] = ['newest', 'oldest', 'best', 'discussed'];

let room: DiscussionRoom;
let threads: ThreadQueries;
let writer: BuiltPerson;
let siteId: string;

beforeAll(async () => {
  room = await openDiscussionRoom();
  threads = room.get(ThreadQueries);
  writer = await buildPerson(room.database);
  siteId = (
    await buildSite(room.database, {
      settings: { screening: { newCommenter: { holdFirst: 0 }, links: { holdFrom: 1 } } },
    })
  ).id;
});
afterAll(() => room.close());

const newArticle = (key?: string): Promise<BuiltArticle> =>
  buildArticle(room.database, { siteId, ...(key === undefined ? {} : { key }) });
const post = async (
  article: BuiltArticle,
  body = 'A word.',
  parts: { parentId?: string; section?: string; quote?: string } = {},
) => {
  const anchor =
    parts.quote === undefined
      ? parts.section === undefined
        ? undefined
        : { sectionId: parts.section }
      : { quote: { exact: parts.quote } };
  const posted = await room
    .get(PostComment)
    .run(writer.actor, { articleId: article.id, body, parentId: parts.parentId, anchor });
  return posted.comment;
};
const page = (article: BuiltArticle, query: Partial<ThreadPageQuery> = {}) =>
  threads.page(article.id, { sort: 'newest', limit: 20, replies: 3, ...query });
const ids = (list: { readonly items: readonly { id: string }[] }) => list.items.map(({ id }) => id);
const walk = async (article: BuiltArticle, query: Partial<ThreadPageQuery>): Promise<string[]> => {
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await page(article, { ...query, after });
    seen.push(...items.map(({ id }) => id));
    if (next === null) return seen;
    after = next;
  }
};

describe('a page of a thread', () => {
  it('gives the state of an empty discussion, and refuses one that is not there', async () => {
    expect(await page(await newArticle())).toEqual({
      version: 0,
      counts: { total: 0, sections: {} },
      items: [],
      next: null,
    });
    await expect(threads.page(newId(), { sort: 'best', limit: 1, replies: 0 })).rejects.toThrow(DiscussionNotFound);
    await expect(threads.state(newId())).rejects.toThrow(DiscussionNotFound);
  });

  it('gives roots with their first replies, quotes, counts and version in one', async () => {
    const article = await newArticle();
    const [section] = article.sections;
    const plain = await post(article);
    const quoted = await post(article, 'On this.', { quote: 'the ferries stayed in port' });
    const replies = [];
    for (let n = 0; n < 5; n++) replies.push(await post(article, `Reply ${n}`, { parentId: plain.id }));
    const { items, counts, version, next } = await page(article);
    expect(items.map((root) => root.id)).toEqual([quoted.id, plain.id]);
    expect(items[0]).toMatchObject({
      quote: { exact: 'the ferries stayed in port' },
      anchorKind: 'passage',
      replies: { items: [], next: null },
    });
    expect(ids(items[1]?.replies ?? { items: [] })).toEqual(replies.slice(0, 3).map(({ id }) => id));
    expect(items[1]).toMatchObject({
      replyCount: 5,
      authorName: writer.name,
      bodyHtml: plain.bodyHtml,
      createdAt: plain.createdAt,
    });
    const rest = await threads.replies(article.id, plain.id, { limit: 2, after: items[1]?.replies.next ?? '' });
    expect(ids(rest)).toEqual(replies.slice(3).map(({ id }) => id));
    expect([rest.next, next]).toEqual([null, null]);
    expect(counts).toEqual({ total: 7, sections: { [section?.id ?? '']: 1 } });
    expect({ counts, version }).toEqual(await threads.state(article.id));
  });

  it('narrows to a section and to remarks on passages', async () => {
    const article = await newArticle();
    const [ice, after] = article.sections.map(({ id }) => id);
    const onIce = await post(article, 'a', { section: ice });
    const quoted = await post(article, 'b', { quote: 'the ferries stayed in port' });
    const onAfter = await post(article, 'c', { section: after });
    await post(article, 'd');
    for (const sort of SORTS) {
      expect(new Set(ids(await page(article, { sort, section: ice })))).toEqual(new Set([onIce.id, quoted.id]));
      expect(ids(await page(article, { sort, section: after }))).toEqual([onAfter.id]);
      expect(ids(await page(article, { sort, inline: true }))).toEqual([quoted.id]);
      expect(ids(await page(article, { sort, section: after, inline: true }))).toEqual([]);
    }
  });

  it.each(SORTS)('walks all roots once, in the order %s', async (sort) => {
    const article = await newArticle();
    const section = { id: article.sections[0]?.id ?? '', every: 3 };
    await buildThread(room.database, { articleId: article.id, siteId, roots: 157, repliesEach: 1, section });
    const whole = await walk(article, { sort, limit: 50 });
    expect(whole).toHaveLength(157);
    expect(new Set(whole).size).toBe(157);
    expect(await walk(article, { sort, limit: 7, replies: 0 })).toEqual(whole);
    expect(await walk(article, { sort, limit: 4, section: section.id })).toHaveLength(52);
    const keys = await room.database.query<{ id: string; best: number }>(
      'SELECT id, best FROM comments WHERE article_id = $1',
      [article.id],
    );
    const best = new Map(keys.map((row) => [row.id, row.best]));
    const sorted = {
      newest: [...whole].sort().reverse(),
      oldest: [...whole].sort(),
      discussed: [...whole].sort().reverse(),
      best: [...whole]
        .sort()
        .reverse()
        .sort((left, right) => (best.get(right) ?? 0) - (best.get(left) ?? 0)),
    };
    expect(whole).toEqual(sorted[sort]);
  });

  it('refuses the cursor of another article, order, section or level', async () => {
    const [article, other] = [await newArticle(), await newArticle()];
    for (let n = 0; n < 3; n++) await post(article);
    const { next } = await page(article, { limit: 1 });
    const after = next ?? '';
    await expect(page(other, { after })).rejects.toThrow(InvalidCursor);
    await expect(page(article, { after, sort: 'best' })).rejects.toThrow(InvalidCursor);
    await expect(page(article, { after, section: article.sections[0]?.id })).rejects.toThrow(InvalidCursor);
    await expect(page(article, { after, inline: true })).rejects.toThrow(InvalidCursor);
    await expect(threads.replies(article.id, newId(), { limit: 1, after })).rejects.toThrow(InvalidCursor);
  });

  it('leaves a blank tombstone over replies, and nothing of what waits', async () => {
    const article = await newArticle();
    const gone = await post(article, 'Secret words.');
    const reply = await post(article, 'Still here.', { parentId: gone.id });
    const waiting = await post(article, 'https://example.org/', { parentId: gone.id });
    await post(article, 'https://example.org/');
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: gone.id });
    const { items, counts } = await page(article);
    expect(items).toMatchObject([
      { id: gone.id, status: 'withdrawn', bodyHtml: '', authorId: null, authorName: '', badges: [], replyCount: 1 },
    ]);
    expect(ids(items[0]?.replies ?? { items: [] })).toEqual([reply.id]);
    expect(counts.total).toBe(1);
    await expect(threads.permalink(article.id, waiting.id)).rejects.toThrow(CommentNotFound);
    const own = await threads.permalink(article.id, waiting.id, writer.id);
    expect(own.comment).toMatchObject({ status: 'pending', authorName: writer.name });
    expect(own.ancestors).toMatchObject([{ id: gone.id, bodyHtml: '' }]);
    const mine = await threads.mine(article.id, writer.id);
    expect(mine.comments.map(({ status }) => status)).toEqual(['pending', 'pending']);
    expect((await threads.mine(article.id, newId())).comments).toEqual([]);
  });

  it('gives the first replies of many parents, and pages each level by itself', async () => {
    const article = await newArticle();
    const root = await post(article);
    const first = await post(article, 'one', { parentId: root.id });
    const second = await post(article, 'two', { parentId: root.id });
    const deep = [];
    for (let n = 0; n < 4; n++) deep.push((await post(article, `deep ${n}`, { parentId: first.id })).id);
    const lists = await threads.repliesOfMany(article.id, [root.id, first.id, second.id], 2);
    expect([...lists.values()].map(ids)).toEqual([[first.id, second.id], deep.slice(0, 2), []]);
    let list: CommentList | undefined = lists.get(first.id);
    const seen = ids(list ?? { items: [] });
    while (list?.next != null) {
      list = await threads.replies(article.id, first.id, { limit: 1, after: list.next });
      seen.push(...ids(list));
    }
    expect(seen).toEqual(deep);
    const permalink = await threads.permalink(article.id, deep[3] ?? '');
    expect(permalink.ancestors.map(({ id }) => id)).toEqual([root.id, first.id]);
  });
});

describe('counts and the index of discussions', () => {
  it('counts articles by key, and gives zero for those it does not know', async () => {
    const article = await newArticle('counted-here');
    await post(article, 'a', { section: article.sections[0]?.id });
    expect(await threads.counts(siteId, ['counted-here', 'not-known'])).toEqual({
      'counted-here': { total: 1, sections: { [article.sections[0]?.id ?? '']: 1 } },
      'not-known': { total: 0, sections: {} },
    });
  });

  it.each(['active', 'newest', 'most-discussed'] as const)('walks all discussions once: %s', async (sort) => {
    const site = (await buildSite(room.database, { settings: { screening: { newCommenter: { holdFirst: 0 } } } })).id;
    const articles = [];
    for (let n = 0; n < 7; n++) {
      const article = await buildArticle(room.database, { siteId: site, at: new Date(Date.UTC(2026, 1, 1 + (n % 3))) });
      articles.push(article.id);
      for (let k = 0; k < n - 2; k++) await post(article);
      room.clock.advance(1000);
    }
    const list = room.get(DiscussionList);
    const whole = (await list.page(site, { sort, limit: 50 })).discussions;
    expect(new Set(whole.map(({ articleId }) => articleId))).toEqual(new Set(articles));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { discussions, next } = await list.page(site, { sort, limit: 2, after });
      seen.push(...discussions.map(({ articleId }) => articleId));
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(whole.map(({ articleId }) => articleId));
    if (sort === 'active')
      expect(whole.map(({ lastActivityAt }) => lastActivityAt === null)).toEqual([
        ...Array<boolean>(4).fill(false),
        true,
        true,
        true,
      ]);
    if (sort === 'most-discussed') expect(whole.map(({ total }) => total)).toEqual([4, 3, 2, 1, 0, 0, 0]);
  });
});
