import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody, PostedComment } from '#contracts';
import { newId } from '#kernel';
import { eventually, testRedisUrl } from '#testing';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { EventReader } from '../../../libs/testing/src/event-reader.js';

let door: Door;
let world: DoorWorld;
const readers: EventReader[] = [];
const redisUrl = testRedisUrl();

afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const listen = async (at: Door, headers: Readonly<Record<string, string>> = {}, articleId = world.article.id) => {
  const reader = await EventReader.open(`${at.url}/api/v1/articles/${articleId}/live`, headers);
  readers.push(reader);
  return reader;
};
const say = async (at: Door): Promise<PostedComment> =>
  post(at, world.article.id, { body: `Public, ${newId()}.` }, world.tokens.verified);
const told = (reader: EventReader) => Number(reader.events.at(-1)?.id ?? 0);
const version = async () => {
  const [row] = await door.database.query<{ version: string }>(
    'SELECT version FROM discussions WHERE article_id = $1',
    [world.article.id],
  );
  return Number(row?.version);
};
/** Says something with the stream's article until its reader hears of it: a bus may begin to carry after it was opened. */
const speakUntilHeard = async (at: Door, reader: EventReader) => {
  await eventually('the first is heard', async () => {
    await say(at);
    return reader.events.length > 1;
  });
};

describe.each([
  ['PostgreSQL', undefined],
  ['Redis', redisUrl],
] as const)('news of a discussion with two processes of the api over %s', (name, url) => {
  describe.skipIf(name === 'Redis' && url === undefined)('', () => {
    const env: Record<string, string> = url === undefined ? {} : { REDIS_URL: url };
    let other: Door;
    beforeAll(async () => {
      door = await openDoor(env);
      other = await openDoor(env, door);
      world = await buildDoorWorld(door);
    });
    afterAll(async () => {
      await other.close();
      await door.close();
    });

    it('reach the readers of both, whichever of them has written', async () => {
      const [here, there] = [await listen(door), await listen(other)];
      await speakUntilHeard(door, there);
      await speakUntilHeard(other, here);
      const { comment } = await say(door);
      await decide(other, comment, 'reject');
      const newest = await version();
      for (const reader of [here, there]) {
        await eventually('the newest is told', () => told(reader) === newest);
        const ids = reader.events.map(({ id }) => Number(id));
        expect(ids, 'each once, in order').toEqual([...new Set(ids)].sort((one, two) => one - two));
        expect(
          reader.events.every(
            ({ event, id, data }) => event === 'version' && (data as { version: number }).version === Number(id),
          ),
        ).toBe(true);
      }
    });

    it('are had at the other process from where a reader left off', async () => {
      const first = await listen(door);
      await eventually('the version is told', () => first.events.length > 0);
      const left = String(told(first));
      first.close();
      await say(door);
      const back = await listen(other, { 'last-event-id': left });
      await eventually('what was missed is told', () => told(back) > Number(left));
      const same = await listen(other, { 'last-event-id': String(told(back)) });
      await speakUntilHeard(other, back);
      await eventually('only what is new is told', () => same.events.length > 0);
      expect(Number(same.events[0]?.id)).toBeGreaterThan(Number(left) + 1);
    });

    it('lose none that comes while a reader is connecting', async () => {
      for (let round = 0; round < 10; round++) {
        const [reader] = await Promise.all([listen(other), say(other)]);
        const newest = await version();
        await eventually('the newest is told', () => told(reader) === newest);
        reader.close();
      }
    });
  });
});

describe('streams', () => {
  beforeAll(async () => {
    door = await openDoor({ LIVE_STREAMS: '25', TRUSTED_PROXIES: '127.0.0.1/32' });
    world = await buildDoorWorld(door);
  });
  afterAll(() => door.close());
  const from = (address: string) => listen(door, { 'x-forwarded-for': address });

  it('are twenty for an address, and so many in all; whoever is refused is told when to come again (A39)', async () => {
    const mine = await Promise.all(Array.from({ length: 21 }, () => from('203.0.113.7')));
    expect(mine.map(({ status }) => status).sort()).toEqual([...Array<number>(20).fill(200), 429]);
    const others = await Promise.all(Array.from({ length: 6 }, (_, at) => from(`203.0.113.${100 + at}`)));
    expect(others.map(({ status }) => status).sort()).toEqual([...Array<number>(5).fill(200), 503]);
    const refused = await door.call('GET', `/api/v1/articles/${world.article.id}/live`, {
      headers: { 'x-forwarded-for': '203.0.113.200' },
    });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '60']);
    expect(refused.json<ErrorBody>().error.code).toBe('overloaded');
    for (const reader of mine) reader.close();
    await eventually('those that are gone make room', async () => (await from('203.0.113.7')).status === 200);
  });

  it('are refused for an article that is not there, before they begin', async () => {
    expect((await listen(door, {}, newId())).status).toBe(404);
  });

  it('end when the process does', async () => {
    const reader = await from('203.0.113.9');
    expect(reader.status).toBe(200);
    const ending = await openDoor({}, door);
    const told = await EventReader.open(`${ending.url}/api/v1/articles/${world.article.id}/live`);
    await ending.close();
    await eventually('it has ended', () => told.hasEnded);
    expect(reader.hasEnded).toBe(false);
  });
});
