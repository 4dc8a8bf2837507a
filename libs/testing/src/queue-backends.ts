import { testRedisUrl } from './database.js';

/** One place where the queues may live. `isThere` is false when this machine has no Redis: the suite then skips in sight. */
export interface TestedBackend {
  readonly name: string;
  readonly isRedis: boolean;
  readonly isThere: boolean;
}

/** Both queue backends, as the rows of a table test. */
export function queueBackends(): readonly TestedBackend[] {
  const hasRedis = testRedisUrl() !== undefined;
  return [
    { name: 'PostgreSQL', isRedis: false, isThere: true },
    {
      name: hasRedis ? 'Redis' : 'Redis (skipped: no redis-server or valkey-server was found)',
      isRedis: true,
      isThere: hasRedis,
    },
  ];
}
