import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Roles } from '#accounts';
import {
  type Comment,
  NotePage,
  OneNote,
  OneSanction,
  PeoplePage,
  PersonComments,
  PersonEmail,
  PersonRecord,
  SanctionPage,
  SanctionPreview,
} from '#contracts';
import { newId } from '#kernel';
import { ApplySanction } from '#moderation';
import { type BuiltPerson, buildPerson } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { tableState } from '../../../libs/testing/src/table-state.js';

let door: Door;
let world: DoorWorld;
let person: BuiltPerson;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  person = await buildPerson(door.database, {
    name: 'Pia Person',
    email: 'pia.person@private.example',
    at: new Date(),
  });
  await post(door, world.article.id, { body: 'A first remark.' }, person.token);
});
afterAll(() => door.close());

const people = '/api/v1/moderation/people';
const get = (path: string, as = world.tokens.moderator, query = '') =>
  door.call('GET', `${people}${path === '' ? '' : `/${path}`}?site=${world.site.key}${query}`, { as });
const send = (path: string, json: object, as = world.tokens.moderator) =>
  door.call('POST', `${people}/${path}`, { as, json: { site: world.site.key, ...json } });
const suspension = { kind: 'suspension', reason: 'abuse', publicText: 'Too rude, too often.' };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a person at the desk', () => {
  it('has a record that shows no address', async () => {
    const answer = await get(person.id);
    const record = PersonRecord.parse(answer.json());
    expect(record).toMatchObject({
      person: { name: 'Pia Person', email: 'p…@private.example', isEmailConfirmed: true, trust: 'new' },
      comments: { counts: { published: 1 }, recent: { items: [{ status: 'published' }], next: null } },
      flags: { raised: 0, accuracy: null, weight: 1 },
      sanctions: [],
      linked: [],
    });
    expect(answer.text).not.toContain('pia.person');
  });

  it('is found by name, by their comments, and by whoever shares their network', async () => {
    const twin = await buildPerson(door.database, { name: 'Pia Twin', at: new Date() });
    await post(door, world.article.id, { body: 'Another remark.' }, twin.token);
    const found = PeoplePage.parse((await get('', undefined, '&q=pia')).json());
    expect(found.items.map(({ name }) => name).sort()).toEqual(['Pia Person', 'Pia Twin']);
    const comments = PersonComments.parse((await get(`${person.id}/comments`, undefined, '&limit=1')).json());
    expect([comments.items.length, comments.next]).toEqual([1, null]);
    const record = PersonRecord.parse((await get(person.id)).json());
    const link = record.linked.find((one) => one.person.id === twin.id);
    expect(link?.evidence.map(({ kind }) => kind)).toEqual(['network']);
    expect(JSON.stringify(record)).not.toContain('127.0.0.1');
  });

  it('is noted about, and admins may read the address', async () => {
    OneNote.parse((await send(`${person.id}/notes`, { body: 'Keep an eye on this.' })).json());
    const { items } = NotePage.parse((await get(`${person.id}/notes`)).json());
    expect(items).toMatchObject([{ body: 'Keep an eye on this.', author: { id: world.people.moderator.id } }]);
    const email = PersonEmail.parse((await send(`${person.id}/email`, {}, world.tokens.admin)).json());
    expect(email).toEqual({ email: 'pia.person@private.example' });
  });

  it('is suspended, told why, and let back', async () => {
    expect(SanctionPreview.parse((await get(`${person.id}/sanctions/preview`)).json())).toMatchObject({ public: 1 });
    const answer = await send(`${person.id}/sanctions`, { ...suspension, endsAt: inDays(7) });
    const { sanction } = OneSanction.parse(answer.json());
    expect([answer.status, sanction.isInForce, sanction.imposedBy]).toEqual([201, true, world.people.moderator.id]);
    const refused = await door.call('POST', `/api/v1/articles/${world.article.id}/comments`, {
      as: person.token,
      json: { body: 'Let me in.' },
    });
    expect([refused.status, refused.code]).toEqual([403, 'sanctioned']);
    expect(refused.json<{ error: { details: object } }>().error.details).toMatchObject({ text: suspension.publicText });
    const lift = await door.call('POST', `/api/v1/moderation/sanctions/${sanction.id}/lift`, {
      as: world.tokens.moderator,
      json: { reason: 'Talked it over.' },
    });
    expect(OneSanction.parse(lift.json()).sanction).toMatchObject({ isInForce: false, liftReason: 'Talked it over.' });
    await post(door, world.article.id, { body: 'Thank you.' }, person.token);
    const { items } = SanctionPage.parse((await get(`${person.id}/sanctions`)).json());
    expect(items).toMatchObject([{ id: sanction.id, isInForce: false }]);
  });

  it.each([
    { kind: 'exile', reason: 'abuse' },
    { kind: 'ban', reason: 'because' },
    { kind: 'ban' },
    { kind: 'ban', reason: 'abuse', endsAt: 'tomorrow' },
    { kind: 'ban', reason: 'abuse', endsAt: '2001-01-01T00:00:00Z' },
    { kind: 'ban', reason: 'abuse', comments: 'burn' },
    { kind: 'ban', reason: 'abuse', scope: 'galaxy' },
    { kind: 'ban', reason: 'abuse', publicText: 'x'.repeat(501) },
    { kind: 'ban', reason: 'abuse', personId: newId() },
  ])('is not sanctioned by %j', async (json) => {
    const before = await tableState(door.database);
    expect((await send(`${person.id}/sanctions`, json, world.tokens.owner)).status).toBe(400);
    expect(await tableState(door.database)).toEqual(before);
  });

  it.each([
    '',
    '&q=',
    `&q=${'x'.repeat(41)}`,
    '&q=a&q=b',
    '&q=a&limit=0',
    '&q=a&limit=101',
    '&q=a&after=x',
    '&q=a&x=1',
  ])('is not found by %j', async (query) => {
    expect((await get('', undefined, query)).status).toBe(400);
  });
});

describe('a moderator who is none any more (A42)', () => {
  it('does nothing more with an open session, and what was ordered is not done', async () => {
    const { site, article } = world;
    const demoted = await buildPerson(door.database, { roles: [{ siteId: site.id, role: 'admin' }], at: new Date() });
    const victim = await buildPerson(door.database, { at: new Date() });
    const { comment } = await post(door, article.id, { body: 'Still here.' }, victim.token);
    const ordered = await send(
      `${victim.id}/sanctions`,
      { kind: 'mute', reason: 'other', comments: 'reject' },
      demoted.token,
    );
    await door.get(Roles).revoke(demoted.id, site.id);
    for (const answer of [
      await get(victim.id, demoted.token),
      await send(`${victim.id}/sanctions`, { kind: 'mute', reason: 'other' }, demoted.token),
      await send(`${victim.id}/notes`, { body: 'x' }, demoted.token),
      await door.call('PATCH', `/api/v1/moderation/articles/${article.id}`, {
        as: demoted.token,
        json: { discussion: 'closed' },
      }),
    ]) {
      expect(answer.status).toBe(403);
    }
    const { id: sanctionId } = OneSanction.parse(ordered.json()).sanction;
    await door.get(ApplySanction).run({ sanctionId }, () => Promise.resolve());
    const shown = await door.call('GET', `/api/v1/articles/${article.id}/comments/${comment.id}`);
    expect(shown.json<{ comment: Comment }>().comment.status).toBe('published');
  });
});

describe('votes and reports at the door (A36)', () => {
  const fresh = async () => (await post(door, world.article.id, { body: newId() }, world.people.trusted.token)).comment;
  const path = ({ articleId, id }: Comment, rest: string) => `/api/v1/articles/${articleId}/comments/${id}${rest}`;
  const vote = (on: Comment, as: string | undefined, value: number, headers = {}) =>
    door.call('PUT', path(on, '/vote'), { as, json: { value }, headers });
  const flag = (on: Comment, as: string | undefined, headers = {}) =>
    door.call('POST', path(on, '/flags'), { as, json: { reason: 'spam' }, headers });
  const stored = async ({ id }: Comment) =>
    (
      await door.database.query<{ up: number; down: number; best: number; votes: number; flags: number }>(
        `SELECT up, down, best, (SELECT count(*)::int FROM votes WHERE comment_id = $1) AS votes,
          (SELECT count(*)::int FROM flags WHERE comment_id = $1) AS flags FROM comments WHERE id = $1`,
        [id],
      )
    )[0];

  it('count one identity once, in parallel and from many networks and browsers', async () => {
    const comment = await fresh();
    const guises = (at: number) => ({ 'x-forwarded-for': `203.0.113.${at}`, 'user-agent': `Browser ${at}` });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        at % 2 === 0 ? vote(comment, person.token, 1, guises(at)) : flag(comment, person.token, guises(at)),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 202]));
    expect(await stored(comment)).toMatchObject({ up: 1, down: 0, votes: 1, flags: 1 });
  });

  it('end exact when they are taken back and cast again at the same time', async () => {
    const comment = await fresh();
    const voters = [person.token, world.tokens.verified, world.tokens.moderator];
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        vote(comment, voters[at % 3], ([1, 0, -1] as const)[at % 3 === 0 ? at % 2 : 2] ?? 0),
      ),
    );
    for (const [at, as] of voters.entries()) await vote(comment, as, at === 0 ? 0 : 1);
    expect(await stored(comment)).toMatchObject({ up: 2, down: 0, votes: 2 });
  });

  it('of guests weigh nothing in the ranking', async () => {
    const comment = await fresh();
    for (let n = 0; n < 10; n++) {
      const guest = await buildPerson(door.database, { kind: 'guest', at: new Date() });
      expect((await vote(comment, guest.token, 1)).status).toBe(200);
    }
    expect(await stored(comment)).toMatchObject({ up: 0, best: 0, votes: 10 });
  });

  it('of guests are three an hour from one network, whatever they call themselves', async () => {
    const limited = await openDoor({ RATE_LIMITS: 'on' });
    try {
      const { article } = await buildDoorWorld(limited);
      const writer = await buildPerson(limited.database, { at: new Date() });
      const { comment } = await post(limited, article.id, { body: 'Flag me.' }, writer.token);
      const statuses: number[] = [];
      for (let n = 0; n < 5; n++) {
        const guest = await buildPerson(limited.database, { kind: 'guest', at: new Date() });
        const answer = await limited.call('POST', path(comment, '/flags'), {
          as: guest.token,
          json: { reason: 'spam' },
        });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([202, 202, 202, 429, 429]);
    } finally {
      await limited.close();
    }
  });

  it('are not taken on one’s own comment, nor on one that was removed', async () => {
    const comment = await fresh();
    const own = [await vote(comment, world.tokens.trusted, 1), await flag(comment, world.tokens.trusted)];
    expect(own.map(({ code }) => code)).toEqual(['own_comment', 'own_comment']);
    await door.call('DELETE', path(comment, ''), { as: world.tokens.moderator });
    const removed = [await vote(comment, person.token, 1), await flag(comment, person.token)];
    expect(removed.map(({ status }) => status)).toEqual([404, 404]);
    expect(await stored(comment)).toMatchObject({ up: 0, votes: 0, flags: 0 });
  });
});
