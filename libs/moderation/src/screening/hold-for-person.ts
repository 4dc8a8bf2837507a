import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { ReviewItems } from '../review/review-items.js';
import type { RevisionToScreen } from './screen-comment.js';

const WAITING = `
SELECT site_id FROM comments WHERE article_id = $1 AND id = $2 AND revision = $3 AND status IN ('pending', 'published')`;

/** Puts a comment that could not be screened before a moderator, so that it is never simply forgotten (reliability.md D4, F11). */
@Injectable()
export class HoldForPerson {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReviewItems) private readonly items: ReviewItems,
  ) {}

  /** Opens the item in the caller's transaction; nothing happens when the comment is gone or has a newer text. */
  async run(payload: RevisionToScreen): Promise<void> {
    const [row] = await this.database.query<{ site_id: string }>(WAITING, [
      payload.articleId,
      payload.commentId,
      payload.revision,
    ]);
    if (row === undefined) return;
    await this.items.open({ ...payload, siteId: row.site_id, status: 'pending', reasons: ['screening_failed'] });
  }
}
