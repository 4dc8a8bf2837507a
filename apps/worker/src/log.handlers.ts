import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import type { z } from 'zod';
import { publishLogHead, PublishLogHead, sealLog, SealLog } from '#moderation';
import { Handles, type JobHandler, withDeadline } from '#platform';

type Nothing = z.infer<typeof sealLog.payload>;

/** What the last words of a process may take. */
const LAST_WORDS_MS = 3000;

/** Appends what was logged to the hash chain. */
@Injectable()
@Handles(sealLog)
export class SealLogHandler implements JobHandler<Nothing> {
  constructor(@Inject(SealLog) private readonly seal: SealLog) {}

  async handle(): Promise<void> {
    await this.seal.run();
  }
}

/** Writes the end of the chain down, daily and when the process stops, after its last job. */
@Injectable()
@Handles(publishLogHead)
export class PublishLogHeadHandler implements JobHandler<Nothing>, BeforeApplicationShutdown {
  private readonly logger = new Logger('Log');

  constructor(@Inject(PublishLogHead) private readonly publish: PublishLogHead) {}

  handle(): Promise<void> {
    return this.publish.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await withDeadline(this.publish.run(), LAST_WORDS_MS, 'Writing the head of the log down').catch(
      (error: unknown) => {
        this.logger.warn(error instanceof Error ? error.message : String(error));
      },
    );
  }
}
