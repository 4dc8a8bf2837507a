import { describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { buildPerson, buildSanction, buildSession } from '../../../../libs/testing/src/build-person.js';
import { post } from '../../../../libs/testing/src/door-world.js';
import { api, door, standOnGround, world } from './ground.fixture.js';

standOnGround();

describe('sessions and sanctions', () => {
  it('a session that was opened by mail gives no power, whatever the role', async () => {
    for (const role of ['moderator', 'admin', 'owner'] as const) {
      const { token } = await buildSession(door.database, world.people[role].id, 'reader', new Date());
      for (const path of [
        `${api}/moderation/queue?site=${world.site.key}`,
        `${api}/operations/dead-letters`,
        '/metrics',
      ]) {
        expect((await door.call('GET', path, { as: token })).status).toBe(403);
      }
    }
  });

  it.each([
    ['mute', 201, 'pending'],
    ['suspension', 403, 'sanctioned'],
    ['ban', 403, 'sanctioned'],
  ] as const)('a %s holds on its site only', async (kind, status, outcome) => {
    const person = await buildPerson(door.database, { at: new Date() });
    await buildSanction(door.database, person.id, kind, { siteId: world.site.id, at: new Date() });
    const { id } = world.article;
    const answer = await door.call('POST', `${api}/articles/${id}/comments`, {
      as: person.token,
      json: { body: 'Hm.' },
    });
    expect([answer.status, answer.code ?? answer.json<{ comment: Comment }>().comment.status]).toEqual([
      status,
      outcome,
    ]);
    expect((await post(door, world.otherArticle.id, { body: 'Hm.' }, person.token)).comment.status).toBe('published');
  });

  it.each([
    '',
    'x',
    'null',
    'undefined',
    '0',
    'a.b.c',
    'A'.repeat(43),
    'A'.repeat(600),
    'cq_00000000000000000000000000000000.x',
  ])('the token %.20j is nobody', async (token) => {
    for (const path of [`${api}/me`, `${api}/articles/${world.article.id}/mine`, '/metrics']) {
      const answer = await door.call('GET', path, { headers: { authorization: `Bearer ${token}` } });
      expect([answer.status, answer.code]).toEqual([401, 'sign_in_required']);
    }
  });

  it.each(['Basic YWRtaW46YWRtaW4=', 'bearer', 'Token x', 'Bearer a b', 'Negotiate x'])(
    '%s is nobody',
    async (authorization) => {
      const answer = await door.call('GET', `${api}/articles/${world.article.id}/mine`, { headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );
});
