import { LRUCache } from 'lru-cache';
import type { Clock } from '#kernel';

/** Looked-up values that may be some seconds old. A value that is being looked up is shared with nobody: its transaction may fail. */
export class TimedCache<Value extends object> {
  private readonly values: LRUCache<string, { value: Value; until: number }>;

  /** @param freshMs how old a value may be, in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly freshMs: number,
    max: number,
  ) {
    this.values = new LRUCache({ max });
  }

  /** The value of a key, looked up when there is none or it is too old. */
  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.values.get(key);
    if (known !== undefined && this.clock.nowMs() < known.until) return known.value;
    const until = this.clock.nowMs() + this.freshMs;
    const value = await load();
    this.values.set(key, { value, until });
    return value;
  }
}
