import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { DeadLetterQueries } from '../dead-letters.queries.js';
import { OutboxQueries } from '../outbox.queries.js';
import { Queues } from '../queues.js';
import { DeadJobs } from './dead-jobs.js';

const MAX_REASON = 2000;

/** Makes dead letters of jobs that were given up, so that no work is ever lost without a trace (reliability.md V43, F11). */
@Injectable()
export class BuryJob {
  private readonly logger = new Logger('Queue');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
    @Inject(DeadLetterQueries) private readonly letters: DeadLetterQueries,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(DeadJobs) private readonly dead: DeadJobs,
  ) {}

  /**
   * Moves an outbox row to the dead letters in one transaction with the handler's `onDead`, then takes the failed job out of its
   * queue. Does nothing for a job that is done. An `onDead` that fails is noted in the reason and does not keep the job alive.
   */
  async run(outboxId: string, job: { reason: string; attempts: number }): Promise<void> {
    const reason = job.reason.slice(0, MAX_REASON).replaceAll('\u0000', '');
    try {
      await this.move(outboxId, reason, job.attempts, true);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.logger.error(`The onDead of job ${outboxId} failed: ${why}`);
      await this.move(outboxId, `${reason} (and its onDead failed: ${why})`.slice(0, MAX_REASON), job.attempts, false);
    }
  }

  private async move(outboxId: string, reason: string, attempts: number, isTold: boolean): Promise<void> {
    const row = await this.database.transaction(async () => {
      const removed = await this.outbox.remove(outboxId);
      if (removed === undefined) return undefined;
      await this.letters.insert(outboxId, removed, reason, attempts);
      if (isTold) await this.dead.tell(removed, { outboxId, reason });
      return removed;
    });
    if (row === undefined) return;
    this.logger.warn(`Job ${outboxId} (${row.name}) is a dead letter after ${attempts} attempts: ${reason}`);
    this.dead.count(row);
    await this.queues.remove(row.queue, outboxId).catch(() => undefined);
  }
}
