import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { eventually, findRedisBinary, openTestDatabase, RedisServer, type TestDatabase } from '#testing';
import type { LiveChange, LiveSignal } from './live-bus.js';
import type { LocalLiveBus } from './local-live-bus.js';
import { PostgresLiveBus } from './postgres-live-bus.js';
import { RedisLiveBus } from './redis-live-bus.js';

const hasRedis = (await findRedisBinary()) !== undefined;
const folder = await mkdtemp(join(tmpdir(), 'colloquy-live-'));
let redis: RedisServer | undefined;
let databases: TestDatabase[] = [];
let buses: (LocalLiveBus & { onApplicationShutdown(): void })[] = [];

beforeAll(async () => {
  redis = await RedisServer.start(join(folder, 'redis'));
  databases = [await openTestDatabase()];
});
afterEach(() => {
  for (const bus of buses) bus.onApplicationShutdown();
  buses = [];
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await redis?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(kind: 'postgres' | 'redis'): Promise<LocalLiveBus> {
  const [home] = databases;
  if (home === undefined) throw new Error('The database is not open.');
  const bus = kind === 'redis' ? new RedisLiveBus(redis?.url ?? '') : new PostgresLiveBus(home.database);
  buses.push(bus);
  if (bus instanceof PostgresLiveBus) await bus.onModuleInit();
  return bus;
}

describe.each(['postgres', 'redis'] as const)('live changes over %s', (kind) => {
  it.skipIf(kind === 'redis' && !hasRedis)('reach this process at once and others soon, each once', async () => {
    const [here, there] = [await open(kind), await open(kind)];
    const articleId = newId();
    const near: LiveChange[] = [];
    const far: LiveChange[] = [];
    const all: LiveChange[] = [];
    here.subscribe(articleId, (change) => near.push(change));
    there.subscribe(articleId, (change) => far.push(change));
    const stop = there.subscribe('*', (change) => all.push(change));
    here.publish({ articleId, version: 1 });
    expect(near).toEqual([{ articleId, version: 1 }]);
    let version = 1;
    await eventually('it is heard there', () => {
      if (far.length === 0) here.publish({ articleId, version: ++version });
      return far.length > 0;
    });
    stop();
    const heard = all.length;
    here.publish({ articleId, version: version + 1 });
    await eventually('the last is heard there', () => far.at(-1)?.version === version + 1);
    const versions = far.map((change) => change.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    expect(near.map((change) => change.version)).toEqual(Array.from({ length: version + 1 }, (_, index) => index + 1));
    expect(all).toHaveLength(heard);
  });

  it.skipIf(kind === 'redis' && !hasRedis)('send many changes of one article as few', async () => {
    const [here, there] = [await open(kind), await open(kind)];
    const articleId = newId();
    const far: LiveChange[] = [];
    there.subscribe(articleId, (change) => far.push(change));
    let version = 0;
    await eventually('the newest is heard there', () => {
      for (let times = 0; times < 50; times++) here.publish({ articleId, version: ++version });
      return far.length > 0;
    });
    const last = version;
    await eventually('the last is heard there', () => far.at(-1)?.version === last);
    expect(far.length).toBeLessThan(last / 10);
  });

  it.skipIf(kind === 'redis' && !hasRedis)('carry signals to their topic here and there, each once', async () => {
    const [here, there] = [await open(kind), await open(kind)];
    const [topic, otherTopic] = [newId(), newId()];
    const near: LiveSignal[] = [];
    const far: LiveSignal[] = [];
    const all: LiveSignal[] = [];
    here.hear(topic, (signal) => near.push(signal));
    there.hear(topic, (signal) => far.push(signal));
    there.hear('*', (signal) => all.push(signal));
    const sent: LiveSignal[] = [];
    const send = (to: string) => {
      const signal = { topic: to, id: newId(), data: JSON.stringify({ number: sent.length }) };
      if (to === topic) sent.push(signal);
      here.signal(signal);
    };
    await eventually('one is heard there', () => {
      send(topic);
      return far.length > 0;
    });
    send(otherTopic);
    send(topic);
    await eventually('the last is heard there', () => far.at(-1)?.id === sent.at(-1)?.id);
    expect(near).toEqual(sent);
    expect(far).toEqual(sent.slice(-far.length));
    expect(all.filter((signal) => signal.topic === otherTopic)).toHaveLength(1);
  });

  it('survive a listener that throws', async () => {
    const here = await open('postgres');
    const articleId = newId();
    const heard: number[] = [];
    here.subscribe(articleId, () => {
      throw new Error('a broken listener');
    });
    here.subscribe(articleId, (change) => heard.push(change.version));
    here.publish({ articleId, version: 7 });
    here.publish({ articleId, version: 6 });
    expect(heard).toEqual([7]);
  });
});

describe.runIf(hasRedis)(RedisLiveBus.name, () => {
  it('delivers again after Redis was away', async () => {
    const [here, there] = [await open('redis'), await open('redis')];
    const articleId = newId();
    const far: number[] = [];
    there.subscribe(articleId, (change) => far.push(change.version));
    await redis?.kill();
    here.publish({ articleId, version: 1 });
    await redis?.restart();
    let version = 1;
    await eventually('a later change is heard', () => {
      here.publish({ articleId, version: ++version });
      return far.length > 0;
    });
  });
});
