import 'reflect-metadata';
import { type INestApplicationContext, type LoggerService, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Clock, CursorCodec, SystemClock } from '#kernel';
import {
  AppConfig,
  Database,
  DatabaseModule,
  DeadLetters,
  migrateQueues,
  Outbox,
  QueueModule,
  type QueueTables,
  WorkerRuntime,
} from '#platform';
import { cloneDatabase, type DatabaseClone } from './database.js';
import { testConfig } from './test-config.js';

const quiet = (): void => undefined;
const silent: LoggerService = { log: quiet, warn: quiet, error: quiet };

/** One process of the queue in a test: a Nest application of the platform alone. */
export interface QueueProcess {
  readonly app: INestApplicationContext;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly letters: DeadLetters;
  /** Only in a worker. */
  readonly runtime: () => WorkerRuntime;
  readonly close: () => Promise<void>;
}

/** How a process is started. */
export interface QueueProcessOptions {
  readonly role?: 'api' | 'worker';
  readonly tables: QueueTables;
  /** Handlers: instances, so that the test keeps hold of them. */
  readonly handlers?: readonly object[];
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

/** A migrated database with the queue schema, and the processes that were started on it. */
export class QueueBed {
  private readonly processes: QueueProcess[] = [];

  private constructor(
    readonly clone: DatabaseClone,
    private readonly redisUrl: string | undefined,
  ) {}

  /** Makes one. Redis when a URL is given, PostgreSQL otherwise. */
  static async open(redisUrl?: string): Promise<QueueBed> {
    const clone = await cloneDatabase();
    await migrateQueues(clone.url);
    return new QueueBed(clone, redisUrl);
  }

  /** Starts a process; a worker starts to work. */
  async start(options: QueueProcessOptions): Promise<QueueProcess> {
    const config = testConfig({ ...options.env, DATABASE_URL: this.clone.url, REDIS_URL: this.redisUrl });
    const role = options.role ?? 'worker';
    const app = await Test.createTestingModule({ imports: [ground(config, options, role)] })
      .setLogger(silent)
      .compile();
    try {
      await app.init();
    } catch (error) {
      await app.close();
      throw error;
    }
    const one: QueueProcess = {
      app,
      database: app.get(Database),
      outbox: app.get(Outbox),
      letters: app.get(DeadLetters),
      runtime: () => app.get(WorkerRuntime),
      close: () => app.close(),
    };
    this.processes.push(one);
    return one;
  }

  /** Stops what was started and drops the database. */
  async close(): Promise<void> {
    for (const one of this.processes) await one.close();
    await this.clone.drop();
  }
}

function ground(config: AppConfig, options: QueueProcessOptions, role: 'api' | 'worker'): Type {
  const providers = [
    { provide: AppConfig, useValue: config },
    { provide: Clock, useValue: options.clock ?? new SystemClock() },
    { provide: CursorCodec, useValue: new CursorCodec(config.secret.reveal()) },
  ];
  const handlers = (options.handlers ?? []).map((handler) => ({ provide: handler.constructor, useValue: handler }));

  @Module({})
  class Ground {}
  @Module({
    imports: [
      { module: Ground, global: true, providers, exports: providers.map((provider) => provider.provide) },
      DatabaseModule.forRole(role),
      QueueModule.forRole(role, options.tables),
    ],
    providers: handlers,
  })
  class Process {}
  return Process;
}
