import { type DynamicModule, Global, Module, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppConfig } from '../config/app-config.js';
import { createQueueBackend } from './backend/create-queue-backend.js';
import { QueueBackend } from './backend/queue-backend.js';
import { DeadLetters } from './dead-letters.js';
import { DeadLetterQueries } from './dead-letters.queries.js';
import { JobCatalogue, type QueueTables } from './job-catalogue.js';
import { NoHandlers } from './no-handlers.js';
import { Outbox } from './outbox.js';
import { OutboxBell } from './outbox-bell.js';
import { OutboxQueries } from './outbox.queries.js';
import { QueueMetrics } from './queue-metrics.js';
import { Queues } from './queues.js';
import { QuietLog } from './quiet-log.js';
import { Relay } from './relay.js';
import { RelayBells } from './relay-bells.js';
import { Scheduler } from './scheduler.js';
import { Sweeper } from './sweeper.js';
import { Upkeep } from './upkeep.js';
import { BuryJob } from './worker/bury-job.js';
import { DeadJobs } from './worker/dead-jobs.js';
import { Fitness } from './worker/fitness.js';
import { FitnessWatch } from './worker/fitness-watch.js';
import { HandlerRegistry } from './worker/handler-registry.js';
import { JobEnds } from './worker/job-ends.js';
import { JobRunner } from './worker/job-runner.js';
import { QueueProcessor } from './worker/queue-processor.js';
import { SuspectLane } from './worker/suspect-lane.js';
import { WorkerPool } from './worker/worker-pool.js';
import { WorkerRuntime } from './worker/worker-runtime.js';

/** What any process needs to have work done later: neither Redis nor a worker. */
const PRODUCER = [Outbox, OutboxQueries, OutboxBell, DeadLetters, DeadLetterQueries, HandlerRegistry];

/** What a process needs to do the work. */
const WORKER: Provider[] = [
  {
    provide: QueueBackend,
    useFactory: (config: AppConfig) => createQueueBackend(config, new QuietLog()),
    inject: [AppConfig],
  },
  Queues,
  QueueMetrics,
  RelayBells,
  Relay,
  Scheduler,
  Sweeper,
  Upkeep,
  DeadJobs,
  BuryJob,
  SuspectLane,
  JobEnds,
  JobRunner,
  QueueProcessor,
  WorkerPool,
  Fitness,
  FitnessWatch,
  WorkerRuntime,
];

/** Jobs, events and the outbox for every room; relay, workers and sweeper where jobs are done. */
@Global()
@Module({})
export class QueueModule {
  /** @param role `api` has work done; `worker` does it too, and starts and stops with the application. */
  static forRole(role: 'api' | 'worker', tables: QueueTables): DynamicModule {
    const own: Provider[] = role === 'worker' ? WORKER : [NoHandlers];
    return {
      module: QueueModule,
      imports: [DiscoveryModule],
      providers: [{ provide: JobCatalogue, useFactory: () => new JobCatalogue(tables) }, ...PRODUCER, ...own],
      exports:
        role === 'worker'
          ? [Outbox, DeadLetters, JobCatalogue, WorkerRuntime, Queues, QueueBackend]
          : [Outbox, DeadLetters, JobCatalogue],
    };
  }
}
