import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type ChangedItem, QueueNews } from '../live/queue-news.js';
import { BASE_URGENCY, OPEN_ITEM, REOPEN_ITEM, RESOLVE_ITEMS, SETTLE_ITEM } from './review-items.queries.js';

/** A comment that waits for a person. */
export interface WaitingComment {
  readonly articleId: string;
  readonly commentId: string;
  readonly siteId: string;
  readonly revision: number;
  readonly status: string;
  readonly reasons: readonly string[];
  /** How likely it is a good comment, 0 to 1, where somebody has said so: such ones should wait least. */
  readonly goodness?: number | undefined;
}

/** What a comment is after a decision. */
export interface DecidedComment {
  readonly commentId: string;
  readonly status: string;
  readonly revision: number;
}

/**
 * The list of what waits for a moderator: one item a comment, opened again rather than doubled. Callers hold the lock on the comment
 * before they come here, so that an item never says something else than the comment does.
 */
@Injectable()
export class ReviewItems {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(QueueNews) private readonly news: QueueNews,
  ) {}

  /** Puts a comment on the list. */
  async open(comment: WaitingComment): Promise<void> {
    await this.change(OPEN_ITEM, [
      comment.commentId,
      comment.articleId,
      comment.siteId,
      comment.revision,
      comment.status,
      comment.reasons,
      BASE_URGENCY,
      this.clock.now(),
      comment.goodness ?? 0,
    ]);
  }

  /** Takes comments that a person has decided on off the list, in one statement. */
  async resolve(comments: readonly DecidedComment[]): Promise<void> {
    if (comments.length === 0) return;
    await this.change(RESOLVE_ITEMS, [
      comments.map((comment) => comment.commentId),
      comments.map((comment) => comment.status),
      comments.map((comment) => comment.revision),
      this.clock.now(),
    ]);
  }

  /** Ends the waiting of a comment that screening has decided on. One that is public and was flagged stays on the list. */
  async settle({ commentId, status, revision }: DecidedComment): Promise<void> {
    await this.change(SETTLE_ITEM, [commentId, status, revision, this.clock.now()]);
  }

  /** Brings back what a decision had taken off the list, after the decision was taken back. */
  async reopen(comment: { articleId: string; commentId: string; decidedAt: Date }): Promise<void> {
    const { articleId, commentId, decidedAt } = comment;
    await this.change(REOPEN_ITEM, [articleId, commentId, decidedAt, this.clock.now()]);
  }

  private async change(statement: string, values: readonly unknown[]): Promise<void> {
    this.news.tell(await this.database.query<ChangedItem>(statement, values));
  }
}
