import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, findRedisBinary, RedisServer, testConfig } from '#testing';
import { QuietLog } from '../quiet-log.js';
import { RedisBackend } from './redis-backend.js';

describe.runIf((await findRedisBinary()) !== undefined)(RedisBackend, () => {
  let folder: string;
  let redis: RedisServer | undefined;
  let backend: RedisBackend;
  let other: RedisBackend;
  let client: Redis;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-backend-'));
    redis = await RedisServer.start(join(folder, 'redis'));
    const url = redis?.url ?? '';
    const config = testConfig({ DATABASE_URL: 'postgres://nowhere/none', REDIS_URL: url });
    backend = new RedisBackend(url, config, new QuietLog());
    other = new RedisBackend(url, config, new QuietLog());
    client = new Redis(url);
    for (const one of [backend, other]) await eventually('Redis answers', () => one.health().catch(() => undefined));
  });
  afterAll(async () => {
    client.disconnect();
    await backend.close();
    await other.close();
    await redis?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function loss(): Promise<string> {
    await client.flushall();
    return (await backend.lostSince()) ?? '';
  }

  it('has lost nothing once a loss was made good', async () => {
    await backend.recovered(await loss());
    expect(await backend.lostSince()).toBeUndefined();
    expect(await other.lostSince()).toBeUndefined();
  });

  it('finds a second loss that came while the first was made good', async () => {
    const life = await loss();
    await client.flushall();
    await backend.recovered(life);
    expect(await backend.lostSince()).toBe(life);
  });

  it('also when another process saw the second one', async () => {
    const life = await loss();
    await client.flushall();
    await other.lostSince();
    await backend.recovered(life);
    expect(await backend.lostSince()).toBe(life);
    await backend.recovered(life);
    expect(await other.lostSince()).toBeUndefined();
  });
});
