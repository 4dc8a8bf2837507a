import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { CommentSort } from '#contracts';
import { buildArticle, type BuiltArticle, buildSite } from '../../testing/src/build-article.js';
import { recount, storedCounts } from '../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../testing/src/discussion-room.js';
import { EditComment } from './comments/edit-comment.js';
import { PostComment } from './comments/post-comment.js';
import { SettleComment } from './comments/settle-comment.js';
import { WithdrawComment } from './comments/withdraw-comment.js';
import { type RootRow, ThreadQueries } from './reading/thread-queries.js';
import { CastVote } from './votes/cast-vote.js';
import { wilsonLowerBound } from './votes/wilson.js';

/** A comment as the simplest possible discussion keeps it. */
interface Modelled {
  readonly id: string;
  readonly parent: Modelled | undefined;
  readonly section: string | null;
  status: 'pending' | 'published' | 'rejected' | 'spam' | 'withdrawn';
  revision: number;
  shown: string | undefined;
  newest: string;
  waits: boolean;
  votes: Map<string, number>;
}

type Step =
  | { readonly do: 'post' | 'reply' | 'edit'; readonly at: number; readonly link: boolean; readonly section: boolean }
  | { readonly do: 'settle'; readonly at: number; readonly to: 'published' | 'rejected' | 'spam' }
  | { readonly do: 'withdraw'; readonly at: number }
  | { readonly do: 'vote'; readonly at: number; readonly voter: number; readonly value: -1 | 0 | 1 };

/** Steps fall on the newest comments, so that threads grow deep and the same comment is met again. */
const AMONG_LAST = 5;

const at = fc.nat({ max: 30 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('post', 'reply', 'reply', 'edit'),
      at,
      link: fc.boolean(),
      section: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      at,
      to: fc.constantFrom('published', 'rejected', 'spam'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('withdraw' as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      at,
      voter: fc.nat({ max: 2 }),
      value: fc.constantFrom(-1, 0, 1),
    }),
  },
);

let room: DiscussionRoom;
let writer: BuiltPerson;
let voters: BuiltPerson[];
let siteId: string;

beforeAll(async () => {
  room = await openDiscussionRoom();
  writer = await buildPerson(room.database);
  voters = await Promise.all([1, 2, 3].map(() => buildPerson(room.database)));
  const screening = { newCommenter: { holdFirst: 0 }, recentRejections: { holdPercent: 0 }, links: { holdFrom: 1 } };
  siteId = (await buildSite(room.database, { settings: { screening, editWindowMinutes: 60 } })).id;
});
afterAll(() => room.close());

/** A discussion and its model, taking the same steps. */
class Walk {
  readonly comments: Modelled[] = [];
  private texts = 0;

  constructor(readonly article: BuiltArticle) {}

  async take(step: Step): Promise<void> {
    const target = this.comments.at(-1 - (step.at % Math.min(this.comments.length || 1, AMONG_LAST)));
    if (step.do === 'post') return this.post(undefined, step);
    if (target === undefined) return;
    switch (step.do) {
      case 'reply':
        return this.post(target, step);
      case 'edit':
        return this.edit(target, step.link);
      case 'settle':
        return this.settle(target, step.to);
      case 'withdraw':
        return this.withdraw(target);
      case 'vote':
        return this.vote(target, step.voter, step.value);
    }
  }

  private async post(
    parent: Modelled | undefined,
    { link, section }: { link: boolean; section: boolean },
  ): Promise<void> {
    const sectionId = parent === undefined ? (section ? (this.article.sections[0]?.id ?? null) : null) : parent.section;
    const body = this.text(link);
    const attempt = room.get(PostComment).run(writer.actor, {
      ...{ articleId: this.article.id, body, parentId: parent?.id },
      anchor: parent === undefined && sectionId !== null ? { sectionId } : undefined,
    });
    if (parent !== undefined && parent.status !== 'published') {
      await expect(attempt).rejects.toMatchObject({ code: 'bad_parent' });
      return;
    }
    const { comment } = await attempt;
    const status = link ? 'pending' : 'published';
    expect(comment.status).toBe(status);
    this.comments.push({
      ...{ id: comment.id, parent, section: sectionId, status, revision: 1 },
      ...{ shown: link ? undefined : body, newest: body, waits: link, votes: new Map() },
    });
  }

  private async edit(comment: Modelled, link: boolean): Promise<void> {
    const body = this.text(link);
    const attempt = room
      .get(EditComment)
      .run(writer.actor, { articleId: this.article.id, commentId: comment.id, body });
    const isOpen = (comment.status === 'pending' || comment.status === 'published') && this.repliesTo(comment) === 0;
    if (!isOpen) {
      await expect(attempt).rejects.toMatchObject({ code: 'edit_window_closed' });
      return;
    }
    await attempt;
    comment.revision++;
    comment.newest = body;
    comment.waits = comment.status === 'pending' || link;
    if (!comment.waits) comment.shown = body;
  }

  private async settle(comment: Modelled, to: 'published' | 'rejected' | 'spam'): Promise<void> {
    room.clock.advance(11_000);
    const { result } = await room.get(SettleComment).run({
      ...{ articleId: this.article.id, commentId: comment.id, revision: comment.revision },
      ...{ to, cause: 'moderator' as const, makerId: newId() },
    });
    if (comment.status === 'withdrawn') {
      expect(result).toBe('stale');
      return;
    }
    if (to === 'published') comment.shown = comment.newest;
    const keepsOld = to === 'rejected' && comment.status === 'published' && comment.waits;
    if (!keepsOld) comment.status = to;
    comment.waits = false;
  }

  private async withdraw(comment: Modelled): Promise<void> {
    await room.get(WithdrawComment).run(writer.actor, { articleId: this.article.id, commentId: comment.id });
    comment.status = 'withdrawn';
  }

  private async vote(comment: Modelled, voter: number, value: -1 | 0 | 1): Promise<void> {
    const by = voters[voter] ?? writer;
    const attempt = room.get(CastVote).run(by.actor, { articleId: this.article.id, commentId: comment.id, value });
    if (comment.status !== 'published') {
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
      return;
    }
    await attempt;
    comment.votes.set(by.id, value);
  }

  private text(link: boolean): string {
    this.texts++;
    return link ? `Text ${this.texts} https://example.org/` : `Text ${this.texts}`;
  }

  repliesTo(comment: Modelled): number {
    return this.comments.filter((other) => other.parent === comment && this.isShown(other)).length;
  }

  isShown(comment: Modelled): boolean {
    return comment.status === 'published' || this.repliesTo(comment) > 0;
  }

  descendants(comment: Modelled): number {
    return this.comments.filter((other) => other.status === 'published' && isBelow(other, comment)).length;
  }

  roots(sort: CommentSort): Modelled[] {
    const shown = this.comments.filter((comment) => comment.parent === undefined && this.isShown(comment));
    const newest = [...shown].sort((left, right) => (left.id < right.id ? 1 : -1));
    switch (sort) {
      case 'newest':
        return newest;
      case 'oldest':
        return newest.reverse();
      case 'best':
        return newest.sort((left, right) => bestOf(right) - bestOf(left));
      case 'discussed':
        return newest.sort((left, right) => this.descendants(right) - this.descendants(left));
    }
  }
}

function isBelow(comment: Modelled, above: Modelled): boolean {
  for (let one = comment.parent; one !== undefined; one = one.parent) if (one === above) return true;
  return false;
}

function bestOf({ votes }: Modelled): number {
  const values = [...votes.values()];
  return wilsonLowerBound(values.filter((value) => value === 1).length, values.filter((value) => value === -1).length);
}

async function readAll(articleId: string, sort: CommentSort): Promise<RootRow[]> {
  const rows: RootRow[] = [];
  for (let after: string | undefined; ;) {
    const page = await room.get(ThreadQueries).page(articleId, { sort, limit: 2, replies: 10, after });
    rows.push(...page.items);
    if (page.next === null) return rows;
    after = page.next;
  }
}

async function expectSame(walk: Walk): Promise<void> {
  const { id } = walk.article;
  const stored = await storedCounts(room.database, id);
  expect(stored).toEqual(await recount(room.database, id));
  expect(stored.published).toBe(walk.comments.filter(({ status }) => status === 'published').length);
  for (const sort of ['newest', 'oldest', 'best', 'discussed'] as const) {
    const roots = await readAll(id, sort);
    const expected = walk.roots(sort);
    expect(roots.map((root) => root.id)).toEqual(expected.map((root) => root.id));
    for (const [index, root] of roots.entries()) {
      const model = expected[index];
      if (model === undefined) continue;
      const text = model.status === 'published' ? model.shown : undefined;
      expect(root.bodyHtml.replace(/<[^>]*>/g, '').trim()).toBe(text ?? '');
      expect(root.replyCount).toBe(walk.repliesTo(model));
      const replies = walk.comments
        .filter((other) => other.parent === model && walk.isShown(other))
        .map((other) => other.id);
      expect(root.replies.items.map((reply) => reply.id)).toEqual(replies.sort().slice(0, 10));
    }
  }
}

describe('a discussion after any steps', () => {
  it('shows what the model shows, in every order, with counters that are exact', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60, size: 'max' }), async (steps) => {
        const walk = new Walk(await buildArticle(room.database, { siteId }));
        for (const one of steps) await walk.take(one);
        await expectSame(walk);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
