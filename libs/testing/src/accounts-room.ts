import 'reflect-metadata';
import { type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { AccountsModule, personVerified, verificationRequested } from '#accounts';
import { Clock, CursorCodec } from '#kernel';
import {
  AppConfig,
  Database,
  DatabaseModule,
  defineJob,
  type EventDefinition,
  QueueModule,
  RateLimiter,
  subscribe,
} from '#platform';
import { cloneDatabase } from './database.js';
import { ManualClock } from './manual-clock.js';
import { testConfig } from './test-config.js';

/** The accounts room of one process in a test, wired as it is in the service. */
export interface AccountsProcess {
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly database: Database;
  readonly clock: ManualClock;
  readonly config: AppConfig;
}

/** A database of its own with the accounts room on it; `another` starts one more process on the same database. */
export interface AccountsRoom extends AccountsProcess {
  readonly another: () => Promise<AccountsProcess>;
  /** Payloads of an event that a subscriber would get, in order. */
  readonly heard: (event: EventDefinition<unknown>) => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

const payload = z.record(z.string(), z.unknown());
const hear = (event: EventDefinition<unknown>) =>
  defineJob({ queue: 'maintenance', name: `hear-${event.name}`, payload });
const hearRequested = hear(verificationRequested);
const hearVerified = hear(personVerified);
const tables = {
  jobs: [hearRequested, hearVerified],
  subscriptions: [
    subscribe(verificationRequested, hearRequested, (told) => told),
    subscribe(personVerified, hearVerified, (told) => told),
  ],
};

/** Opens one. `env` overrides settings by their environment names, e.g. `{ RATE_LIMITS: 'on' }`. */
export async function openAccountsRoom(env: Readonly<Record<string, string>> = {}): Promise<AccountsRoom> {
  const clone = await cloneDatabase();
  const config = testConfig({ ...env, DATABASE_URL: clone.url });
  const apps: INestApplicationContext[] = [];
  const start = async (): Promise<AccountsProcess> => {
    const clock = new ManualClock();
    const app = await NestFactory.createApplicationContext(processOf(config, clock), {
      logger: false,
      abortOnError: false,
    });
    apps.push(app);
    return { get: (type) => app.get(type), database: app.get(Database), clock, config };
  };
  const first = await start();
  return {
    ...first,
    another: start,
    heard: async (event) => {
      const rows = await first.database.query<{ payload: unknown }>(
        'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
        [`hear-${event.name}`],
      );
      return rows.map((row) => row.payload);
    },
    close: async () => {
      for (const app of apps) await app.close();
      await clone.drop();
    },
  };
}

function processOf(config: AppConfig, clock: Clock): Type {
  const providers = [
    { provide: AppConfig, useValue: config },
    { provide: Clock, useValue: clock },
    { provide: CursorCodec, useValue: new CursorCodec(config.secret.reveal()) },
    RateLimiter,
  ];

  @Module({})
  class Ground {}
  @Module({
    imports: [
      {
        module: Ground,
        global: true,
        providers,
        exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)),
      },
      DatabaseModule.forRole('api'),
      QueueModule.forRole('api', tables),
      AccountsModule,
    ],
  })
  class Process {}
  return Process;
}
