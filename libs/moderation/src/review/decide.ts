import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can, Forbidden, NotFound } from '#accounts';
import type { DecisionResult, DecisionsBody } from '#contracts';
import { type Settled, SettleComment, WAITING } from '#discussion';
import { Database } from '#platform';
import { DecidedTwice, MayNotDecide, UnknownComment } from '../moderation.errors.js';
import { DECIDABLE } from './decide.queries.js';
import { type DecidedComment, ReviewItems } from './review-items.js';

type Item = DecisionsBody['items'][number];

interface DecidableRow {
  readonly article_id: string;
  readonly id: string;
  readonly site_id: string;
  readonly author_id: string;
  readonly author_is_admin: boolean;
  readonly is_public: boolean;
}

const STATUS_OF = { publish: 'published', reject: 'rejected', spam: 'spam' } as const;

/**
 * A person's decisions. Each names the revision that was read; one about an older text is `stale` and changes nothing. The list is
 * all or nothing as to who may decide: one comment that is not there, or not the moderator's, refuses the whole and is named
 * (reliability.md A42).
 */
@Injectable()
export class Decide {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
  ) {}

  /**
   * Decides up to 500 comments in one transaction.
   * @returns a result for each item, in the order given.
   * @throws {DecidedTwice} {UnknownComment} {MayNotDecide} naming the comment; {SignInRequired} when nobody is signed in.
   */
  async run(actor: Actor, { items }: DecisionsBody): Promise<DecisionResult[]> {
    assertEachOnce(items);
    return this.database.transaction(async () => {
      await this.assertMayDecide(actor, items);
      const settled = new Map<string, Settled>();
      for (const item of inLockOrder(items)) settled.set(item.commentId, await this.decideOne(actor, item));
      await this.items.resolve([...settled].flatMap(([commentId, one]) => offTheList(commentId, one)));
      return items.flatMap(({ commentId }) => {
        const one = settled.get(commentId);
        return one === undefined ? [] : [resultOf(commentId, one)];
      });
    });
  }

  private async assertMayDecide(actor: Actor, items: readonly Item[]): Promise<void> {
    const rows = await this.database.query<DecidableRow>(DECIDABLE, [
      items.map((item) => item.articleId),
      items.map((item) => item.commentId),
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const { commentId } of items) {
      const row = found.get(commentId);
      if (row === undefined) throw new UnknownComment(commentId);
      assertMayDecideOn(actor, row);
    }
  }

  private async decideOne(actor: Actor, item: Item): Promise<Settled> {
    return this.settle.run({
      articleId: item.articleId,
      commentId: item.commentId,
      revision: item.revision,
      to: STATUS_OF[item.outcome],
      cause: 'moderator',
      ...(actor.kind === 'person' ? { makerId: actor.personId } : {}),
      reasons: item.reason === undefined ? [] : [item.reason],
      ...(item.note === undefined ? {} : { note: item.note }),
    });
  }
}

/** Says no in the words of `authorize`, and of which comment. */
function assertMayDecideOn(actor: Actor, row: DecidableRow): void {
  const facts = {
    siteId: row.site_id,
    authorId: row.author_id,
    authorIsAdmin: row.author_is_admin,
    isPublic: row.is_public,
  };
  if (can(actor, 'comment.decide', facts)) return;
  try {
    authorize(actor, 'comment.decide', facts);
  } catch (error) {
    if (error instanceof NotFound) throw new UnknownComment(row.id);
    if (error instanceof Forbidden) throw new MayNotDecide(row.id);
    throw error;
  }
}

function assertEachOnce(items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const { commentId } of items) {
    if (seen.has(commentId)) throw new DecidedTwice(commentId);
    seen.add(commentId);
  }
}

/** What was decided waits no more, and neither does what its writer has withdrawn meanwhile. */
function offTheList(commentId: string, { result, from, to, revision }: Settled): DecidedComment[] {
  if (result !== 'stale') return [{ commentId, status: to, revision }];
  return from === 'published' || WAITING.has(from) ? [] : [{ commentId, status: from, revision }];
}

function resultOf(commentId: string, { result, from, to, revision, decisionId }: Settled): DecisionResult {
  const isStale = result === 'stale';
  return {
    commentId,
    result: isStale ? 'stale' : 'applied',
    status: isStale ? from : to,
    revision,
    decisionId: decisionId ?? null,
  };
}

/** Always the same order, so that two moderators who decide overlapping lists never wait for each other in a ring. */
function inLockOrder(items: readonly Item[]): Item[] {
  const place = (item: Item) => `${item.articleId}${item.commentId}`;
  return [...items].sort((left, right) => (place(left) < place(right) ? -1 : 1));
}
