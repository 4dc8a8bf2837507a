import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comment, LogHeadAnswer, LogPage, Statistics } from '#contracts';
import { newId } from '#kernel';
import { SealLog } from '#moderation';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';

let door: Door;
let world: DoorWorld;
let rejected: Comment;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  rejected = (await post(door, world.article.id, { body: `Here, ${newId()}.` }, world.tokens.verified)).comment;
  const { articleId, id: commentId, revision } = rejected;
  const answer = await door.call('POST', '/api/v1/moderation/decisions', {
    as: world.tokens.moderator,
    json: { items: [{ articleId, commentId, revision, outcome: 'reject', note: 'Not here.' }] },
  });
  expect(answer.status).toBe(200);
  await door.get(SealLog).run();
});
afterAll(() => door.close());

const get = (path: string, as = world.tokens.admin) =>
  door.call('GET', `/api/v1/moderation/${path}${path.includes('?') ? '&' : '?'}site=${world.site.key}`, { as });

describe('the log at the door', () => {
  it('is what its contract says', async () => {
    const page = LogPage.parse((await get('log')).json());
    expect(page.items).toEqual([
      expect.objectContaining({
        kind: 'decision.moderator',
        actor: { id: world.people.moderator.id, name: world.people.moderator.name },
        decision: expect.objectContaining({ commentId: rejected.id, to: 'rejected', note: 'Not here.' }) as object,
        data: null,
        position: 1,
      }),
    ]);
    const head = LogHeadAnswer.parse((await get('log/head')).json());
    expect(head).toMatchObject({ position: 1, unsealed: 0 });
    expect(head.hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('takes no comment and person at once', async () => {
    expect((await get(`log?comment=${newId()}&person=${newId()}`)).status).toBe(400);
  });
});

describe('figures at the door', () => {
  it('are what their contract says, with load for admins only', async () => {
    const figures = Statistics.parse((await get('statistics?zone=Europe/Vienna')).json());
    expect(figures.decisions).toEqual([{ cause: 'moderator', maker: 'person', outcome: 'rejected', count: 1 }]);
    expect(figures.moderators).toEqual([
      expect.objectContaining({ id: world.people.moderator.id, decisions: 1, rejected: 1 }),
    ]);
    expect(Statistics.parse((await get('statistics', world.tokens.moderator)).json()).moderators).toBeNull();
    expect(Statistics.parse((await get('statistics', world.tokens['key moderate'])).json()).moderators).toBeNull();
  });

  it('are a table too', async () => {
    const answer = await get('statistics.csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.text.split('\r\n');
    expect(lines[0]).toBe('figure,of,part,at,value');
    expect(lines).toContain('decisions,moderator,rejected,,1');
    expect(lines).toContain(`moderator,${world.people.moderator.id},decisions,,1`);
    expect((await get('statistics.csv', world.tokens.moderator)).text).not.toContain(world.people.moderator.id);
  });
});
