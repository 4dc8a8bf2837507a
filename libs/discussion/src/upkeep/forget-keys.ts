import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { DISCUSSION_RETENTION } from './retention.js';

const FORGET = 'DELETE FROM idempotency_keys WHERE created_at < $1';

/** Removes idempotency keys that no retry can still be waiting behind. */
@Injectable()
export class ForgetKeys {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Deletes them, and ends the job with it. */
  async run(finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.execute(FORGET, [new Date(this.clock.nowMs() - DISCUSSION_RETENTION.idempotencyKeys)]);
      await finish();
    });
  }
}
