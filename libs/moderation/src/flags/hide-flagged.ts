import { Inject, Injectable } from '@nestjs/common';
import { SettleComment } from '#discussion';
import { Database } from '#platform';
import { ReviewItems } from '../review/review-items.js';
import { FLAG_REASONS } from './handle-flags.queries.js';

/** One revision of a comment that was flagged. */
export interface FlaggedRevision {
  readonly articleId: string;
  readonly commentId: string;
  readonly revision: number;
}

/** What moderators read beside the reasons of the flags. */
const REASON = 'hidden_by_flags';

/** Takes a comment that readers flagged enough from the public until a moderator has looked. */
@Injectable()
export class HideFlagged {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
  ) {}

  /** Does nothing about a newer text, or about one that a person has let stand meanwhile. */
  async run({ articleId, commentId, revision }: FlaggedRevision, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const settlement = { articleId, commentId, revision, to: 'pending', cause: 'flags', reasons: [REASON] } as const;
      const settled = await this.settle.run(settlement);
      if (settled.result === 'applied' && settled.to === 'pending') {
        const [total] = await this.database.query<{ reasons: string[] }>(FLAG_REASONS, [commentId]);
        const reasons = [...(total?.reasons ?? []), REASON];
        await this.items.open([{ articleId, commentId, siteId: settled.siteId, revision, status: 'pending', reasons }]);
      }
      await finish();
    });
  }
}
