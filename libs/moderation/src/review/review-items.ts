import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type ChangedItem, QueueNews } from '../live/queue-news.js';
import { OPEN_ITEMS, REOPEN_ITEM, RESOLVE_ITEMS, SETTLE_ITEMS } from './review-items.queries.js';

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

  /** Puts comments on the list, in one statement. */
  async open(comments: readonly WaitingComment[]): Promise<void> {
    if (comments.length === 0) return;
    await this.change(OPEN_ITEMS, [
      comments.map(({ commentId }) => commentId),
      comments.map(({ articleId }) => articleId),
      comments.map(({ siteId }) => siteId),
      comments.map(({ revision }) => revision),
      comments.map(({ status }) => status),
      comments.map(({ reasons }) => JSON.stringify(reasons)),
      comments.map(({ goodness }) => goodness ?? 0),
      this.clock.now(),
    ]);
  }

  /** Takes comments that a person has decided on off the list, in one statement. */
  async resolve(comments: readonly DecidedComment[]): Promise<void> {
    await this.changeDecided(RESOLVE_ITEMS, comments);
  }

  /** Ends the waiting of comments that screening has decided on, in one statement. What is public and was flagged stays on the list. */
  async settle(comments: readonly DecidedComment[]): Promise<void> {
    await this.changeDecided(SETTLE_ITEMS, comments);
  }

  /** Brings back what a decision had taken off the list, after the decision was taken back. */
  async reopen(comment: { articleId: string; commentId: string; decidedAt: Date }): Promise<void> {
    const { articleId, commentId, decidedAt } = comment;
    await this.change(REOPEN_ITEM, [articleId, commentId, decidedAt, this.clock.now()]);
  }

  private async changeDecided(statement: string, comments: readonly DecidedComment[]): Promise<void> {
    if (comments.length === 0) return;
    await this.change(statement, [
      comments.map((comment) => comment.commentId),
      comments.map((comment) => comment.status),
      comments.map((comment) => comment.revision),
      this.clock.now(),
    ]);
  }

  private async change(statement: string, values: readonly unknown[]): Promise<void> {
    this.news.tell(await this.database.query<ChangedItem>(statement, values));
  }
}
