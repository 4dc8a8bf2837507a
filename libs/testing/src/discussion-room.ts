import type { Type } from '@nestjs/common';
import { z } from 'zod';
import {
  commentPosted,
  commentPublished,
  commentSettled,
  DiscussionModule,
  discussionSubscriptions,
  adoptComments,
  followAsks,
  placeAnchors,
} from '#discussion';
import { Database, defineJob, LiveBus, type LiveChange, LiveModule, subscribe } from '#platform';
import { cloneDatabase } from './database.js';
import { ManualClock } from './manual-clock.js';
import { startRooms, waitingPayloads } from './room-process.js';
import { testConfig } from './test-config.js';

/** The discussion room of one process in a test, wired as it is in the service. */
export interface DiscussionRoom {
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly database: Database;
  readonly url: string;
  readonly clock: ManualClock;
  /** What live readers were told, in order. */
  readonly changes: readonly LiveChange[];
  /** Payloads of an event that a subscriber would get, in order. */
  readonly heard: (event: 'posted' | 'settled' | 'published') => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

const hear = (name: string) =>
  defineJob({ queue: 'maintenance', name: `hear-comment-${name}`, payload: z.record(z.string(), z.unknown()) });
const jobs = { posted: hear('posted'), settled: hear('settled'), published: hear('published') };
const tables = {
  jobs: [...Object.values(jobs), adoptComments, followAsks, placeAnchors],
  subscriptions: [
    ...discussionSubscriptions,
    subscribe(commentPosted, jobs.posted, (payload) => payload),
    subscribe(commentSettled, jobs.settled, (payload) => payload),
    subscribe(commentPublished, jobs.published, (payload) => payload),
  ],
};

/** Opens one on a database of its own. */
export async function openDiscussionRoom(): Promise<DiscussionRoom> {
  const clone = await cloneDatabase();
  const config = testConfig({ DATABASE_URL: clone.url, DB_POOL_SIZE: '12' });
  const clock = new ManualClock();
  const app = await startRooms({ config, clock, queue: tables, rooms: [LiveModule, DiscussionModule] });
  const database = app.get(Database);
  const changes: LiveChange[] = [];
  app.get(LiveBus).subscribe('*', (change) => changes.push(change));
  return {
    get: (type) => app.get(type),
    database,
    url: clone.url,
    clock,
    changes,
    heard: (event) => waitingPayloads(database, jobs[event].name),
    close: async () => {
      await app.close();
      await clone.drop();
    },
  };
}
