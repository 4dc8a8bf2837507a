import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, CursorCodec, SystemClock } from '#kernel';
import { AppConfig } from './config/app-config.js';
import type { DatabaseRole } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import { Health } from './health/health.js';
import { ShutdownState } from './health/shutdown-state.js';
import { PageCache } from './http/page-cache.js';
import { LiveModule } from './live/live.module.js';
import { Logger } from './logging/logger.js';
import { MailTransport } from './mailer/mail-transport.js';
import { Metrics } from './metrics/metrics.js';
import type { QueueTables } from './queue/job-catalogue.js';
import { QueueModule } from './queue/queue.module.js';
import { OutsideClient } from './outside/outside-client.js';
import { RateLimiter } from './rate-limits/rate-limiter.js';

/** What a process is: `api` answers requests, `worker` does jobs; a process that does both is a worker. */
export type PlatformRole = DatabaseRole;

const services = [Health, Logger, MailTransport, Metrics, OutsideClient, PageCache, RateLimiter, ShutdownState];

/** The ground every room stands on: configuration, clock, database, queues, live bus, and what serves HTTP and mail. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig, role: PlatformRole, work: QueueTables): DynamicModule {
    return {
      module: PlatformModule,
      imports: [DatabaseModule.forRole(role), QueueModule.forRole(role, work), LiveModule],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: CursorCodec, useValue: new CursorCodec(config.secret.reveal()) },
        ...services,
      ],
      exports: [AppConfig, Clock, CursorCodec, DatabaseModule, QueueModule, LiveModule, ...services],
    };
  }
}
