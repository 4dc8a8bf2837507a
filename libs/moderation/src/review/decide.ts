import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import type { DecisionResult, DecisionsBody } from '#contracts';
import { SettleComment } from '#discussion';
import { Database } from '#platform';
import { UnknownComment } from '../moderation.errors.js';
import { DECIDABLE } from './decide.queries.js';
import { ReviewItems } from './review-items.js';

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
 * all or nothing as to who may decide: one comment that is not there, or not the moderator's, refuses the whole (reliability.md A42).
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
   * @throws {UnknownComment} when one does not exist for this actor, and what `authorize` throws.
   */
  async run(actor: Actor, body: DecisionsBody): Promise<DecisionResult[]> {
    return this.database.transaction(async () => {
      const rows = await this.load(body.items);
      for (const item of body.items) {
        const row = rows.get(item.commentId);
        if (row === undefined) throw new UnknownComment(item.commentId);
        authorize(actor, 'comment.decide', {
          siteId: row.site_id,
          authorId: row.author_id,
          authorIsAdmin: row.author_is_admin,
          isPublic: row.is_public,
        });
      }
      const results = new Map<string, DecisionResult>();
      for (const item of inLockOrder(body.items)) results.set(item.commentId, await this.decideOne(actor, item));
      return body.items.flatMap((item) => results.get(item.commentId) ?? []);
    });
  }

  private async load(items: readonly Item[]): Promise<Map<string, DecidableRow>> {
    const rows = await this.database.query<DecidableRow>(DECIDABLE, [
      items.map((item) => item.articleId),
      items.map((item) => item.commentId),
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async decideOne(actor: Actor, item: Item): Promise<DecisionResult> {
    const settled = await this.settle.run({
      articleId: item.articleId,
      commentId: item.commentId,
      revision: item.revision,
      to: STATUS_OF[item.outcome],
      cause: 'moderator',
      ...(actor.kind === 'person' ? { makerId: actor.personId } : {}),
      reasons: item.reason === undefined ? [] : [item.reason],
      ...(item.note === undefined ? {} : { note: item.note }),
    });
    const isStale = settled.result === 'stale';
    if (!isStale) await this.items.resolve(item.commentId, settled.to, settled.revision);
    return {
      commentId: item.commentId,
      result: isStale ? 'stale' : 'applied',
      status: isStale ? settled.from : settled.to,
      revision: settled.revision,
      decisionId: settled.decisionId ?? null,
    };
  }
}

/** Always the same order, so that two moderators who decide overlapping lists never wait for each other in a ring. */
function inLockOrder(items: readonly Item[]): Item[] {
  const place = (item: Item) => `${item.articleId}${item.commentId}`;
  return [...items].sort((left, right) => (place(left) < place(right) ? -1 : 1));
}
