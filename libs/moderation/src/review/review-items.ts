import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { OPEN_ITEM, RESOLVE_ITEM } from './review-items.queries.js';

/** A comment that waits for a person. */
export interface WaitingComment {
  readonly articleId: string;
  readonly commentId: string;
  readonly siteId: string;
  readonly revision: number;
  readonly status: string;
  readonly reasons: readonly string[];
}

/** The urgency of an item nobody flagged. Flags add to it (flags/raise-flag.ts). */
const BASE_URGENCY = 1;

/** The list of what waits for a moderator: one item a comment, opened again rather than doubled. */
@Injectable()
export class ReviewItems {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Puts a comment on the list. */
  async open(comment: WaitingComment): Promise<void> {
    await this.database.execute(OPEN_ITEM, [
      comment.commentId,
      comment.articleId,
      comment.siteId,
      comment.revision,
      comment.status,
      comment.reasons,
      BASE_URGENCY,
      this.clock.now(),
    ]);
  }

  /** Takes a comment off the list; nothing happens when it is not on it. */
  async resolve(commentId: string, status: string, revision: number): Promise<void> {
    await this.database.execute(RESOLVE_ITEM, [commentId, status, revision, this.clock.now()]);
  }
}
