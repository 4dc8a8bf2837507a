import { LRUCache } from 'lru-cache';
import type { Clock } from '#kernel';
import type { Database } from '#platform';

/** How long another process's write may go unseen (own choice: a closed discussion closes everywhere within this time). */
export const FRESH_MS = 5000;

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly until: number;
}

/**
 * Rows that are read on every request and seldom written, kept in process for at most 5 s. What a transaction reads is shared only
 * after its commit, and never when the row was forgotten meanwhile, so that nothing uncommitted or overtaken is served.
 */
export class FreshCache<Value> {
  private readonly entries: LRUCache<string, Entry<Value>>;
  private forgotten = 0;

  constructor(
    private readonly clock: Clock,
    private readonly database: Pick<Database, 'inTransaction' | 'afterCommit'>,
    max: number,
  ) {
    this.entries = new LRUCache({ max });
  }

  /** The cached value, or what `load` gives. Callers that wait for one key together load once. A failed load is not kept. */
  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const entry = this.entries.get(key);
    if (entry !== undefined && this.clock.nowMs() < entry.until) return entry.value;
    const until = this.clock.nowMs() + FRESH_MS;
    return this.database.inTransaction ? this.loadInTransaction(key, until, load) : this.loadShared(key, until, load);
  }

  /** Forgets a key at once, and whatever is being read at this moment. */
  forget(key: string): void {
    this.forgotten += 1;
    this.entries.delete(key);
  }

  private async loadShared(key: string, until: number, load: () => Promise<Value>): Promise<Value> {
    const value = load();
    const entry = { value, until };
    this.entries.set(key, entry);
    try {
      return await value;
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  private async loadInTransaction(key: string, until: number, load: () => Promise<Value>): Promise<Value> {
    const before = this.forgotten;
    const value = await load();
    this.database.afterCommit(() => {
      if (this.forgotten === before) this.entries.set(key, { value: Promise.resolve(value), until });
    });
    return value;
  }
}
