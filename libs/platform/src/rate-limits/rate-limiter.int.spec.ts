import { type Server, type Socket, createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '#kernel';
import { RedisServer, type TestDatabase, openTestDatabase } from '#testing';
import { currentContext, runWithContext } from '../context/request-context.js';
import { RateLimiter } from './rate-limiter.js';
import { TooManyRequests } from './too-many-requests.js';

let database: TestDatabase;
let redis: RedisServer | undefined;
let folder: string;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-limits-'));
  [database, redis] = await Promise.all([openTestDatabase({ RATE_LIMITS: 'on' }), RedisServer.start(folder)]);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(async () => {
  await redis?.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** Waits for a store on a busy machine, so that counts are exact. */
class PatientLimiter extends RateLimiter {
  protected override readonly storeAnswersWithinMs = 5000;
}

function limiter(
  env: { redisUrl?: string; databaseUrl?: string; rateLimits?: boolean } = {},
  Kind: typeof RateLimiter = PatientLimiter,
): RateLimiter {
  const config = Object.assign(Object.create(database.config) as typeof database.config, {});
  for (const [name, value] of Object.entries({ redisUrl: undefined, ...env }))
    Object.defineProperty(config, name, { value });
  const made = new Kind(config, new SystemClock());
  closers.push(() => made.onModuleDestroy());
  return made;
}

/** How many of so many tries are let through. */
async function allowed(from: RateLimiter, tries: number, key: string): Promise<number> {
  let count = 0;
  for (let n = 0; n < tries; n++) {
    try {
      await from.consume('vote', key);
      count++;
    } catch (error) {
      if (!(error instanceof TooManyRequests)) throw error;
    }
  }
  return count;
}

async function silentServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as { port: number }).port;
}

describe(RateLimiter.name, () => {
  it('lets so many through and says when the next may come', async () => {
    const one = limiter();
    expect(await allowed(one, 25, 'a')).toBe(20);
    const refusal = await one.consume('vote', 'a').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooManyRequests);
    const { retryAfterSeconds } = refusal as TooManyRequests;
    expect(retryAfterSeconds).toBeGreaterThan(50);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await allowed(one, 1, 'b')).toBe(1);
  });

  it('counts in PostgreSQL over several processes', async () => {
    const [one, two] = [limiter(), limiter()];
    expect((await allowed(one, 12, 'shared')) + (await allowed(two, 12, 'shared'))).toBe(20);
  });

  it('gives nobody a fresh allowance when the store has missed what was counted', async () => {
    const one = limiter();
    expect(await allowed(one, 15, 'missed')).toBe(15);
    await database.database.execute(`DELETE FROM rate_limits WHERE key = 'vote:60:missed'`);
    expect(await allowed(one, 15, 'missed')).toBe(5);
  });

  it('lets exactly so many through that come at once, and refuses none for what another process was refused', async () => {
    const [one, two] = [limiter(), limiter()];
    const tries = await Promise.all(Array.from({ length: 40 }, () => allowed(one, 1, 'at-once')));
    expect(tries.filter((count) => count === 1)).toHaveLength(20);
    expect(await allowed(two, 25, 'at-once')).toBe(0);
    await database.database.execute(`DELETE FROM rate_limits WHERE key = 'vote:60:at-once'`);
    expect(await allowed(two, 25, 'at-once')).toBe(20);
  });

  it('does not use up the hour with what the minute refuses', async () => {
    const one = limiter();
    for (let n = 0; n < 30; n++) await one.consume('post-guest', 'g').catch(() => undefined);
    const rows = await database.database.query<{ points: number }>(
      `SELECT points FROM rate_limits WHERE key = 'post-guest:3600:g'`,
    );
    expect(rows).toEqual([{ points: 3 }]);
  });

  it('counts in Redis over several processes when there is one', async (context) => {
    if (redis === undefined) return context.skip('This machine has no redis-server.');
    const env = { redisUrl: redis.url, databaseUrl: 'postgres://127.0.0.1:1/none' };
    const [one, two] = [limiter(env), limiter(env)];
    const probe = new Redis(redis.url);
    closers.push(async () => probe.disconnect());
    let tries = 0;
    const reachesRedis = async (from: RateLimiter) => {
      const key = `try-${tries++}`;
      await from.consume('flag', key);
      return (await probe.exists(`colloquy-limit:flag:60:${key}`)) === 1;
    };
    await expect.poll(() => reachesRedis(one), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => reachesRedis(two), { timeout: 10_000 }).toBe(true);
    expect((await allowed(one, 12, 'r')) + (await allowed(two, 12, 'r'))).toBe(20);
  });

  it.each([
    ['Redis is frozen', async () => ({ redisUrl: `redis://127.0.0.1:${await silentServer()}` })],
    ['Redis refuses', async () => ({ redisUrl: 'redis://127.0.0.1:1' })],
    ['PostgreSQL is frozen', async () => ({ databaseUrl: `postgres://x@127.0.0.1:${await silentServer()}/x` })],
    ['PostgreSQL refuses', async () => ({ databaseUrl: 'postgres://127.0.0.1:1/none' })],
  ])('answers in time and still limits while %s', async (_label, env) => {
    const one = limiter(await env(), RateLimiter);
    const times: number[] = [];
    let count = 0;
    for (let n = 0; n < 25; n++) {
      const start = performance.now();
      await one.consume('vote', 'a').then(
        () => count++,
        () => undefined,
      );
      times.push(performance.now() - start);
    }
    expect(count).toBe(20);
    // A machine that is busy elsewhere makes one of them late, and not half of them.
    expect(times.toSorted((a, b) => a - b)[12]).toBeLessThan(90);
    expect(Math.max(...times)).toBeLessThan(1000);
  });

  it('counts 10,000 addresses of one /64 as one, and a /48 at eight times', async () => {
    const one = limiter();
    let count = 0;
    const tries = async (address: string) => {
      await one.consumeAddress('read', address).then(
        () => count++,
        () => undefined,
      );
    };
    for (let n = 0; n < 1000; n++) await tries(`2001:db8:1:1::${n.toString(16)}`);
    expect(count).toBe(600);
    for (let n = 0; n < 10_000; n++) await tries(`2001:db8:1:${(2 + (n % 40)).toString(16)}::1`);
    expect(count).toBe(4800);
    await tries('2001:db8:2::1');
    await tries('203.0.113.1');
    expect(count).toBe(4802);
  });

  it('tells the tightest limit to the request', async () => {
    const one = limiter();
    const limit = await runWithContext({ requestId: 'r' }, async () => {
      await one.consume('post-guest', 'headers');
      return currentContext().limit;
    });
    expect(limit).toMatchObject({ name: 'post-guest', quota: 3, remaining: 2, windowSeconds: 60 });
  });

  it('limits nothing when it is switched off', async () => {
    expect(await allowed(limiter({ rateLimits: false }), 100, 'off')).toBe(100);
  });
});
