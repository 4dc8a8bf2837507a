import { Redis } from 'ioredis';
import pg from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import type { AppConfig } from '../config/app-config.js';
import type { LimitWindow } from './limits.js';

/** Makes counters that all processes share. */
export interface LimitStore {
  counter(name: string, window: LimitWindow): RateLimiterAbstract;
  close(): Promise<void>;
}

const CONNECTIONS = 3;

/**
 * The shared store: Redis when there is one, else PostgreSQL, on connections of its own so that a busy pool delays no answer.
 * @param answerWithinMs what takes longer is given up by the client too.
 */
export function openLimitStore(config: AppConfig, answerWithinMs: number): LimitStore {
  return config.redisUrl === undefined
    ? postgresStore(config.databaseUrl, answerWithinMs)
    : redisStore(config.redisUrl, answerWithinMs);
}

function redisStore(url: string, answerWithinMs: number): LimitStore {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: answerWithinMs,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    connectionName: 'colloquy-limits',
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  // Without a listener a lost connection would end the process; the limiter counts by itself meanwhile.
  client.on('error', () => undefined);
  return {
    counter: (name, { points, seconds }) =>
      new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `colloquy-limit:${name}:${seconds}`,
        points,
        duration: seconds,
        rejectIfRedisNotReady: true,
      }),
    close: async () => {
      client.disconnect();
    },
  };
}

function postgresStore(url: string, answerWithinMs: number): LimitStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 1000,
    query_timeout: answerWithinMs,
    statement_timeout: answerWithinMs,
    idleTimeoutMillis: 30_000,
    application_name: 'colloquy-limits',
  });
  pool.on('error', () => undefined);
  let cleans = false;
  return {
    counter: (name, { points, seconds }) => {
      // One counter sweeps the table for all.
      const clearExpiredByTimeout = !cleans;
      cleans = true;
      return new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout,
        keyPrefix: `${name}:${seconds}`,
        points,
        duration: seconds,
      });
    },
    close: () => pool.end(),
  };
}
