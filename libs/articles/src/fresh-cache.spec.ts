import { describe, expect, it, vi } from 'vitest';
import { Clock } from '#kernel';
import { FRESH_MS, FreshCache } from './fresh-cache.js';

class StillClock extends Clock {
  ms = 0;
  override now(): Date {
    return new Date(this.ms);
  }
}

function setUp() {
  const clock = new StillClock();
  const commits: (() => void)[] = [];
  const database = {
    inTransaction: false,
    afterCommit: (work: () => void) => {
      commits.push(work);
    },
  };
  return { clock, database, commits, cache: new FreshCache<string>(clock, database, 10) };
}

describe(FreshCache.name, () => {
  it('loads once for callers that wait together, and again after five seconds', async () => {
    const { cache, clock } = setUp();
    const load = vi.fn(async () => 'value');
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual(['value', 'value']);
    clock.ms = FRESH_MS - 1;
    await cache.get('a', load);
    expect(load).toHaveBeenCalledTimes(1);
    clock.ms = FRESH_MS;
    await cache.get('a', load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps no failure', async () => {
    const { cache } = setUp();
    await expect(cache.get('a', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await cache.get('a', async () => 'up')).toBe('up');
  });

  it('does not serve what was being read when it was forgotten', async () => {
    const { cache } = setUp();
    let answer: (value: string) => void = () => undefined;
    const reading = cache.get('a', () => new Promise((resolve) => (answer = resolve)));
    cache.forget('a');
    answer('old');
    expect(await reading).toBe('old');
    expect(await cache.get('a', async () => 'new')).toBe('new');
  });

  it('shares what a transaction read after its commit only', async () => {
    const { cache, database, commits } = setUp();
    database.inTransaction = true;
    expect(await cache.get('a', async () => 'uncommitted')).toBe('uncommitted');
    database.inTransaction = false;
    expect(await cache.get('b', async () => 'other')).toBe('other');
    const load = vi.fn(async () => 'from the table');
    commits.forEach((commit) => commit());
    expect(await cache.get('a', load)).toBe('uncommitted');
    expect(load).not.toHaveBeenCalled();
  });

  it('does not share what a transaction read before a write that was committed meanwhile', async () => {
    const { cache, database, commits } = setUp();
    database.inTransaction = true;
    await cache.get('a', async () => 'old');
    database.inTransaction = false;
    cache.forget('a');
    commits.forEach((commit) => commit());
    expect(await cache.get('a', async () => 'new')).toBe('new');
  });
});
