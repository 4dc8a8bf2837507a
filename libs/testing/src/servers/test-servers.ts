import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../../platform/src/embedded-postgres/embedded-postgres.js';
import { RedisServer } from './redis-server.js';
import { makeTestFolder } from './test-folder.js';

/** Where a run's tests find their servers. `adminUrl` may make and drop databases; no `redisUrl` means there is no Redis. */
export type ServerAddresses = { readonly adminUrl: string; readonly redisUrl?: string };

/** The servers of one test run, shared by all tiers. */
export class TestServers {
  private constructor(
    readonly addresses: ServerAddresses,
    private readonly endAll: () => Promise<void>,
  ) {}

  /**
   * Starts what was not given: TEST_DATABASE_URL names a PostgreSQL database (its name must hold `_test`), REDIS_URL a Redis.
   * Nothing else that runs on this machine is touched. Throws in words when REQUIRE_REDIS=1 and no Redis can be had.
   */
  static async start(): Promise<TestServers> {
    const given = { databaseUrl: process.env.TEST_DATABASE_URL, redisUrl: process.env.REDIS_URL };
    if (given.databaseUrl !== undefined) assertTestDatabase(given.databaseUrl);
    const folder = await makeTestFolder();
    const postgres = new EmbeddedPostgres({ folder: join(folder, 'postgres'), profile: 'throwaway' });
    const [startedUrl, redis] = await Promise.all([
      given.databaseUrl === undefined ? postgres.start() : undefined,
      given.redisUrl === undefined ? RedisServer.start(join(folder, 'redis')) : undefined,
    ]);
    const end = async () => {
      await Promise.all([postgres.stop(), redis?.stop()]);
      await rm(folder, { recursive: true, force: true });
    };
    const redisUrl = given.redisUrl ?? redis?.url;
    if (redisUrl === undefined) await missingRedis(end);
    const adminUrl = startedUrl ?? given.databaseUrl ?? '';
    return new TestServers(redisUrl === undefined ? { adminUrl } : { adminUrl, redisUrl }, end);
  }

  async stop(): Promise<void> {
    await this.endAll();
  }
}

function assertTestDatabase(url: string): void {
  const name = new URL(url).pathname.slice(1);
  if (!name.includes('_test')) {
    throw new Error(
      `TEST_DATABASE_URL names the database "${name}"; tests run only against one whose name holds "_test".`,
    );
  }
}

async function missingRedis(end: () => Promise<void>): Promise<void> {
  const what = 'No redis-server or valkey-server was found';
  if (process.env.REQUIRE_REDIS === '1') {
    await end();
    throw new Error(`${what}, and REQUIRE_REDIS=1 asks for it. Install one, or set REDIS_URL.`);
  }
  console.log(`${what}: the suites that need Redis are skipped.`);
}
