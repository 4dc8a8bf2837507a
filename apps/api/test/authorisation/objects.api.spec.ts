import { describe, expect, it } from 'vitest';
import { DOOR_ROLES, post } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { tableState } from '../../../../libs/testing/src/table-state.js';
import { api, author, decideAs, door, isPerson, ofComment, standOnGround, target, world } from './ground.fixture.js';

standOnGround();

describe('own comments', () => {
  const people = DOOR_ROLES.filter(isPerson);
  it.each(people)('of a %s: read while held, edit, no vote, no flag, no decision, take back', async (role) => {
    const as = world.tokens[role];
    const held = await target('own pending', role);
    expect((await door.call('GET', ofComment(held), { as })).status).toBe(200);
    const edited = await door.call('PATCH', ofComment(held), { as, json: { body: 'Still a heldword.' } });
    expect([edited.status, edited.text]).toEqual([200, edited.text]);
    const own = await target('own', role);
    const before = await tableState(door.database);
    const vote = await door.call('PUT', ofComment(own, '/vote'), { as, json: { value: 1 } });
    const flag = await door.call('POST', ofComment(own, '/flags'), { as, json: { reason: 'spam' } });
    const decision = await decideAs(as, own, 'reject');
    expect([vote.code, flag.code, decision.status]).toEqual(['own_comment', 'own_comment', 403]);
    expect(await tableState(door.database)).toEqual(before);
    expect((await door.call('DELETE', ofComment(own), { as })).status).toBe(200);
    expect((await door.call('DELETE', ofComment(own), { as })).status).toBe(200);
    const late = await door.call('PATCH', ofComment(own), { as, json: { body: 'Back again.' } });
    expect(late.status).toBe(422);
  });
});

describe('an object of another site', () => {
  it.each(DOOR_ROLES)('named under this site or its article is not there for %s', async (role) => {
    const as = world.tokens[role];
    const { comment } = await post(door, world.otherArticle.id, { body: 'Over there.' }, author.token);
    const before = await tableState(door.database);
    const crossed = `${api}/articles/${world.article.id}/comments/${comment.id}`;
    const faults: string[] = [];
    const calls: [string, string, CallOptions][] = [
      ['GET', crossed, {}],
      ['PATCH', crossed, { json: { body: 'x' } }],
      ['DELETE', crossed, {}],
      ['PUT', `${crossed}/vote`, { json: { value: 1 } }],
      ['POST', `${crossed}/flags`, { json: { reason: 'spam' } }],
      [
        'POST',
        `${api}/moderation/decisions`,
        { json: { items: [{ articleId: world.article.id, commentId: comment.id, revision: 1, outcome: 'spam' }] } },
      ],
      ['GET', `${api}/sites/${world.site.key}/articles/${world.otherArticle.key}`, {}],
      ['GET', `${api}/sites/${world.site.key}/articles?url=${encodeURIComponent(world.otherArticle.url)}`, {}],
      ['GET', `/d/${world.site.key}/${world.otherArticle.key}`, {}],
    ];
    for (const [method, path, options] of calls) {
      const answer = await door.call(method, path, { ...options, as });
      if (![401, 403, 404].includes(answer.status)) faults.push(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    expect(faults).toEqual([]);
    expect(await tableState(door.database)).toEqual(before);
  });

  it('makes a list of decisions fail as a whole', async () => {
    const mine = await target('pending', 'verified');
    const { comment: theirs } = await post(door, world.otherArticle.id, { body: 'Not yours.' }, author.token);
    const before = await tableState(door.database);
    const items = [mine, theirs].map(({ articleId, id, revision }) => ({
      articleId,
      commentId: id,
      revision,
      outcome: 'spam',
    }));
    const answer = await door.call('POST', `${api}/moderation/decisions`, {
      as: world.tokens.moderator,
      json: { items },
    });
    expect(answer.status).toBeGreaterThanOrEqual(403);
    expect(await tableState(door.database)).toEqual(before);
  });
});

describe('the site of a request', () => {
  it.each(['', '?site=', '?site=%20', '?site=a&site=b', '?site[]=a', '?Site=a', '?site=nowhere'])(
    'that is not named once is no site: %j',
    async (query) => {
      for (const role of ['owner', 'moderator', 'key moderate'] as const) {
        const answer = await door.call('GET', `${api}/moderation/queue${query}`, { as: world.tokens[role] });
        expect([400, 404]).toContain(answer.status);
      }
    },
  );
});
