import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { QueueName } from './queue-names.js';

/** A row to be written. */
export interface NewOutboxRow {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: unknown;
  readonly delayMs: number;
  /** The request that it follows from. */
  readonly requestId?: string | undefined;
}

/** A row that the relay sends. */
export interface UnsentRow {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: unknown;
  readonly request_id: string | null;
  /** Milliseconds since it could have been sent. */
  readonly waited_ms: number;
}

/** A row whose job was sent and is not done. */
export interface SentRow {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly sweeps: number;
}

/** A row taken out of the outbox. */
export interface RemovedRow {
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: unknown;
}

/**
 * The SQL of the outbox. Instants are PostgreSQL's own: rows are written and read by processes on several machines, and one clock
 * for all of them makes their skew harmless.
 */
@Injectable()
export class OutboxQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Writes rows in one statement, whatever their number. Rows whose id exists already are left as they are. */
  async insert(rows: readonly NewOutboxRow[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO outbox (id, queue, name, payload, request_id, available_at, created_at)
       SELECT r.id, r.queue, r.name, r.payload::jsonb, r.request_id, now() + r.delay_ms * interval '1 millisecond', now()
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
         AS r (id, queue, name, payload, delay_ms, request_id)
       ON CONFLICT (id) DO NOTHING`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.queue),
        rows.map((row) => row.name),
        rows.map((row) => JSON.stringify(row.payload)),
        rows.map((row) => row.delayMs),
        rows.map((row) => row.requestId ?? null),
      ],
    );
  }

  /**
   * Writes the row of a schedule's coming tick. Its id is made of the schedule and the tick, and it is written while the tick is
   * still to come: so the primary key alone makes it one row, whichever process is first.
   */
  async insertTick(schedule: { id: string; everyMs: number }, row: RemovedRow): Promise<void> {
    await this.database.execute(
      `INSERT INTO outbox (id, queue, name, payload, available_at, created_at)
       SELECT md5($1 || ':' || next.tick)::uuid, $3, $4, $5::jsonb, to_timestamp(next.tick * $2::numeric / 1000), clock_timestamp()
       FROM (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000 / $2::numeric)::bigint + 1 AS tick) AS next
       ON CONFLICT (id) DO NOTHING`,
      [schedule.id, schedule.everyMs, row.queue, row.name, JSON.stringify(row.payload)],
    );
  }

  /** Takes rows that are due and that no other relay holds, until the end of the transaction. */
  async claimUnsent(limit: number): Promise<UnsentRow[]> {
    return this.database.query<UnsentRow>(
      `SELECT id, queue, name, payload, request_id,
         (extract(epoch FROM clock_timestamp() - available_at) * 1000)::double precision AS waited_ms
       FROM outbox WHERE sent_at IS NULL AND available_at <= clock_timestamp()
       ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit],
    );
  }

  /** Notes that rows are with the queue now. */
  async markSent(ids: readonly string[]): Promise<void> {
    await this.database.execute('UPDATE outbox SET sent_at = clock_timestamp() WHERE id = ANY($1::uuid[])', [ids]);
  }

  /** Gives rows back to the relay; `sweeps` counts how often each was lost without a known reason. */
  async resend(ids: readonly string[], sweeps: 0 | 1): Promise<void> {
    await this.database.execute(
      'UPDATE outbox SET sent_at = NULL, sweeps = sweeps + $2::int WHERE id = ANY($1::uuid[]) AND sent_at IS NOT NULL',
      [ids, sweeps],
    );
  }

  /** The instant that lies so many milliseconds back, as text that loses no microseconds on its way. */
  async instantBefore(milliseconds: number): Promise<string> {
    const rows = await this.database.query<{ at: string }>(
      `SELECT (clock_timestamp() - $1::bigint * interval '1 millisecond')::text AS at`,
      [milliseconds],
    );
    return rows[0]?.at ?? '-infinity';
  }

  /** Rows sent up to an instant whose jobs are not done, oldest first. */
  async sentUpTo(instant: string, limit: number): Promise<SentRow[]> {
    return this.database.query<SentRow>(
      `SELECT id, queue, name, sweeps FROM outbox WHERE sent_at IS NOT NULL AND sent_at <= $1::timestamptz
       ORDER BY sent_at LIMIT $2`,
      [instant, limit],
    );
  }

  /** Whether a job is still to be done. */
  async has(id: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS one FROM outbox WHERE id = $1', [id])).length > 0;
  }

  /** How often a job's worker died while it ran under suspicion; undefined when the job is done. */
  async crashesOf(id: string): Promise<number | undefined> {
    const rows = await this.database.query<{ crashes: number }>('SELECT crashes FROM outbox WHERE id = $1', [id]);
    return rows[0]?.crashes;
  }

  /** Notes that a suspect begins: a death that follows is its own. @returns its deaths if it dies; undefined when it is done. */
  async beginSuspect(id: string): Promise<number | undefined> {
    const rows = await this.database.query<{ crashes: number }>(
      'UPDATE outbox SET crashes = crashes + 1 WHERE id = $1 RETURNING crashes',
      [id],
    );
    return rows[0]?.crashes;
  }

  /** Notes that a suspect has ended without a death. */
  async endSuspect(id: string): Promise<void> {
    await this.database.execute('UPDATE outbox SET crashes = crashes - 1 WHERE id = $1', [id]);
  }

  /** Takes a row out; undefined when it was gone. */
  async remove(id: string): Promise<RemovedRow | undefined> {
    const rows = await this.database.query<RemovedRow>(
      'DELETE FROM outbox WHERE id = $1 RETURNING queue, name, payload',
      [id],
    );
    return rows[0];
  }

  /** Takes out the rows of jobs that are done. @returns those that were there. */
  async removeAll(ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'DELETE FROM outbox WHERE id = ANY ($1::uuid[]) RETURNING id',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** How many rows wait for the relay, and since when the oldest could have been sent, in milliseconds. */
  async backlog(): Promise<{ rows: number; oldestMs: number }> {
    const rows = await this.database.query<{ rows: number; oldest_ms: number }>(
      `SELECT count(*)::int AS rows,
         coalesce(extract(epoch FROM clock_timestamp() - min(available_at)) * 1000, 0)::double precision AS oldest_ms
       FROM outbox WHERE sent_at IS NULL AND available_at <= clock_timestamp()`,
    );
    return { rows: rows[0]?.rows ?? 0, oldestMs: rows[0]?.oldest_ms ?? 0 };
  }
}
