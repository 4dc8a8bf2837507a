import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { ReviewItems } from '../review/review-items.js';
import type { RevisionToScreen } from './screen-comment.js';

/** A comment that nobody has decided on yet. It stays as it is until its item is there. $1 article, $2 comment, $3 revision */
const UNDECIDED = `
SELECT site_id FROM comments c WHERE article_id = $1 AND id = $2 AND revision = $3 AND status IN ('pending', 'published')
  AND NOT EXISTS (SELECT 1 FROM decisions d
    WHERE d.comment_id = c.id AND d.revision = c.revision AND d.cause IN ('screening', 'moderator', 'operator'))
FOR SHARE`;

/**
 * Puts a comment that could not be screened before a moderator, so that it is never simply forgotten (reliability.md D4, F11). What
 * the fast phases have published stays public until then, and nobody is told of it: that follows from a decision only.
 */
@Injectable()
export class HoldForPerson {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReviewItems) private readonly items: ReviewItems,
  ) {}

  /** Opens the item in the caller's transaction; nothing happens when the comment is gone, decided on, or has a newer text. */
  async run(payload: RevisionToScreen): Promise<void> {
    await this.database.transaction(async () => {
      const [row] = await this.database.query<{ site_id: string }>(UNDECIDED, [
        payload.articleId,
        payload.commentId,
        payload.revision,
      ]);
      if (row === undefined) return;
      await this.items.open([{ ...payload, siteId: row.site_id, status: 'pending', reasons: ['screening_failed'] }]);
    });
  }
}
