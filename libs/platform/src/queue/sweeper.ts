import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { QueueBackend } from './backend/queue-backend.js';
import { OutboxQueries, type SentRow } from './outbox.queries.js';
import { type JobWhereabouts, Queues } from './queues.js';
import { BuryJob } from './worker/bury-job.js';

/** Any number, the same in every process: one sweeps at a time. */
const SWEEP_LOCK = 727_002;
const BATCH = 500;
const AT_ONCE = 50;
const MAX_SWEEPS = 5;

/** What a sweep did. */
export interface SweepReport {
  /** Rows given back to the relay. */
  readonly resent: number;
  /** Rows that became dead letters. */
  readonly buried: number;
  /** False when another process swept at the same time and this one left it to it. */
  readonly isComplete: boolean;
}

interface Found {
  readonly row: SentRow;
  readonly where: JobWhereabouts;
}

interface DeadRow {
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
}

interface SweptBatch {
  readonly size: number;
  readonly resent: number;
  readonly dead: readonly DeadRow[];
}

/**
 * Finds work that was sent and is neither done nor in the queue (reliability.md D4), and sends it again. This makes the loss of
 * Redis, of a NOTIFY, of a relay or of a stalled job harmless.
 */
@Injectable()
export class Sweeper {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(QueueBackend) private readonly backend: QueueBackend,
    @Inject(BuryJob) private readonly bury: BuryJob,
  ) {}

  /**
   * Looks for every job sent longer ago than this. One that vanished five times without a known reason becomes a dead letter.
   * @throws {QueueUnavailable}
   */
  async sweep(olderThanMs: number): Promise<SweepReport> {
    return this.run(olderThanMs, false);
  }

  /**
   * Looks for every open job at once when the queue's server has lost its memory: it restarted without a log, or was flushed. Its
   * loss is not the jobs' fault and does not count against them.
   * @returns undefined when nothing was lost.
   * @throws {QueueUnavailable}
   */
  async sweepAfterLoss(): Promise<SweepReport | undefined> {
    const life = await this.backend.lostSince();
    if (life === undefined) return undefined;
    const report = await this.run(0, true);
    if (report.isComplete) await this.backend.recovered(life);
    return report;
  }

  private async run(olderThanMs: number, isQueueLost: boolean): Promise<SweepReport> {
    const cutoff = await this.outbox.instantBefore(olderThanMs);
    let resent = 0;
    let buried = 0;
    for (;;) {
      const batch = await this.database.transaction(() => this.sweepBatch(cutoff, isQueueLost));
      if (batch === undefined) return { resent, buried, isComplete: false };
      for (const dead of batch.dead) await this.bury.run(dead.id, dead);
      resent += batch.resent;
      buried += batch.dead.length;
      if (batch.size < BATCH) return { resent, buried, isComplete: true };
    }
  }

  private async sweepBatch(cutoff: string, isQueueLost: boolean): Promise<SweptBatch | undefined> {
    if (!(await this.isLeader())) return undefined;
    const rows = await this.outbox.sentUpTo(cutoff, BATCH);
    const found = await this.locate(rows);
    const dead = found.flatMap((one) => deadRow(one, isQueueLost));
    const isDead = new Set(dead.map((one) => one.id));
    const gone = found.filter(({ row, where }) => isGone(where) && !isDead.has(row.id));
    for (const { row, where } of gone) {
      if (where.kind === 'completed') await this.queues.remove(row.queue, row.id);
    }
    const goneIds = new Set(gone.map(({ row }) => row.id));
    await this.outbox.markSent(rows.map((row) => row.id).filter((id) => !goneIds.has(id)));
    await this.outbox.resend([...goneIds], isQueueLost ? 0 : 1);
    return { size: rows.length, resent: goneIds.size, dead };
  }

  private async locate(rows: readonly SentRow[]): Promise<Found[]> {
    const found: Found[] = [];
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const some = rows.slice(start, start + AT_ONCE);
      const places = await Promise.all(
        some.map(async (row) => ({ row, where: await this.queues.locate(row.queue, row.id) })),
      );
      found.push(...places);
    }
    return found;
  }

  /** For the length of this transaction. */
  private async isLeader(): Promise<boolean> {
    const rows = await this.database.query<{ leads: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1::bigint) AS leads',
      [SWEEP_LOCK],
    );
    return rows[0]?.leads === true;
  }
}

function isGone(where: JobWhereabouts): boolean {
  return where.kind === 'missing' || where.kind === 'completed';
}

function deadRow({ row, where }: Found, isQueueLost: boolean): DeadRow[] {
  if (where.kind === 'failed') return [{ id: row.id, reason: where.reason, attempts: where.attempts }];
  if (isQueueLost || row.sweeps < MAX_SWEEPS || !isGone(where)) return [];
  return [{ id: row.id, reason: `The job vanished from its queue ${row.sweeps + 1} times.`, attempts: 0 }];
}
