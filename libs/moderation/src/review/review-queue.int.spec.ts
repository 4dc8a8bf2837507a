import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueSort, QueueState } from '#contracts';
import { EditComment, WithdrawComment } from '#discussion';
import { InvalidCursor } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { Decide } from './decide.js';
import { ReviewQueue } from './review-queue.js';
import type { ReviewQueueItem } from './review-queue-item.js';

const FATES = ['pending', 'reported', 'unmoderated', 'published', 'rejected', 'spam', 'withdrawn'] as const;
type Fate = (typeof FATES)[number];
const OUTCOMES = new Map<Fate, 'publish' | 'reject' | 'spam'>([
  ['published', 'publish'],
  ['rejected', 'reject'],
  ['spam', 'spam'],
]);

let room: WorkRoom;
let site: BuiltSite;
let articles: BuiltArticle[];
let writer: BuiltPerson;
/** Comment id -> what became of it. */
const fates = new Map<string, { fate: Fate; articleId: string }>();

beforeAll(async () => {
  room = await openWorkRoom();
  const screening = {
    newCommenter: { holdFirst: 0 },
    recentRejections: { holdPercent: 0 },
    links: { holdFrom: 1, spamFrom: 0 },
    flood: { perMinute: 0, perHour: 0 },
    repeats: { windowSeconds: 0 },
  };
  site = await buildSite(room.database, { settings: { screening } });
  articles = [
    await buildArticle(room.database, { siteId: site.id }),
    await buildArticle(room.database, { siteId: site.id }),
  ];
  writer = await buildPerson(room.database);
  for (let n = 0; n < FATES.length * 7; n++) {
    const articleId = articles[n % 2]?.id ?? '';
    await meet(FATES[n % FATES.length] ?? 'pending', articleId, n);
  }
  const elsewhere = await buildArticle(room.database, {
    siteId: (await buildSite(room.database, { settings: { screening } })).id,
  });
  await room.screen(await room.post(writer.actor, { articleId: elsewhere.id, body: 'See https://example.org/' }));
}, 120_000);
afterAll(() => room.close());

async function meet(fate: Fate, articleId: string, n: number): Promise<void> {
  const waits = fate === 'pending' || fate === 'withdrawn';
  const comment = await room.post(writer.actor, {
    articleId,
    body: waits ? `See https://example.org/${n}` : `Remark ${n}.`,
  });
  await room.screen(comment);
  fates.set(comment.id, { fate, articleId });
  const outcome = OUTCOMES.get(fate);
  if (outcome !== undefined) {
    await room
      .get(Decide)
      .run({ kind: 'system' }, { items: [{ articleId, commentId: comment.id, revision: 1, outcome }] });
  }
  if (fate === 'withdrawn') await room.get(WithdrawComment).run(writer.actor, { articleId, commentId: comment.id });
  for (let flags = 0; fate === 'reported' && flags <= n % 3; flags++) {
    await room.get(RaiseFlag).run((await buildPerson(room.database)).actor, articleId, comment.id, { reason: 'spam' });
  }
}

const expected = (state: QueueState, articleId?: string): string[] => {
  const shows: Record<QueueState, readonly Fate[]> = {
    pending: ['pending'],
    reported: ['reported'],
    unmoderated: ['unmoderated', 'reported'],
    published: ['published', 'unmoderated', 'reported'],
    rejected: ['rejected'],
    spam: ['spam'],
    orphaned: [],
    appealed: [],
  };
  return [...fates]
    .filter(([, one]) => shows[state].includes(one.fate) && (articleId === undefined || one.articleId === articleId))
    .map(([id]) => id);
};

async function walk(
  state: QueueState,
  sort: QueueSort,
  limits: readonly number[],
  article?: string,
): Promise<ReviewQueueItem[]> {
  const items: ReviewQueueItem[] = [];
  let after: string | undefined;
  for (let page = 0; page < 100; page++) {
    const limit = limits[page % limits.length] ?? 1;
    const query = {
      state,
      sort,
      limit,
      ...(after === undefined ? {} : { after }),
      ...(article === undefined ? {} : { article }),
    };
    const read = await room.get(ReviewQueue).page(site.id, query);
    expect(read.items.length).toBeLessThanOrEqual(limit);
    items.push(...read.items);
    if (read.next === null) return items;
    after = read.next;
  }
  throw new Error('The queue has no end.');
}
const idsOf = (items: readonly ReviewQueueItem[]) => items.map(({ comment }) => comment.id);

describe(ReviewQueue, () => {
  it.each(QueueState.options.flatMap((state) => QueueSort.options.map((sort) => [state, sort] as const)))(
    'gives every item of %s in order %s once, whatever the pages are',
    async (state, sort) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
          fc.boolean(),
          async (limits, isOfArticle) => {
            const article = isOfArticle ? articles[0]?.id : undefined;
            const ids = idsOf(await walk(state, sort, limits, article));
            expect(ids.slice().sort()).toEqual(expected(state, article).sort());
            expect(new Set(ids).size).toBe(ids.length);
            expect(ids).toEqual(idsOf(await walk(state, sort, [100], article)));
          },
        ),
        { numRuns: 6 },
      );
    },
  );

  it('puts the oldest, the newest or the most flagged first', async () => {
    const oldest = idsOf(await walk('pending', 'oldest', [100]));
    expect(oldest).toEqual(oldest.slice().sort());
    expect(idsOf(await walk('pending', 'newest', [100]))).toEqual(oldest.slice().reverse());
    const flags = (await walk('reported', 'urgent', [2])).map((item) => item.flags.length);
    expect(flags).toEqual(flags.slice().sort((left, right) => right - left));
    expect(new Set(flags).size).toBeGreaterThan(1);
  });

  it.each([
    ['another state', { state: 'reported', sort: 'urgent' }],
    ['another order', { state: 'pending', sort: 'oldest' }],
    ['an article', { state: 'pending', sort: 'urgent', article: '0190a000-0000-7000-8000-000000000000' }],
  ] as const)('refuses its cursor in the queue of %s', async (_case, query) => {
    const { next } = await room.get(ReviewQueue).page(site.id, { state: 'pending', sort: 'urgent', limit: 2 });
    expect(next).not.toBeNull();
    await expect(room.get(ReviewQueue).page(site.id, { ...query, limit: 2, after: next ?? '' })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it('refuses its cursor on another site, and shows nothing of this one there', async () => {
    const other = await buildSite(room.database);
    const { next } = await room.get(ReviewQueue).page(site.id, { state: 'pending', sort: 'urgent', limit: 2 });
    const query = { state: 'pending', sort: 'urgent', limit: 2 } as const;
    await expect(room.get(ReviewQueue).page(other.id, { ...query, after: next ?? '' })).rejects.toThrow(InvalidCursor);
    const article = articles[0]?.id ?? '';
    for (const state of QueueState.options) {
      expect((await room.get(ReviewQueue).page(other.id, { ...query, state, article })).items).toEqual([]);
    }
  });

  it('shows a comment that was published again among the published only', async () => {
    const articleId = articles[0]?.id ?? '';
    const comment = await room.post(writer.actor, { articleId, body: 'Back and forth.' });
    await room.screen(comment);
    const decide = (outcome: 'publish' | 'reject') =>
      room.get(Decide).run({ kind: 'system' }, { items: [{ articleId, commentId: comment.id, revision: 1, outcome }] });
    for (const outcome of ['reject', 'publish', 'reject', 'publish'] as const) {
      room.clock.advance(60_000);
      await decide(outcome);
    }
    const found = await Promise.all(
      QueueState.options.map(async (state) => [
        state,
        idsOf(await walk(state, 'newest', [100])).filter((id) => id === comment.id).length,
      ]),
    );
    expect(Object.fromEntries(found)).toMatchObject({ published: 1, rejected: 0, unmoderated: 0, spam: 0 });
    fates.set(comment.id, { fate: 'published', articleId });
  });

  it('shows the edit that waits, and the comment among the published', async () => {
    const articleId = articles[1]?.id ?? '';
    const comment = await room.post(writer.actor, { articleId, body: 'At first.' });
    await room.screen(comment);
    const body = 'See https://example.org/edited';
    await room.screen(await room.get(EditComment).run(writer.actor, { articleId, commentId: comment.id, body }));
    const item = (await walk('pending', 'newest', [100])).find((one) => one.comment.id === comment.id);
    expect(item).toMatchObject({ body, comment: { revision: 2 }, trace: { verdict: 'hold' }, reasons: ['links'] });
    expect(item?.comment.bodyHtml).toContain('example.org/edited');
    expect(idsOf(await walk('published', 'newest', [100]))).toContain(comment.id);
    fates.delete(comment.id);
    await room.get(WithdrawComment).run(writer.actor, { articleId, commentId: comment.id });
  });
});
