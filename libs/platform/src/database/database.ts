import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { driverError, TransactionAborted } from './database-errors.js';
import { Notifier } from './notifier.js';
import { runPrepared, sendTogether } from './pool-client.js';

interface OpenTransaction {
  readonly client: PoolClient;
  readonly afterCommit: (() => void)[];
  readonly once: Set<string>;
  readonly shared: Map<object, unknown>;
}

/** Deadlock and serialisation failure: PostgreSQL chose this transaction to give way, and running it again is the remedy. */
const GIVE_WAY = new Set(['40P01', '40001']);
const TRIES = 4;

/**
 * The one way to the database. A verb opens a transaction at its top; everything below joins it through AsyncLocalStorage without
 * being told. SQL texts given to `query` and `execute` are constants: they are prepared once on every connection. Statements go to the
 * server in the order of the calls, without waiting for each other's answers: what does not depend on an earlier answer is best
 * called together (`Promise.all`) and travels together.
 */
@Injectable()
export class Database {
  private readonly transactions = new AsyncLocalStorage<OpenTransaction>();

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(Notifier) private readonly notifier: Notifier,
  ) {}

  /** Whether the caller runs inside a transaction. */
  get inTransaction(): boolean {
    return this.transactions.getStore() !== undefined;
  }

  /**
   * Runs work in one transaction, or in the caller's when there is one. Work may run again after a deadlock, so it must have no
   * effect outside the database; those belong in `afterCommit`.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (!GIVE_WAY.has(driverError(error)?.code ?? '') || attempt === TRIES) throw error;
      }
    }
  }

  /** Rows of a constant SQL text, on the caller's transaction or on any connection. Columns keep their snake_case names. */
  async query<Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await runPrepared<Row>(this.connection(), sql, values)).rows;
  }

  /** Runs a constant SQL text and gives the number of rows it touched. */
  async execute(sql: string, values: readonly unknown[] = []): Promise<number> {
    return (await runPrepared(this.connection(), sql, values)).rowCount ?? 0;
  }

  /** Runs a constant SQL text without values the first time that the caller's transaction asks for it: settings that last to its end. */
  async once(sql: string): Promise<void> {
    const once = this.transactions.getStore()?.once;
    if (once?.has(sql) === true) return;
    once?.add(sql);
    await this.execute(sql);
  }

  /**
   * What its owner keeps for as long as the caller's transaction is open.
   * @throws when none is.
   */
  ofTransaction<Value>(owner: object, make: () => Value): Value {
    const shared = this.transactions.getStore()?.shared;
    if (shared === undefined) throw new Error('This is done inside a transaction. Open one first.');
    if (!shared.has(owner)) shared.set(owner, make());
    return shared.get(owner) as Value;
  }

  /** Does something once the outermost transaction has committed; at once when there is none; never after a rollback. */
  afterCommit(work: () => void): void {
    const open = this.transactions.getStore();
    if (open === undefined) work();
    else open.afterCommit.push(work);
  }

  /** Hears a NOTIFY channel on a connection of its own that comes back by itself. Returns how to stop. */
  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    return this.notifier.listen(channel, onPayload);
  }

  /** Sends a NOTIFY soon; equal ones waiting together are sent once. Never fails the caller: listeners poll as a net. */
  notify(channel: string, payload = ''): void {
    this.notifier.notify(channel, payload);
  }

  private connection(): Pick<PoolClient, 'query'> {
    const client = this.transactions.getStore()?.client;
    if (client === undefined) return this.pool();
    sendTogether(client);
    return client;
  }

  private pool(): Pool {
    return (this.source.driver as unknown as { readonly master: Pool }).master;
  }

  private async runOnce<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.pool().connect();
    // A connection that breaks is reported by the statement that waits on it; unheard, the event would end the process.
    client.on('error', ignore);
    const afterCommit: (() => void)[] = [];
    let isBroken = false;
    let result: T;
    try {
      // Not awaited: the first statement of the work goes out with it, and fails with it.
      sendTogether(client);
      const begun = client.query('BEGIN');
      begun.catch(ignore);
      result = await this.transactions.run({ client, afterCommit, once: new Set(), shared: new Map() }, work);
      await begun;
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new TransactionAborted();
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        isBroken = true;
      });
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(isBroken);
    }
    this.transactions.exit(() => {
      for (const effect of afterCommit) effect();
    });
    return result;
  }
}

function ignore(): void {
  // Said elsewhere.
}
