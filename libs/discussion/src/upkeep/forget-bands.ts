import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { DISCUSSION_RETENTION } from './retention.js';

const FORGET = 'DELETE FROM comment_bands WHERE created_at < $1';

/** Removes the bands of texts that are too old to be looked for. */
@Injectable()
export class ForgetBands {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Deletes them, and ends the job with it. */
  async run(finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.execute(FORGET, [new Date(this.clock.nowMs() - DISCUSSION_RETENTION.likenessBands)]);
      await finish();
    });
  }
}
