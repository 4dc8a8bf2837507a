import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { OutboxQueries } from './outbox.queries.js';
import { QueueMetrics } from './queue-metrics.js';
import { Queues } from './queues.js';
import { QuietLog } from './quiet-log.js';
import { RelayBells } from './relay-bells.js';

const BATCH = 200;
const FIRST_BACKOFF_MS = 100;
const LAST_BACKOFF_MS = 1000;

/**
 * Hands outbox rows to the queues (reliability.md D1). A row is marked as sent in the transaction that holds it, after the queue
 * has taken it: a crash in between sends it again under the same job id. Several relays share the rows by `SKIP LOCKED`. Rows are
 * looked for when somebody rings, and every `relayPollMs` in case a ring was lost.
 */
@Injectable()
export class Relay {
  private readonly log = new QuietLog();
  private isStopped = false;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(RelayBells) private readonly bells: RelayBells,
    @Inject(QueueMetrics) private readonly metrics: QueueMetrics,
  ) {}

  /** Starts to send. A second call does nothing. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the batch in hand. A second call waits for the same end. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.bells.release();
    await this.running;
  }

  /**
   * Sends one batch of at most 200 rows.
   * @returns whether there may be more.
   * @throws {QueueUnavailable} and then nothing is marked as sent.
   */
  async sendBatch(): Promise<boolean> {
    const waits = await this.database.transaction(async () => {
      const rows = await this.outbox.claimUnsent(BATCH);
      if (rows.length > 0) {
        await this.queues.add(rows);
        await this.outbox.markSent(rows.map((row) => row.id));
      }
      return rows.map((row) => row.waited_ms);
    });
    this.metrics.sent(waits);
    return waits.length === BATCH;
  }

  private async run(): Promise<void> {
    const stopListening = await this.bells.listen();
    let backoffMs = FIRST_BACKOFF_MS;
    while (!this.isStopped) {
      try {
        const isMore = await this.sendBatch();
        this.log.recovered('relay');
        backoffMs = FIRST_BACKOFF_MS;
        if (!isMore) await this.bells.forRows();
      } catch (error) {
        this.log.error('relay', error);
        await this.bells.forServer(backoffMs);
        backoffMs = Math.min(backoffMs * 2, LAST_BACKOFF_MS);
      }
    }
    await stopListening();
  }
}
