import { Inject, Injectable } from '@nestjs/common';
import { CursorCodec, newId } from '#kernel';
import { Database } from '../database/database.js';
import { type DeadLetterRow, DeadLetterQueries } from './dead-letters.queries.js';
import { Outbox } from './outbox.js';
import { OutboxQueries } from './outbox.queries.js';
import { DeadLetterNotFound } from './queue.errors.js';
import type { QueueName } from './queue-names.js';

const LIST = 'dead-letters';
const MAX_PAGE = 100;

/** A job that was given up, for an operator to look at. */
export interface DeadLetter {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** What an operator does with jobs that were given up (reliability.md F11): see, retry, discard. */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DeadLetterQueries) private readonly letters: DeadLetterQueries,
    @Inject(OutboxQueries) private readonly rows: OutboxQueries,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * The newest first, at most 100 at a time.
   * @throws {InvalidCursor}
   */
  async list(page: { limit?: number; cursor?: string } = {}): Promise<{ items: DeadLetter[]; nextCursor?: string }> {
    const limit = Math.min(Math.max(page.limit ?? MAX_PAGE, 1), MAX_PAGE);
    const rows = await this.letters.page(limit + 1, page.cursor === undefined ? undefined : this.place(page.cursor));
    const items = rows.slice(0, limit).map(toDeadLetter);
    const last = rows[limit - 1];
    return rows.length <= limit || last === undefined
      ? { items }
      : { items, nextCursor: this.cursors.encode(LIST, [last.created_key, last.id]) };
  }

  /**
   * Has the job done again, as a new one.
   * @returns the id of its outbox row.
   * @throws {DeadLetterNotFound}
   */
  async retry(id: string): Promise<string> {
    return this.database.transaction(async () => {
      const row = await this.letters.remove(id);
      if (row === undefined) throw new DeadLetterNotFound();
      const outboxId = newId();
      await this.rows.insert([{ ...row, id: outboxId, delayMs: 0 }]);
      this.database.afterCommit(() => this.outbox.wake());
      return outboxId;
    });
  }

  /**
   * Forgets the job for good.
   * @throws {DeadLetterNotFound}
   */
  async discard(id: string): Promise<void> {
    if ((await this.letters.remove(id)) === undefined) throw new DeadLetterNotFound();
  }

  private place(cursor: string): readonly [string, string] {
    const [createdKey, id] = this.cursors.decode(LIST, cursor);
    return [String(createdKey), String(id)];
  }
}

function toDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    queue: row.queue,
    name: row.name,
    payload: row.payload,
    reason: row.reason,
    attempts: row.attempts,
    createdAt: row.created_at,
  };
}
