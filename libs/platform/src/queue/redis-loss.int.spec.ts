import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel';
import { eventually, findRedisBinary, ManualClock, QueueBed, type QueueProcess, RedisServer } from '#testing';
import { defineJob } from './define-job.js';
import { WorkerRefused } from './queue.errors.js';
import { FitnessWatch } from './worker/fitness-watch.js';
import { Handles } from './worker/handles.js';
import type { JobContext, JobHandler } from './worker/job-handler.js';

type Thing = { id: string };
const note = defineJob<Thing>({ queue: 'screening', name: 'note', payload: z.object({ id: z.uuid() }) });
const tables = { jobs: [note] };
/** Sweeps by age are switched off, so that only the discovery of the loss can help. */
const env = { SWEEP_EVERY_MS: '500', SWEEP_AFTER_MS: '3600000', SCREENING_CONCURRENCY: '4' };

@Handles(note)
class Note implements JobHandler<Thing> {
  worker: QueueProcess | undefined;
  gate: Promise<void> = Promise.resolve();
  started = 0;

  async handle({ id }: Thing, { finish }: JobContext): Promise<void> {
    this.started += 1;
    await this.gate;
    await this.worker?.database.transaction(async () => {
      await this.worker?.database.execute('INSERT INTO notes VALUES ($1)', [id]);
      await finish();
    });
  }
}

let folder: string;
let redis: RedisServer | undefined;
let bed: QueueBed;
let api: QueueProcess;

async function startWorker(): Promise<Note> {
  const handler = new Note();
  handler.worker = await bed.start({ tables, handlers: [handler], env });
  return handler;
}

async function post(count: number): Promise<void> {
  const things = Array.from({ length: count }, () => ({ id: newId() }));
  await api.database.transaction(() => api.outbox.addMany(note, things));
}

async function count(sql: string): Promise<number> {
  return (await api.database.query<{ n: number }>(sql))[0]?.n ?? -1;
}

const notes = () => count('SELECT count(*)::int AS n FROM notes');
const open = () => count('SELECT count(*)::int AS n FROM outbox');

async function ask(question: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(redis?.url ?? '');
  await question(client);
  client.disconnect();
}

describe.runIf((await findRedisBinary()) !== undefined)('the queue when Redis is lost', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-loss-'));
    redis = await RedisServer.start(join(folder, 'redis'));
    bed = await QueueBed.open(redis?.url);
    api = await bed.start({ role: 'api', tables });
    await api.database.execute('CREATE TABLE notes (id uuid)');
  });
  afterEach(async () => {
    await bed.close();
    await redis?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('does every job once after a flush in the middle of them', async () => {
    const handler = await startWorker();
    let release: () => void = () => undefined;
    handler.gate = new Promise((resolve) => (release = resolve));
    await post(300);
    await eventually('jobs run and the rest is queued', async () => {
      return handler.started >= 4 && (await count('SELECT count(*)::int AS n FROM outbox WHERE sent_at IS NULL')) === 0;
    });
    await ask((client) => client.flushall());
    release();
    await eventually('all are done', async () => (await open()) === 0, 15_000);
    expect(await notes()).toBe(300);
    expect(await count('SELECT count(DISTINCT id)::int AS n FROM notes')).toBe(300);
    expect((await api.letters.list()).items).toEqual([]);
  });

  it('does every job once after Redis was killed, empty, several times', async () => {
    await startWorker();
    for (let round = 0; round < 3; round++) {
      await post(100);
      await redis?.kill();
      await post(100);
      await redis?.restart();
      await eventually('some are done', async () => (await notes()) > round * 200, 15_000);
    }
    await eventually('all are done', async () => (await open()) === 0, 15_000);
    expect(await notes()).toBe(600);
    expect(await count('SELECT count(DISTINCT id)::int AS n FROM notes')).toBe(600);
  });

  it('starts and stops without Redis, and works as soon as it is there', async () => {
    await redis?.kill();
    const idle = await bed.start({ tables, handlers: [new Note()], env });
    const since = performance.now();
    await idle.close();
    expect(performance.now() - since).toBeLessThan(5000);

    await startWorker();
    await post(20);
    expect(await open()).toBe(20);
    await redis?.restart();
    await eventually('all are done', async () => (await open()) === 0, 10_000);
    expect(await notes()).toBe(20);
  });

  it('stops while Redis is away after it had been there', async () => {
    const handler = await startWorker();
    await post(1);
    await eventually('it is done', async () => (await open()) === 0);
    await redis?.kill();
    const since = performance.now();
    await handler.worker?.close();
    expect(performance.now() - since).toBeLessThan(10_000);
  });

  it('refuses a Redis that evicts', async () => {
    await ask((client) => client.config('SET', 'maxmemory-policy', 'allkeys-lru'));
    // A Redis that is too slow to be asked at the start is asked again later, so one start may pass on a busy machine.
    const refusal = await eventually('a worker refuses', () =>
      startWorker().then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect(refusal).toBeInstanceOf(WorkerRefused);
    expect(String(refusal)).toMatch(/noeviction/);
  });
});

describe('the queue in PostgreSQL when the clocks differ', () => {
  beforeEach(async () => {
    bed = await QueueBed.open();
  });
  afterEach(async () => {
    await bed.close();
  });

  it('refuses to start when this clock is over five seconds off', async () => {
    const clock = new ManualClock(new Date(Date.now() + 8000));
    const start = bed.start({ tables, handlers: [new Note()], env, clock });
    await expect(start).rejects.toThrow(/clock is [78]\.\d s off/);
  });

  it('takes no jobs while it is off, and goes on when it is set right', async () => {
    const clock = new ManualClock(new Date());
    const handler = new Note();
    handler.worker = await bed.start({ tables, handlers: [handler], env, clock });
    api = handler.worker;
    await api.database.execute('CREATE TABLE notes (id uuid)');
    const watch = api.app.get(FitnessWatch);
    clock.set(new Date(Date.now() - 60_000));
    await watch.check();
    await post(1);
    await eventually('the job waits in its queue', async () => {
      return (await count('SELECT count(*)::int AS n FROM outbox WHERE sent_at IS NOT NULL')) === 1;
    });
    expect(handler.started).toBe(0);
    clock.set(new Date());
    await watch.check();
    await eventually('it is done', async () => (await notes()) === 1);
  });

  it('starts when it is two seconds off', async () => {
    const clock = new ManualClock(new Date(Date.now() + 2000));
    await expect(bed.start({ tables, handlers: [new Note()], env, clock })).resolves.toBeDefined();
  });
});
