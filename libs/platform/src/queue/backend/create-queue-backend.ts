import type { AppConfig } from '../../config/app-config.js';
import type { QuietLog } from '../quiet-log.js';
import { PostgresBackend } from './postgres-backend.js';
import type { QueueBackend } from './queue-backend.js';
import { RedisBackend } from './redis-backend.js';

/** The backend that the configuration chooses: Redis when it names one, PostgreSQL otherwise. */
export function createQueueBackend(config: AppConfig, log: QuietLog): QueueBackend {
  return config.redisUrl === undefined
    ? new PostgresBackend(config, log)
    : new RedisBackend(config.redisUrl, config, log);
}
