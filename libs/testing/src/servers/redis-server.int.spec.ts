import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRedisBinary, RedisServer } from './redis-server.js';

let folder: string;
let server: RedisServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-redis-'));
});
afterEach(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(server?.port ?? 0, '127.0.0.1');
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

describe.runIf((await findRedisBinary()) !== undefined)(RedisServer.name, () => {
  it('never evicts, and comes back empty on the same port after a crash', async () => {
    server = await RedisServer.start(join(folder, 'redis'));
    const port = server?.port;
    expect(await ask((redis) => redis.config('GET', 'maxmemory-policy'))).toEqual(['maxmemory-policy', 'noeviction']);
    await ask((redis) => redis.set('word', 'kept?'));
    await server?.kill();
    expect(server?.isRunning).toBe(false);
    await server?.restart();
    expect(server?.port).toBe(port);
    expect(await ask((redis) => redis.get('word'))).toBeNull();
  });
});
