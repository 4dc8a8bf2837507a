import { Inject, Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import { currentRequestId } from '../context/request-context.js';
import { Database } from '../database/database.js';
import type { EventDefinition } from './define-event.js';
import type { AnyJob, JobDefinition } from './define-job.js';
import { JobCatalogue } from './job-catalogue.js';
import { OutboxBell } from './outbox-bell.js';
import { type NewOutboxRow, OutboxQueries } from './outbox.queries.js';
import type { OnlyIf } from './subscription.js';

/** The NOTIFY channel on which relays hear of new rows. */
export const OUTBOX_CHANNEL = 'outbox';

/** An event that is told of. */
export interface Happened<Payload> {
  readonly payload: Payload;
  /** The request that it follows from, where that is another than the one that is at work. */
  readonly requestId?: string | undefined;
}

/**
 * The one way to get work done later (reliability.md D1): a row in the caller's transaction, so that work exists exactly when
 * what caused it was committed. The row lives until the job is done.
 */
@Injectable()
export class Outbox {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly queries: OutboxQueries,
    @Inject(JobCatalogue) private readonly catalogue: JobCatalogue,
    @Inject(OutboxBell) private readonly bell: OutboxBell,
  ) {}

  /**
   * Has a job done once the transaction has committed, and not earlier than `delayMs` from now.
   * @throws when there is no open transaction, or when the payload is not the job's.
   */
  async add<Payload>(job: JobDefinition<Payload>, payload: Payload, options: { delayMs?: number } = {}): Promise<void> {
    await this.write([this.row(job, payload, options.delayMs ?? 0)]);
  }

  /**
   * Has a job done for each payload, in one statement.
   * @throws when there is no open transaction, or when a payload is not the job's.
   */
  async addMany<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<void> {
    await this.write(payloads.map((payload) => this.row(job, payload, 0)));
  }

  /**
   * Tells the subscribers of an event: one job for each of them, in one statement, not earlier than `delayMs` from now.
   * @throws when there is no open transaction, or when the payload is not the event's.
   */
  async publish<Payload>(
    event: EventDefinition<Payload>,
    payload: Payload,
    options: { delayMs?: number } = {},
  ): Promise<void> {
    await this.publishMany(event, [{ payload }], options);
  }

  /**
   * Tells of several events of a kind in one statement. Each subscriber asks once whether it has something to do.
   * @throws when there is no open transaction, or when a payload is not the event's.
   */
  async publishMany<Payload>(
    event: EventDefinition<Payload>,
    events: readonly Happened<Payload>[],
    options: { delayMs?: number } = {},
  ): Promise<void> {
    if (events.length === 0) return;
    const parsed = events.map((one) => ({ ...one, payload: event.payload.parse(one.payload) }));
    const delayMs = options.delayMs ?? 0;
    const certain: NewOutboxRow[] = [];
    const asking: Promise<NewOutboxRow[]>[] = [];
    for (const { job, toPayload, onlyIf } of this.catalogue.subscriptionsOf(event)) {
      const rowsOf = (wanted: readonly Happened<Payload>[]) =>
        wanted.map(({ payload, requestId }) => this.row(job, toPayload(payload), delayMs, requestId));
      if (onlyIf === undefined) certain.push(...rowsOf(parsed));
      else asking.push(this.wanted(onlyIf, parsed).then(rowsOf));
    }
    // Where nobody asks, the rows are sent before the caller goes on.
    await this.write(asking.length === 0 ? certain : [...certain, ...(await Promise.all(asking)).flat()]);
  }

  /** Wakes the relays of this and of every other process. */
  wake(): void {
    this.bell.ring();
    this.database.notify(OUTBOX_CHANNEL);
  }

  /** The events of which a subscriber has something to do. */
  private async wanted<Payload>(
    { when, key, sql }: OnlyIf<unknown>,
    events: readonly Happened<Payload>[],
  ): Promise<Happened<Payload>[]> {
    const asked = events.filter(({ payload }) => when?.(payload) ?? true);
    if (asked.length === 0) return [];
    const keys = new Set(asked.map(({ payload }) => key(payload)));
    const found = new Set((await this.database.query<{ key: string }>(sql, [[...keys]])).map((row) => row.key));
    return asked.filter(({ payload }) => found.has(key(payload)));
  }

  private row(job: AnyJob, payload: unknown, delayMs: number, requestId = currentRequestId()): NewOutboxRow {
    if (!this.catalogue.jobs.has(job.name)) {
      throw new Error(`Job "${job.name}" is not in the list of jobs. Add it to the \`jobs\` of the platform.`);
    }
    return { id: newId(), queue: job.queue, name: job.name, payload: job.payload.parse(payload), delayMs, requestId };
  }

  private async write(rows: readonly NewOutboxRow[]): Promise<void> {
    if (!this.database.inTransaction) {
      throw new Error('The outbox is written inside the transaction of what causes the work. Open one first.');
    }
    if (rows.length === 0) return;
    await this.queries.insert(rows);
    this.database.afterCommit(() => this.wake());
  }
}
