import { expect } from 'vitest';
import { CheckCounters } from '#discussion';
import type { Database } from '#platform';

/** Every counter of the database is what it counts (reliability.md F29). */
export async function expectTrueCounters(database: Database): Promise<void> {
  expect(await new CheckCounters(database).run()).toEqual([]);
}
