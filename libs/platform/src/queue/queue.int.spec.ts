import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventually, QueueBed, RedisServer, testRedisUrl } from '#testing';
import { newId } from '#kernel';
import { DeadLetterNotFound, WorkerRefused } from './queue.errors.js';
import { defineEvent } from './define-event.js';
import { defineJob } from './define-job.js';
import { Queues } from './queues.js';
import { Relay } from './relay.js';
import { defineSchedule } from './schedule.js';
import { subscribe } from './subscription.js';
import { Handles } from './worker/handles.js';
import { JobRunner } from './worker/job-runner.js';
import type { DeadJob, JobContext, JobHandler } from './worker/job-handler.js';

type Thing = { id: string };
const payload = z.object({ id: z.uuid() });
const touch = defineJob<Thing>({ queue: 'screening', name: 'touch', payload });
const fail = defineJob<Thing>({ queue: 'notify', name: 'fail', payload, attempts: 2 });
const slow = defineJob<Thing>({ queue: 'deliver', name: 'slow', payload });
const clean = defineJob<Thing>({ queue: 'maintenance', name: 'clean', payload });
const happened = defineEvent<Thing>({ name: 'thing.happened', payload });
const tables = {
  jobs: [touch, fail, slow, clean],
  subscriptions: [
    subscribe(happened, touch, (event) => event),
    subscribe(happened, clean, (event) => ({ id: event.id })),
  ],
};

/** Counts what it did; does its effect in the transaction of `finish`, as a real handler does. */
@Handles(touch)
class Touch implements JobHandler<Thing> {
  readonly done: string[] = [];
  attempts = 0;
  before: () => Promise<void> = async () => undefined;
  effect: (thing: Thing) => Promise<void> = async () => undefined;
  transaction: (work: () => Promise<void>) => Promise<void> = async (work) => work();

  async handle(thing: Thing, { finish }: JobContext): Promise<void> {
    this.attempts += 1;
    await this.before();
    await this.transaction(async () => {
      await this.effect(thing);
      await finish();
    });
    this.done.push(thing.id);
  }
}

@Handles(fail)
class Fail implements JobHandler<Thing> {
  isBroken = true;
  attempts = 0;
  readonly dead: DeadJob[] = [];

  async handle(): Promise<void> {
    this.attempts += 1;
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a job may throw anything
    if (this.isBroken) throw 'poison';
  }

  async onDead(_thing: Thing, job: DeadJob): Promise<void> {
    this.dead.push(job);
  }
}

@Handles(slow)
class Slow implements JobHandler<Thing> {
  readonly started: string[] = [];
  readonly ended: string[] = [];
  release: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => {
    this.release = resolve;
  });

  async handle(thing: Thing): Promise<void> {
    this.started.push(thing.id);
    await this.gate;
    this.ended.push(thing.id);
  }
}

@Handles(clean)
class Clean implements JobHandler<Thing> {
  readonly done: string[] = [];

  async handle(thing: Thing): Promise<void> {
    this.done.push(thing.id);
  }
}

function handlers() {
  const all = { touch: new Touch(), fail: new Fail(), slow: new Slow(), clean: new Clean() };
  return { ...all, list: Object.values(all) };
}

const hasRedis = testRedisUrl() !== undefined;
const redisFolder = await mkdtemp(join(tmpdir(), 'colloquy-queue-'));
let redis: RedisServer | undefined;
let bed: QueueBed;

beforeAll(async () => {
  redis = await RedisServer.start(join(redisFolder, 'redis'));
});
afterAll(async () => {
  await redis?.stop();
  await rm(redisFolder, { recursive: true, force: true });
});

async function flush(): Promise<void> {
  const client = new Redis(redis?.url ?? '');
  await client.flushall();
  client.disconnect();
}

async function rows(one: { database: { query: QueryFn } }): Promise<number> {
  const found = await one.database.query('SELECT count(*)::int AS n FROM outbox');
  return Number(found[0]?.['n']);
}
type QueryFn = (sql: string) => Promise<Record<string, unknown>[]>;

describe.each(['postgres', 'redis'] as const)('the queue on %s', (kind) => {
  describe.skipIf(kind === 'redis' && !hasRedis)('', () => {
    beforeEach(async () => {
      if (kind === 'redis') await flush();
      bed = await QueueBed.open(kind === 'redis' ? redis?.url : undefined);
    });
    afterEach(async () => {
      await bed.close();
    });

    it('does what was committed, and nothing of what was rolled back', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      const api = await bed.start({ role: 'api', tables });
      const kept = newId();
      const failing = api.database.transaction(async () => {
        await api.outbox.add(touch, { id: newId() });
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      mine.touch.transaction = (work) => worker.database.transaction(work);
      await api.database.transaction(() => api.outbox.add(touch, { id: kept }));
      await eventually('the job is done', () => mine.touch.done.length > 0 && rows(api).then((n) => n === 0));
      expect(mine.touch.done).toEqual([kept]);
    });

    it('refuses work outside a transaction, and a payload that is not the job’s', async () => {
      const api = await bed.start({ role: 'api', tables });
      await expect(api.outbox.add(touch, { id: newId() })).rejects.toThrow(/transaction/);
      await expect(api.database.transaction(() => api.outbox.add(touch, { id: 'no uuid' }))).rejects.toThrow(/uuid/i);
      expect(await rows(api)).toBe(0);
    });

    it('gives an event to each of its subscribers', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      mine.touch.transaction = (work) => worker.database.transaction(work);
      const id = newId();
      await worker.database.transaction(() => worker.outbox.publish(happened, { id }));
      await eventually('both are told', () => mine.touch.done.length === 1 && mine.clean.done.length === 1);
      expect([mine.touch.done, mine.clean.done]).toEqual([[id], [id]]);
    });

    it('adds each row once with several relays at work', async () => {
      const mine = [handlers(), handlers()];
      const workers = [];
      for (const { list, touch: handler } of mine) {
        const worker = await bed.start({ tables, handlers: list });
        handler.transaction = (work) => worker.database.transaction(work);
        workers.push(worker);
      }
      const [first] = workers;
      const ids = Array.from({ length: 700 }, () => newId());
      await first?.database.transaction(async () => {
        await first.outbox.addMany(
          touch,
          ids.map((id) => ({ id })),
        );
      });
      await eventually('all are done', async () => first !== undefined && (await rows(first)) === 0, 15_000);
      await eventually('all have ended', () => mine.flatMap((one) => one.touch.done).length === 700);
      expect(mine.reduce((sum, one) => sum + one.touch.attempts, 0)).toBe(700);
      expect(mine.flatMap((one) => one.touch.done).sort()).toEqual([...ids].sort());
    });

    it('has one effect however often a job is delivered at the same time', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      await worker.app.get(Relay).stop();
      await worker.database.execute('CREATE TABLE effects (id uuid)');
      mine.touch.transaction = (work) => worker.database.transaction(work);
      mine.touch.effect = async ({ id }) => {
        await worker.database.execute('INSERT INTO effects VALUES ($1)', [id]);
      };
      await worker.database.transaction(() => worker.outbox.add(touch, { id: newId() }));
      const [row] = await worker.database.query<{ id: string; payload: unknown }>('SELECT id, payload FROM outbox');
      const delivery = { outboxId: row?.id ?? '', name: 'touch', data: { payload: row?.payload }, attempt: 1 };
      const runner = worker.app.get(JobRunner);
      const never = new AbortController().signal;
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => runner.run(delivery, never)));
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(5);
      expect(await runner.run({ ...delivery, attempt: 2 }, never)).toBe('skipped');
      expect(await worker.database.query('SELECT count(*)::int AS n FROM effects')).toEqual([{ n: 1 }]);
      expect(mine.touch.attempts).toBe(6);
    });

    it('has no effect of an attempt that lost its lock', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      await worker.app.get(Relay).stop();
      await worker.database.execute('CREATE TABLE effects (id uuid)');
      const lost = new AbortController();
      mine.touch.transaction = (work) => worker.database.transaction(work);
      let attempt: Promise<void> = Promise.resolve();
      mine.touch.effect = async ({ id }) => {
        await worker.database.execute('INSERT INTO effects VALUES ($1)', [id]);
        lost.abort(new Error('lost'));
      };
      mine.touch.handle = (thing, context) => (attempt = Touch.prototype.handle.call(mine.touch, thing, context));
      await worker.database.transaction(() => worker.outbox.add(touch, { id: newId() }));
      const [row] = await worker.database.query<{ id: string; payload: unknown }>('SELECT id, payload FROM outbox');
      const delivery = { outboxId: row?.id ?? '', name: 'touch', data: { payload: row?.payload }, attempt: 1 };
      await expect(worker.app.get(JobRunner).run(delivery, lost.signal)).rejects.toThrow('lost');
      await expect(attempt).rejects.toThrow('lost');
      expect(await worker.database.query('SELECT count(*)::int AS n FROM effects')).toEqual([{ n: 0 }]);
      expect(await rows(worker)).toBe(1);
    });

    it('makes a dead letter of a poison job, which an operator can retry and discard', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      const api = await bed.start({ role: 'api', tables });
      const letter = () => eventually('a dead letter', async () => (await api.letters.list()).items[0]);
      await api.database.transaction(() => api.outbox.addMany(fail, [{ id: newId() }]));
      const first = await letter();
      expect(first).toMatchObject({ queue: 'notify', name: 'fail', attempts: 2 });
      expect(first.reason).toContain('poison');
      expect(mine.fail.dead).toEqual([{ outboxId: first.id, reason: first.reason }]);
      expect(await rows(api)).toBe(0);
      await eventually('the failed job leaves its queue', async () => {
        const place = await worker.app.get(Queues).locate('notify', first.id);
        return place.kind === 'missing';
      });

      await api.letters.retry(first.id);
      const second = await letter();
      expect(second.id).not.toBe(first.id);
      expect(mine.fail.attempts).toBe(4);
      await api.letters.discard(second.id);
      expect((await api.letters.list()).items).toEqual([]);
      await expect(api.letters.retry(second.id)).rejects.toThrow(DeadLetterNotFound);
      await expect(api.letters.discard(second.id)).rejects.toThrow(DeadLetterNotFound);
    });

    it('pages through dead letters without missing or repeating one', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      const things = Array.from({ length: 5 }, () => ({ id: newId() }));
      await worker.database.transaction(() => worker.outbox.addMany(fail, things));
      await eventually('five dead letters', async () => (await worker.letters.list()).items.length === 5);
      const seen: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await worker.letters.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual((await worker.letters.list()).items.map((item) => item.id));
    });

    it('gives a slow attempt up, and the next one may succeed', async () => {
      const quick = defineJob<Thing>({ queue: 'deliver', name: 'quick', payload, timeoutMs: 100 });
      let attempts = 0;
      let isAborted = false;
      @Handles(quick)
      class Quick implements JobHandler<Thing> {
        async handle(_thing: Thing, { signal }: JobContext): Promise<void> {
          attempts += 1;
          if (attempts > 1) return;
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          isAborted = true;
          await new Promise(() => undefined);
        }
      }
      const worker = await bed.start({ tables: { jobs: [quick] }, handlers: [new Quick()] });
      await worker.database.transaction(() => worker.outbox.add(quick, { id: newId() }));
      await eventually('the job is done', async () => attempts === 2 && (await rows(worker)) === 0);
      expect(isAborted).toBe(true);
    });

    it('lets a running job end before it stops, and stops twice without harm', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      const api = await bed.start({ role: 'api', tables });
      const id = newId();
      await worker.database.transaction(() => worker.outbox.add(slow, { id }));
      await eventually('the job runs', () => mine.slow.started.length === 1);
      const stopped = Promise.all([worker.runtime().stop(), worker.runtime().stop()]);
      await api.database.transaction(() => api.outbox.add(slow, { id: newId() }));
      mine.slow.release();
      await stopped;
      await worker.close();
      expect(mine.slow.started).toEqual([id]);
      expect(mine.slow.ended).toEqual([id]);
      expect(await rows(api)).toBe(1);
    });

    it('does not start without a handler, and names the job', async () => {
      const mine = handlers();
      const start = bed.start({ tables, handlers: [mine.touch, mine.fail, mine.clean] });
      await expect(start).rejects.toThrow(/"slow".*@Handles/);
      await expect(
        bed.start({ tables, handlers: [...mine.list, new (class extends Touch {})()] }),
      ).resolves.toBeDefined();
    });

    it('does not start an api that would handle jobs', async () => {
      await expect(bed.start({ role: 'api', tables, handlers: [new Touch()] })).rejects.toThrow(WorkerRefused);
    });

    it('has each tick of a schedule done once by several workers', async () => {
      const everyMs = 300;
      const schedules = [defineSchedule({ id: 'tidy', everyMs, job: clean, payload: { id: newId() } })];
      const mine = handlers();
      const started = Date.now();
      const first = await bed.start({ tables: { ...tables, schedules }, handlers: mine.list });
      await bed.start({ tables: { ...tables, schedules }, handlers: mine.list });
      await eventually('four ticks', () => mine.clean.done.length >= 4);
      expect(mine.clean.done.length).toBeLessThanOrEqual(Math.ceil((Date.now() - started) / everyMs) + 1);
      expect(await rows(first)).toBeLessThanOrEqual(2);
    });

    it('sends a job again that vanished from the queue, and gives it up when it vanishes every time', async () => {
      const api = await bed.start({ role: 'api', tables });
      const mine = handlers();
      await api.database.transaction(() => api.outbox.add(clean, { id: newId() }));
      await api.database.execute(`UPDATE outbox SET sent_at = now() - interval '1 hour'`);
      await api.database.transaction(() => api.outbox.add(touch, { id: newId() }));
      await api.database.execute(
        `UPDATE outbox SET sent_at = now() - interval '1 hour', sweeps = 5 WHERE name = 'touch'`,
      );
      await bed.start({ tables, handlers: mine.list, env: { SWEEP_AFTER_MS: '1000' } });
      await eventually('the lost one is done', () => mine.clean.done.length === 1);
      if (kind === 'postgres') {
        const letter = await eventually('the other is given up', async () => (await api.letters.list()).items[0]);
        expect(letter).toMatchObject({ name: 'touch', reason: expect.stringContaining('vanished') as string });
      }
    });

    it('relays by hand what a stopped relay left', async () => {
      const mine = handlers();
      const worker = await bed.start({ tables, handlers: mine.list });
      await worker.app.get(Relay).stop();
      await worker.database.transaction(() => worker.outbox.add(clean, { id: newId() }));
      expect(await worker.app.get(Relay).sendBatch()).toBe(false);
      await eventually('it is done', () => mine.clean.done.length === 1);
    });
  });
});
