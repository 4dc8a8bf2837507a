import { Inject, Injectable } from '@nestjs/common';
import { SettleComment } from '#discussion';
import { Clock } from '#kernel';
import type { Screening } from '#screening';
import { ReviewItems } from '../../review/review-items.js';
import type { PastComment } from '../past-comments.js';

/** A comment that comes out otherwise. */
export interface Rescreened {
  readonly comment: PastComment;
  readonly to: 'published' | 'pending' | 'rejected' | 'spam';
  readonly screening: Screening;
}

/** What was written so long ago is no news to anybody: nobody is mailed because it is judged again. */
const NEWS_MS = 86_400_000;

/** Settles comments that were judged again. */
@Injectable()
export class SettleRescreened {
  constructor(
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** In the caller's transaction. A comment with another text or a person's word by now stays as it is. */
  async run(siteId: string, changes: readonly Rescreened[]): Promise<void> {
    for (const change of inLockOrder(changes)) await this.one(siteId, change);
  }

  private async one(siteId: string, { comment, to, screening }: Rescreened): Promise<void> {
    const { articleId, commentId, revision, status } = comment;
    const { verdict, reasons, rulesVersion, trace } = screening;
    const settled = await this.settle.run({
      articleId,
      commentId,
      revision,
      to,
      cause: 'rescreening',
      from: [status],
      reasons,
      trace: { verdict, reasons, rulesVersion, phases: trace },
      rulesVersion,
      isNoNews: this.clock.nowMs() - comment.judgedAt.getTime() > NEWS_MS,
    });
    if (settled.result !== 'applied') return;
    if (to === 'pending' && (settled.to === 'pending' || settled.isEdit)) {
      await this.items.open([{ articleId, commentId, revision, siteId, status: 'pending', reasons }]);
    } else if (settled.to === to) {
      await this.items.settle([{ commentId, status: settled.to, revision }]);
    }
  }
}

/** The order in which everybody locks comments. */
function inLockOrder(changes: readonly Rescreened[]): Rescreened[] {
  const place = ({ comment }: Rescreened) => `${comment.articleId}${comment.commentId}`;
  return [...changes].sort((left, right) => (place(left) < place(right) ? -1 : 1));
}
