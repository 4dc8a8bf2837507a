import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { RemovedRow } from './outbox.queries.js';
import type { QueueName } from './queue-names.js';

/** A dead letter as it is stored. */
export interface DeadLetterRow {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly created_at: Date;
  /** The instant with its microseconds, for the cursor. */
  readonly created_key: string;
}

/** The SQL of the dead letters. */
@Injectable()
export class DeadLetterQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Writes one. */
  async insert(id: string, row: RemovedRow, reason: string, attempts: number): Promise<void> {
    await this.database.execute(
      `INSERT INTO dead_letters (id, queue, name, payload, reason, attempts, created_at)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, clock_timestamp())`,
      [id, row.queue, row.name, JSON.stringify(row.payload), reason, attempts],
    );
  }

  /** The newest ones, or those after a place in that order. */
  async page(limit: number, after: readonly [createdKey: string, id: string] | undefined): Promise<DeadLetterRow[]> {
    return this.database.query<DeadLetterRow>(
      `SELECT id, queue, name, payload, reason, attempts, created_at, created_at::text AS created_key FROM dead_letters
       WHERE $2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid)
       ORDER BY created_at DESC, id DESC LIMIT $1`,
      [limit, after?.[0] ?? null, after?.[1] ?? null],
    );
  }

  /** Takes one out; undefined when there is none. */
  async remove(id: string): Promise<RemovedRow | undefined> {
    const rows = await this.database.query<RemovedRow>(
      'DELETE FROM dead_letters WHERE id = $1 RETURNING queue, name, payload',
      [id],
    );
    return rows[0];
  }
}
