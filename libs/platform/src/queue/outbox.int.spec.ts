import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#testing';
import { defineEvent } from './define-event.js';
import { defineJob } from './define-job.js';
import { JobCatalogue } from './job-catalogue.js';
import { Outbox } from './outbox.js';
import { OutboxBell } from './outbox-bell.js';
import { OutboxQueries } from './outbox.queries.js';
import { subscribe } from './subscription.js';

const payload = z.object({ id: z.uuid() });
const always = defineJob({ queue: 'notify', name: 'always', payload });
const sometimes = defineJob({ queue: 'notify', name: 'sometimes', payload });
const happened = defineEvent({ name: 'thing.happened', payload });

describe(Outbox.name, () => {
  let room: TestDatabase;
  let outbox: Outbox;
  beforeAll(async () => {
    room = await openTestDatabase();
    const onlyIf = {
      key: ({ id }: { id: string }) => id,
      sql: `SELECT key FROM unnest($1::uuid[]) AS asked (key) WHERE key = '${wanted}'`,
    };
    const catalogue = new JobCatalogue({
      jobs: [always, sometimes],
      subscriptions: [
        subscribe(happened, always, (event) => event),
        subscribe(happened, sometimes, (event) => event, onlyIf),
      ],
    });
    outbox = new Outbox(room.database, new OutboxQueries(room.database), catalogue, new OutboxBell());
  });
  afterAll(() => room.close());

  const wanted = newId();
  const jobsFor = async (id: string) => {
    await room.database.transaction(() => outbox.publish(happened, { id }));
    const rows = await room.dataSource.query<{ name: string }[]>(
      `SELECT name FROM outbox WHERE payload->>'id' = $1 ORDER BY name`,
      [id],
    );
    return rows.map(({ name }) => name);
  };

  it('makes a job for each subscriber that has something to do', async () => {
    expect(await jobsFor(wanted)).toEqual(['always', 'sometimes']);
  });

  it('makes none for a subscriber whose question gives no row', async () => {
    expect(await jobsFor(newId())).toEqual(['always']);
  });

  it('asks once for many events, and has each job known by the request of its own event', async () => {
    const [first, second] = [newId(), newId()];
    const events = [first, wanted, second].map((id, n) => ({ payload: { id }, requestId: `request-${n}` }));
    await room.database.transaction(() => outbox.publishMany(happened, events));
    const rows = await room.dataSource.query<{ job: string }[]>(
      `SELECT name || ' of ' || request_id AS job FROM outbox WHERE request_id IS NOT NULL ORDER BY 1`,
    );
    expect(rows.map(({ job }) => job)).toEqual([
      ...['always of request-0', 'always of request-1', 'always of request-2'],
      'sometimes of request-1',
    ]);
  });
});
