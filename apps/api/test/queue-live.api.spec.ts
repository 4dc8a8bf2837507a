import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { newId } from '#kernel';
import { eventually, testRedisUrl } from '#testing';
import { buildPerson } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { EventReader } from '../../../libs/testing/src/event-reader.js';

let door: Door;
let world: DoorWorld;
const readers: EventReader[] = [];

const redisUrl = testRedisUrl();

afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const listen = async (headers: Readonly<Record<string, string>>, site = world.site.key) => {
  const reader = await EventReader.open(`${door.url}/api/v1/moderation/live?site=${site}`, headers);
  readers.push(reader);
  return reader;
};
const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token ?? ''}` });
const shown = async (articleId = world.article.id): Promise<Comment> =>
  (await post(door, articleId, { body: `Public, ${newId()}.` }, world.tokens.verified)).comment;
const flag = async ({ articleId, id }: Comment) => {
  const by = await buildPerson(door.database, { at: new Date() });
  const answer = await door.call('POST', `/api/v1/articles/${articleId}/comments/${id}/flags`, {
    as: by.token,
    json: { reason: 'spam' },
  });
  expect(answer.status).toBe(202);
};
const of = ({ articleId, id }: Comment) => ({ articleId, commentId: id });

describe.each([
  ['PostgreSQL', undefined],
  ['Redis', redisUrl],
] as const)('news of the queue over %s', (name, url) => {
  describe.skipIf(name === 'Redis' && url === undefined)('', () => {
    beforeAll(async () => {
      const env: Record<string, string> = url === undefined ? {} : { REDIS_URL: url };
      door = await openDoor(env);
      world = await buildDoorWorld(door, { site: { settings: OPEN_SITE } });
    });
    afterAll(() => door.close());

    it('tell what enters, changes and leaves, in ids only', async () => {
      const reader = await listen(bearer(world.tokens.moderator));
      const comment = await shown();
      await flag(comment);
      await flag(comment);
      await decide(door, comment, 'reject');
      await eventually('three are read', () => reader.events.length >= 3);
      expect(reader.events.map(({ event, data }) => [event, data])).toEqual([
        ['entered', of(comment)],
        ['changed', of(comment)],
        ['left', of(comment)],
      ]);
    });

    it('tell what is claimed and given back', async () => {
      const reader = await listen(bearer(world.tokens.moderator));
      const comment = await shown();
      await flag(comment);
      const send = async (path: string, json: object) => {
        const all = { site: world.site.key, ...json };
        const answer = await door.call('POST', `/api/v1/moderation/${path}`, { as: world.tokens.admin, json: all });
        expect(answer.status).toBe(200);
      };
      await send('claims', { comments: [comment.id] });
      await send('claims/release', { comments: [comment.id] });
      await send('claims', { next: 50, state: 'reported' });
      const about = () => reader.events.filter(({ data }) => (data as { commentId: string }).commentId === comment.id);
      await eventually('four are read', () => about().length >= 4);
      expect(about().map(({ event, data }) => [event, data])).toEqual([
        ['entered', of(comment)],
        ['claimed', of(comment)],
        ['released', of(comment)],
        ['claimed', of(comment)],
      ]);
    });

    it('tell a moderator who comes back what was missed, and one who missed too much to read again', async () => {
      const reader = await listen(bearer(world.tokens.moderator));
      const first = await shown();
      await flag(first);
      await eventually('it is read', () => reader.events.length >= 1);
      const lastSeen = reader.events.at(-1)?.id ?? '';
      reader.close();
      const second = await shown();
      await flag(second);
      const back = await listen({ ...bearer(world.tokens.moderator), 'last-event-id': lastSeen });
      await eventually('the missed one is read', () =>
        back.events.some(
          ({ event, data }) => event === 'entered' && (data as { commentId: string }).commentId === second.id,
        ),
      );
      expect(back.events.some(({ event }) => event === 'reset')).toBe(false);
      for (const unknown of [newId(), 'nonsense', '']) {
        const lost = await listen({ ...bearer(world.tokens.moderator), 'last-event-id': unknown });
        await eventually('it is told to read again', () => lost.events[0]?.event === 'reset');
      }
    });

    it('say nothing of another site', async () => {
      const theirs = await listen(bearer(world.tokens['moderator of another site']), world.otherSite.key);
      const ours = await listen(bearer(world.tokens.moderator));
      const [here, there] = [await shown(), await shown(world.otherArticle.id)];
      await flag(here);
      await flag(there);
      await eventually('both are read', () => ours.events.length + theirs.events.length >= 2);
      expect(ours.events.map(({ data }) => data)).toEqual([of(here)]);
      expect(theirs.events.map(({ data }) => data)).toEqual([of(there)]);
    });

    it('take the dashboard’s cookie, and no session that was opened by mail', async () => {
      const cookie = await listen({ cookie: `colloquy-staff=${world.tokens.moderator ?? ''}` });
      expect(cookie.status).toBe(200);
      expect((await listen({})).status).toBe(401);
      expect((await listen({ cookie: `colloquy-staff=${world.tokens.verified ?? ''}` })).status).toBe(401);
      expect((await listen(bearer(world.tokens.verified))).status).toBe(403);
      expect((await listen(bearer(world.tokens.moderator), world.otherSite.key)).status).toBe(404);
    });

    it('end for a moderator who is none any more, within 5 s', async () => {
      const person = await buildPerson(door.database, {
        roles: [{ siteId: world.site.id, role: 'moderator' }],
        at: new Date(),
      });
      const reader = await listen(bearer(person.token));
      const stays = await listen(bearer(world.tokens.moderator));
      expect(reader.status).toBe(200);
      await door.database.execute('DELETE FROM roles WHERE person_id = $1', [person.id]);
      await eventually('it is cut off', () => reader.hasEnded, 5000);
      expect(stays.hasEnded).toBe(false);
    });

    it('are 20 streams for one address', async () => {
      const all = [];
      for (let count = 0; count < 20; count++) all.push(await listen(bearer(world.tokens.moderator)));
      expect(all.every(({ status }) => status === 200)).toBe(true);
      expect((await listen(bearer(world.tokens.moderator))).status).toBe(429);
    });
  });
});
