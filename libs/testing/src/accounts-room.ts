import type { INestApplicationContext, Type } from '@nestjs/common';
import { z } from 'zod';
import { AccountsModule, personVerified, verificationRequested } from '#accounts';
import { type AppConfig, Database, defineJob, type EventDefinition, subscribe } from '#platform';
import { cloneDatabase } from './database.js';
import { ManualClock } from './manual-clock.js';
import { startRooms, waitingPayloads } from './room-process.js';
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
    const app = await startRooms({ config, clock, queue: tables, rooms: [AccountsModule] });
    apps.push(app);
    return { get: (type) => app.get(type), database: app.get(Database), clock, config };
  };
  const first = await start();
  return {
    ...first,
    another: start,
    heard: (event) => waitingPayloads(first.database, `hear-${event.name}`),
    close: async () => {
      for (const app of apps) await app.close();
      await clone.drop();
    },
  };
}
