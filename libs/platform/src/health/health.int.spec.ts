import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, openTestDatabase, testConfig } from '#testing';
import type { Database } from '../database/database.js';
import { Logger } from '../logging/logger.js';
import { Health } from './health.js';
import { ShutdownState } from './shutdown-state.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => {
  await test.close();
});

function health(database: Database = test.database) {
  const shutdown = new ShutdownState();
  return { shutdown, health: new Health(database, test.dataSource, shutdown, new Logger(testConfig())) };
}

describe(Health.name, () => {
  it('is ready while the database answers with the schema of this build', async () => {
    expect(await health().health.ready()).toEqual({
      ready: true,
      checks: { database: 'up', schema: 'current', shutdown: 'no' },
    });
  });

  it('is not ready from the moment a shutdown begins, and alive all the while', async () => {
    const { health: one, shutdown } = health();
    expect((await one.ready()).ready).toBe(true);
    shutdown.onModuleDestroy();
    expect(await one.ready()).toMatchObject({ ready: false, checks: { shutdown: 'begun' } });
    expect(one.live()).toEqual({ status: 'alive' });
  });

  it('is not ready when the database is silent for a second', async () => {
    const frozen = { query: () => new Promise(() => undefined) } as unknown as Database;
    const start = performance.now();
    expect(await health(frozen).health.ready()).toMatchObject({ ready: false, checks: { database: 'down' } });
    expect(performance.now() - start).toBeLessThan(1500);
  });

  it('is not ready when the schema lacks a migration', async () => {
    await test.database.query('DELETE FROM migrations WHERE timestamp = (SELECT max(timestamp) FROM migrations)');
    expect(await health().health.ready()).toMatchObject({ ready: false, checks: { database: 'up', schema: 'behind' } });
  });
});
