import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { ATTENTION, MARK_UNKNOWN } from './deliveries.queries.js';

/** No send takes so long: the transport gives up earlier. */
const LONGEST_SEND_MS = 5 * 60 * 1000;

/** A delivery that an operator should look at. */
export interface DeliveryForAttention {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Finds notifications whose sending died halfway and says so, without sending them again. */
@Injectable()
export class RecoverDeliveries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Marks them `unknown`. */
  async run(finish: () => Promise<void>): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.database.execute(MARK_UNKNOWN, [new Date(now.getTime() - LONGEST_SEND_MS), now]);
      await finish();
    });
  }

  /** Deliveries in a state that wants attention, oldest first. */
  async list(state: 'unknown' | 'failed', after: string | null, limit: number): Promise<DeliveryForAttention[]> {
    const rows = await this.database.query<{
      id: string;
      kind: string;
      recipient: string;
      message_id: string;
      state: string;
      reason: string | null;
      attempts: number;
      created_at: Date;
    }>(ATTENTION, [state, after, limit]);
    return rows.map(({ message_id, created_at, ...row }) => ({ ...row, messageId: message_id, createdAt: created_at }));
  }
}
