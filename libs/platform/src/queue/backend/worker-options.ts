import type { AppConfig } from '../../config/app-config.js';

/** After a connection error a worker tries again so soon; BullMQ's 15 s would be most of what F3 and F4 allow. */
const RUN_RETRY_MS = 500;
/** Done jobs kept for a look; the truth is in PostgreSQL. */
const KEEP_COMPLETED = 1000;

/** The worker options of reliability.md D3. Failed jobs are kept until they are copied to the dead letters. */
export function workerOptions(config: AppConfig) {
  return {
    concurrency: config.workerConcurrency,
    lockDuration: config.lockDurationMs,
    stalledInterval: config.stalledIntervalMs,
    maxStalledCount: config.maxStalledCount,
    runRetryDelay: RUN_RETRY_MS,
    drainDelay: 5,
    removeOnComplete: { count: KEEP_COMPLETED },
  };
}
