import { Inject, Injectable } from '@nestjs/common';
import type { FlagReason, FlagSettings } from '#contracts';
import { Clock } from '#kernel';
import { Database, Outbox } from '#platform';
import { type ChangedItem, QueueNews } from '../live/queue-news.js';
import { hideFlagged } from '../people/people.jobs.js';
import { COUNT_FLAG } from '../review/review-items.queries.js';
import { flagsHide, flagsQueue } from './flag-weight.js';
import type { FlaggerRecord } from './flaggers.js';
import { ADD_TO_TOTAL } from './raise-flag.queries.js';

/** A flag that was just recorded. */
export interface RaisedFlag {
  readonly articleId: string;
  readonly commentId: string;
  readonly comment: {
    readonly site_id: string;
    readonly revision: number;
    readonly status: string;
    readonly decided_at: Date | null;
    readonly is_approved: boolean;
  };
  readonly reason: FlagReason;
  readonly flagger: FlaggerRecord;
}

interface Total {
  readonly flags: number;
  readonly guests: number;
  readonly weight: number;
  readonly known: number;
  readonly reasons: string[];
}

/** Adds a flag to those a comment has, and does what their weight calls for. In the caller's transaction. */
@Injectable()
export class FlagEffects {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(QueueNews) private readonly news: QueueNews,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Queues from one threshold on and hides from the other, never what a moderator has let stand as it is now. */
  async of(flag: RaisedFlag, { queueFrom, hideFrom }: FlagSettings): Promise<void> {
    const { articleId, commentId, comment } = flag;
    const total = await this.add(flag);
    if (flagsQueue(total, queueFrom)) await this.queue(flag, total);
    if (comment.is_approved || !flagsHide(total, hideFrom)) return;
    await this.outbox.add(hideFlagged, { articleId, commentId, revision: comment.revision });
  }

  private async add({ articleId, commentId, comment, reason, flagger }: RaisedFlag): Promise<Total> {
    const { isGuest, isKnown, weight } = flagger;
    const [total] = await this.database.query<Total & Record<string, unknown>>(ADD_TO_TOTAL, [
      ...[commentId, articleId, `flag:${reason}`, isGuest, weight, isKnown ? weight : 0],
      ...[this.clock.now(), comment.decided_at],
    ]);
    if (total === undefined) throw new Error('The sum of a comment’s flags is gone.');
    return total;
  }

  private async queue({ articleId, commentId, comment, flagger }: RaisedFlag, total: Total): Promise<void> {
    const items = await this.database.query<ChangedItem>(COUNT_FLAG, [
      ...[commentId, articleId, comment.site_id, comment.revision, comment.status],
      flagger.isGuest ? flagger.weight / total.guests : flagger.weight,
      ...[this.clock.now(), total.reasons, total.flags, total.weight],
    ]);
    this.news.tell(items);
  }
}
