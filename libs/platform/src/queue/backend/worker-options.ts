import type { AppConfig } from '../../config/app-config.js';
import type { QueueName } from '../queue-names.js';

/** After a connection error a worker tries again so soon; BullMQ's 15 s would be most of what F3 and F4 allow. */
const RUN_RETRY_MS = 500;
/** Done jobs kept for a look; the truth is in PostgreSQL. */
const KEEP_COMPLETED = 1000;

/**
 * Dead workers that BullMQ lets a job have seen. It cannot tell who killed them, so it counts the innocent too; who is to be buried is
 * decided by `JobRunner`, and this is only the net below it.
 */
const MOST_STALLED = 50;

/** A queue's worker options, of reliability.md D3. Failed jobs are kept until they are copied to the dead letters. */
export function workerOptions(name: QueueName, config: AppConfig) {
  return {
    concurrency: name === 'screening' ? config.screeningConcurrency : config.workerConcurrency,
    lockDuration: config.lockDurationMs,
    stalledInterval: config.stalledIntervalMs,
    maxStalledCount: MOST_STALLED,
    runRetryDelay: RUN_RETRY_MS,
    drainDelay: 5,
    removeOnComplete: { count: KEEP_COMPLETED },
  };
}
