import type { INestApplicationContext, Type } from '@nestjs/common';
import { z } from 'zod';
import { articleRevised, ArticlesModule } from '#articles';
import { Database, defineJob, LiveBus, type LiveChange, LiveModule, subscribe } from '#platform';
import { cloneDatabase } from './database.js';
import { ManualClock } from './manual-clock.js';
import { startRooms, waitingPayloads } from './room-process.js';
import { testConfig } from './test-config.js';

/** The articles room of one process in a test, wired as it is in the service. */
export interface ArticlesProcess {
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly database: Database;
  readonly clock: ManualClock;
  /** What live readers were told, in order. */
  readonly changes: readonly LiveChange[];
}

/** A database of its own with the articles room on it; `another` starts one more process on the same database. */
export interface ArticlesRoom extends ArticlesProcess {
  readonly another: () => Promise<ArticlesProcess>;
  /** Payloads of `article.revised` that a subscriber would get, in order. */
  readonly revised: () => Promise<unknown[]>;
  readonly close: () => Promise<void>;
}

const hearRevised = defineJob({
  queue: 'maintenance',
  name: 'hear-article-revised',
  payload: z.strictObject({ articleId: z.uuid(), revision: z.int() }),
});
const tables = {
  jobs: [hearRevised],
  subscriptions: [subscribe(articleRevised, hearRevised, (payload) => payload)],
};

/** Opens one. */
export async function openArticlesRoom(): Promise<ArticlesRoom> {
  const clone = await cloneDatabase();
  const config = testConfig({ DATABASE_URL: clone.url, DB_POOL_SIZE: '4' });
  const apps: INestApplicationContext[] = [];
  const start = async (): Promise<ArticlesProcess> => {
    const clock = new ManualClock();
    const app = await startRooms({ config, clock, queue: tables, rooms: [LiveModule, ArticlesModule] });
    apps.push(app);
    const changes: LiveChange[] = [];
    app.get(LiveBus).subscribe('*', (change) => changes.push(change));
    return { get: (type) => app.get(type), database: app.get(Database), clock, changes };
  };
  const first = await start();
  return {
    ...first,
    another: start,
    revised: () => waitingPayloads(first.database, hearRevised.name),
    close: async () => {
      for (const app of apps) await app.close();
      await clone.drop();
    },
  };
}
