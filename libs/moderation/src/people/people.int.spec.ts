import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, NotFound, People } from '#accounts';
import { TextNotAllowed } from '#discussion';
import { InvalidCursor, newId } from '#kernel';
import { networkKey } from '#platform';
import type { BuiltArticle, BuiltSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { type BuiltPerson, buildPerson, buildSanction, type PersonParts } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { CommentsOfPerson } from './comments-of-person.js';
import { LinkedPeople } from './linked-people.js';
import { PeopleList } from './people-list.js';
import { PersonNotes } from './person-notes.js';
import { PersonRecords } from './person-records.js';
import { ReadPersonEmail } from './read-email.js';
import { SitePeople } from './site-people.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let elsewhere: BuiltArticle;
let moderator: BuiltPerson;
let admin: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, moderator, admin } = await buildDesk(room.database));
  ({ article: elsewhere } = await buildDesk(room.database));
});
afterAll(() => room.close());

const from = (address: string) => networkKey(address, room.config.secret.reveal());
const post = (by: BuiltPerson, address?: string, on = article) =>
  room.post(by.actor, {
    ...{ articleId: on.id, body: newId() },
    ...(address === undefined ? {} : { networkKey: from(address) }),
  });
/** Somebody who wrote on the site, from an address when one is given. */
const member = async (parts: PersonParts = {}, address?: string, on = article) => {
  const person = await buildPerson(room.database, parts);
  await post(person, address, on);
  return person;
};
const linked = async ({ id }: BuiltPerson) =>
  (await room.get(LinkedPeople).of(id, site.id)).map(({ person, evidence }) => ({
    id: person.id,
    evidence: evidence.map(({ kind, strength }) => `${kind} ${strength}`),
  }));

describe(LinkedPeople, () => {
  it('links who shares a network: an IPv4 address, an IPv6 /64, and not a neighbour in the /48 (A55)', async () => {
    const one = await member({}, '192.0.2.7');
    await post(one, '2001:db8:1:1::5');
    const [v4, v6] = [await member({}, '192.0.2.7'), await member({}, '2001:db8:1:1:aaaa::9')];
    await member({}, '2001:db8:1:2::5');
    await member({}, '192.0.2.8');
    await member();
    const found = await linked(one);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set([v4.id, v6.id]));
    expect(found.map(({ evidence }) => evidence)).toEqual([['network medium'], ['network medium']]);
  });

  it('makes little of a network with many people', async () => {
    const people = [];
    for (let n = 0; n < 7; n++) people.push(await member({}, '198.51.100.1'));
    const [one] = people;
    if (one === undefined) throw new Error('nobody');
    const found = await linked(one);
    expect(found).toHaveLength(6);
    expect(found.every(({ evidence }) => evidence[0] === 'network weak')).toBe(true);
  });

  it('links by mailbox, strongly when both confirmed it, and puts the strongest first', async () => {
    const one = await member({ email: 'linked@example.org' }, '203.0.113.9');
    const same = await member({ email: 'linked+two@example.org' });
    const claims = await member({ email: 'Linked+3@example.org', kind: 'guest' });
    const near = await member({}, '203.0.113.9');
    await member({ email: 'linked@example.com' });
    expect(await linked(one)).toEqual([
      { id: same.id, evidence: ['mailbox strong'] },
      { id: near.id, evidence: ['network medium'] },
      { id: claims.id, evidence: ['mailbox weak'] },
    ]);
    expect((await linked(claims)).find(({ id }) => id === one.id)?.evidence).toEqual(['mailbox weak']);
  });

  it('tells nothing of another site, nothing old, and no address', async () => {
    const one = await member({ email: 'quiet@example.org' }, '203.0.113.50');
    await member({ email: 'quiet+2@example.org' }, '203.0.113.50', elsewhere);
    expect(await linked(one)).toEqual([]);
    const old = await member({}, '203.0.113.50');
    await room.database.execute(
      `UPDATE comment_prints SET created_at = created_at - interval '91 days' WHERE author_id = $1`,
      [old.id],
    );
    expect(await linked(one)).toEqual([]);
    await member({ email: 'quiet+3@example.org' }, '203.0.113.50');
    const told = JSON.stringify(await room.get(LinkedPeople).of(one.id, site.id));
    expect(told).not.toMatch(/203\.0|quiet|example\.org/);
  });

  it('shows a sanction and imposes none', async () => {
    const one = await member({}, '203.0.113.60');
    const banned = await member({}, '203.0.113.60');
    await buildSanction(room.database, banned.id, 'ban', { siteId: site.id });
    const [found] = await room.get(LinkedPeople).of(one.id, site.id);
    expect(found?.person).toMatchObject({ id: banned.id, isSanctioned: true });
    expect((await post(one, '203.0.113.60')).status).toBe('published');
  });
});

describe(PersonRecords, () => {
  const recordOf = async ({ id }: BuiltPerson) =>
    room.get(PersonRecords).of(await room.get(SitePeople).known(id, site.id), site.id);

  it('holds what the site knows, and nothing of other sites', async () => {
    const person = await member({ email: 'record@example.org' });
    const first = room.clock.now();
    await post(person, undefined, elsewhere);
    const target = await post(moderator);
    await room.get(RaiseFlag).run(person.actor, article.id, target.id, { reason: 'spam' });
    await room.database.execute('UPDATE flag_records SET raised = 9, agreed = 6, disagreed = 2 WHERE person_id = $1', [
      person.id,
    ]);
    room.clock.advance(60_000);
    const last = await post(person);
    await buildSanction(room.database, person.id, 'mute', { siteId: site.id });
    await buildSanction(room.database, person.id, 'ban', { siteId: elsewhere.siteId });
    await room.get(PersonNotes).write(moderator.actor, { siteId: site.id, personId: person.id, body: 'Seen before.' });
    expect(await recordOf(person)).toMatchObject({
      email: 'r…@example.org',
      trust: 'new',
      firstSeenAt: first,
      lastSeenAt: last.createdAt,
      counts: { counts: { published: 2 }, isComplete: true },
      flags: { raised: 9, agreed: 6, disagreed: 2 },
      sanctions: [{ kind: 'mute' }],
      notes: 1,
      linked: [],
    });
  });

  it.each<[string, () => Promise<BuiltPerson>, string]>([
    ['a guest', () => member({ kind: 'guest' }), 'guest'],
    ['a newcomer', () => member(), 'new'],
    ['somebody who is there for long', () => member({ at: new Date('2025-01-01T00:00:00Z') }), 'known'],
    ['a trusted reader', () => member({ roles: [{ siteId: site.id, role: 'trusted' }] }), 'trusted'],
    ['a moderator', () => Promise.resolve(moderator), 'moderator'],
    ['an admin', () => Promise.resolve(admin), 'admin'],
    ['staff of another site', () => member({ roles: [{ siteId: elsewhere.siteId, role: 'admin' }] }), 'new'],
  ])('says of %s how far they are trusted', async (_who, build, trust) => {
    expect((await recordOf(await build())).trust).toBe(trust);
  });

  it('is of people whom the site knows', async () => {
    const stranger = await member({}, undefined, elsewhere);
    await expect(recordOf(stranger)).rejects.toThrow(NotFound);
    await expect(room.get(SitePeople).known(newId(), site.id)).rejects.toThrow(NotFound);
    const flagger = await buildPerson(room.database);
    await room.get(RaiseFlag).run(flagger.actor, article.id, (await post(moderator)).id, { reason: 'spam' });
    expect((await recordOf(flagger)).counts).toEqual({ counts: {}, isComplete: true });
  });
});

describe(CommentsOfPerson, () => {
  it('lists what a person wrote on the site, whatever became of it, page by page', async () => {
    const person = await member();
    const written = [];
    for (let n = 0; n < 6; n++) written.push(await post(person));
    await post(person, undefined, elsewhere);
    const [shown] = written;
    await room.database.execute(`UPDATE comments SET status = 'rejected' WHERE id = $1`, [shown?.id]);
    const list = room.get(CommentsOfPerson);
    const first = await list.page(person.id, site.id, { limit: 4 });
    const rest = await list.page(person.id, site.id, { limit: 4, after: first.next ?? '' });
    expect([first.items.length, rest.items.length, rest.next]).toEqual([4, 3, null]);
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect([...first.items, ...rest.items].find(({ id }) => id === shown?.id)).toMatchObject({ status: 'rejected' });
    await expect(list.page(moderator.id, site.id, { limit: 4, after: first.next ?? '' })).rejects.toThrow(
      InvalidCursor,
    );
  });
});

describe(PeopleList, () => {
  const find = (q: string, limit = 10, after?: string) => room.get(PeopleList).find(site.id, { q, limit, after });

  it('finds people of the site by how their name begins, look-alikes too', async () => {
    const wilhelmina = await member({ name: 'Wilhelmina Q' });
    await member({ name: 'Wilhelmina Elsewhere' }, undefined, elsewhere);
    await member({ name: 'Not Wilhelmina' });
    for (const q of ['Wilhelmina', 'wilh', 'WILHELM\u0456NA', 'W1lhelmina q']) {
      expect((await find(q)).items.map(({ id }) => id)).toEqual([wilhelmina.id]);
    }
    for (const q of ['Wilhelminas', '%', '_', '\u200b']) expect((await find(q)).items).toEqual([]);
  });

  it('pages without losing or doubling anybody, past many of other sites', async () => {
    const own = new Set<string>();
    for (let n = 0; n < 7; n++) own.add((await member({ name: `Zzyx ${n}`, kind: 'guest' })).id);
    await room.database.execute(
      `INSERT INTO people (id, kind, name, name_key, created_at, updated_at)
       SELECT gen_random_uuid(), 'guest', 'Zzyx', (SELECT min(name_key) FROM people WHERE name = 'Zzyx 3'), now(), now()
       FROM generate_series(1, 1200)`,
    );
    const found: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await find('Zzyx', 3, after);
      found.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
      pages++;
    } while (after !== undefined && pages < 20);
    expect(found.length).toBe(own.size);
    expect(new Set(found)).toEqual(own);
  });
});

describe(PersonNotes, () => {
  it('keeps notes of a site for its moderators, newest first, and writes down that there is one', async () => {
    const person = await member();
    const notes = room.get(PersonNotes);
    for (let n = 0; n < 5; n++) {
      room.clock.advance(1000);
      await notes.write(moderator.actor, { siteId: site.id, personId: person.id, body: `Note ${n}.\u0000` });
    }
    const first = await notes.page(person.id, site.id, { limit: 3 });
    expect(first.items.map(({ body, authorName }) => [body, authorName])).toEqual([
      ['Note 4.', moderator.name],
      ['Note 3.', moderator.name],
      ['Note 2.', moderator.name],
    ]);
    const rest = await notes.page(person.id, site.id, { limit: 3, after: first.next ?? '' });
    expect(rest.items.map(({ body }) => body)).toEqual(['Note 1.', 'Note 0.']);
    expect((await notes.page(person.id, elsewhere.siteId, { limit: 3 })).items).toEqual([]);
    const entries = await room.database.query<{ data: object }>(
      `SELECT data FROM audit_log WHERE kind = 'person.note-written' AND data->>'personId' = $1`,
      [person.id],
    );
    expect(entries).toHaveLength(5);
    expect(JSON.stringify(entries)).not.toContain('Note');
  });

  it('takes none from readers, about strangers, or of nothing', async () => {
    const person = await member();
    const write = (by: BuiltPerson, personId: string, body = 'x') =>
      room.get(PersonNotes).write(by.actor, { siteId: site.id, personId, body });
    await expect(write(person, person.id)).rejects.toThrow(Forbidden);
    await expect(write(moderator, newId())).rejects.toThrow(NotFound);
    await expect(write(moderator, person.id, ' \u200b ')).rejects.toThrow(TextNotAllowed);
  });
});

describe(ReadPersonEmail, () => {
  it('is for admins, and is written down', async () => {
    const person = await member({ email: 'whole@example.org' });
    const read = (by: BuiltPerson) => room.get(ReadPersonEmail).run(by.actor, { siteId: site.id, personId: person.id });
    await expect(read(moderator)).rejects.toThrow(Forbidden);
    expect(await read(admin)).toBe((await room.get(People).byId(person.id))?.email);
    const entries = await room.database.query(
      `SELECT actor_id, data FROM audit_log WHERE kind = 'person.email-read' AND data->>'personId' = $1`,
      [person.id],
    );
    expect(entries).toEqual([{ actor_id: admin.id, data: { personId: person.id } }]);
  });
});
