import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../../testing/src/accounts-room.js';
import { buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson, type PersonParts } from '../../../testing/src/build-person.js';
import { ConfirmedPeople } from '../people/confirmed-people.js';
import { emailKey } from '../people/email-key.js';
import { Guests } from '../people/guests.js';
import { People } from '../people/people.queries.js';
import type { SanctionKind } from './sanction.entity.js';
import { Sanctions } from './sanctions.js';

let room: AccountsRoom;
let siteId: string;

beforeAll(async () => {
  room = await openAccountsRoom();
  siteId = (await buildSite(room.database)).id;
});
afterAll(() => room.close());

const build = (parts: PersonParts = {}) => buildPerson(room.database, parts);
const impose = async (on: BuiltPerson, kind: SanctionKind = 'ban', everywhere = false) => {
  const person = await room.get(People).byId(on.id);
  if (person === undefined) throw new Error('nobody');
  return room.database.transaction(() =>
    room.get(Sanctions).impose({
      ...{ person, kind, reason: 'spam', note: null, publicText: null, endsAt: null },
      ...{ siteId: everywhere ? null : siteId, imposedOn: siteId, imposedBy: null, imposedByKey: null },
    }),
  );
};
const standing = async (id: string) =>
  (await room.get(Sanctions).activeFor(id, siteId)).map(({ kind, id: sanctionId }) => `${kind} ${sanctionId}`);
const erase = ({ id }: BuiltPerson) => room.database.execute('DELETE FROM people WHERE id = $1', [id]);
const confirm = (email: string) =>
  room.database.transaction(() =>
    room.get(ConfirmedPeople).findOrMake({ email, emailKey: emailKey(room.config.secret.reveal(), email) }),
  );

describe('who comes back under a ban (A55)', () => {
  it.each([
    ['Evader+new@Example.org', 'evader@example.org'],
    ['e.v.a.d.e.r+x@gmail.com', 'evader@googlemail.com'],
    ['EVADER@bücher.example', 'evader@xn--bcher-kva.example'],
  ])('with %s is banned as %s was', async (again, first) => {
    const banned = await build({ email: first });
    const ban = await impose(banned);
    expect(await standing(await confirm(again))).toEqual([`ban ${ban}`]);
  });

  it('after erasing the account is banned, and the history knows', async () => {
    const banned = await build({ email: 'erased@example.org' });
    const ban = await impose(banned, 'ban', true);
    await erase(banned);
    expect(await room.get(Sanctions).byId(ban)).toMatchObject({ personId: null, liftedAt: null });
    const again = await confirm('erased+1@example.org');
    expect(again).not.toBe(banned.id);
    expect(await standing(again)).toEqual([`ban ${ban}`]);
    const history = await room.get(Sanctions).history(again, siteId, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 10);
    expect(history.map(({ id }) => id)).toEqual([ban]);
    await room.get(Sanctions).lift(ban, null, null);
    expect(await standing(again)).toEqual([]);
  });

  it('merely claiming the address is held and not told of the ban', async () => {
    const ban = await impose(await build({ email: 'claimed@example.org' }));
    const guest = await room.database.transaction(() =>
      room.get(Guests).create({ name: 'Some Guest', email: 'claimed+2@example.org' }),
    );
    expect(await standing(guest.personId)).toEqual([`mute ${ban}`]);
  });

  it.each(['evader2@example.org', 'evader@example.com', 'e.vader@example.org', '+evader@example.org'])(
    'is not %s',
    async (email) => {
      await impose(await build({ email: `evader@example.org`, kind: 'guest' }));
      expect(await standing(await confirm(email))).toEqual([]);
    },
  );

  it('is nobody who claims what a banned guest had only claimed', async () => {
    await impose(await build({ kind: 'guest', email: 'victim@example.org' }));
    expect(await standing(await confirm('victim@example.org'))).toEqual([]);
  });

  it('goes along with a guest who turns out to be a person', async () => {
    const guest = await build({ kind: 'guest', email: 'turns@example.org' });
    const mute = await impose(guest, 'mute');
    const person = await build({ email: 'turns@example.org' });
    const other = await build({ email: 'turns+again@example.org' });
    const before = await room.get(Sanctions).standingOf(person.id, siteId);
    await room.get(Sanctions).handOver(guest.id, person.id);
    expect([await standing(guest.id), await standing(person.id), await standing(other.id)]).toEqual([
      [`mute ${mute}`],
      [`mute ${mute}`],
      [`mute ${mute}`],
    ]);
    expect(await room.database.transaction(() => room.get(Sanctions).stillStands(before))).toBe(false);
  });
});

describe(Sanctions, () => {
  it('knows whether anything was imposed since it was asked, also on another spelling of the mailbox', async () => {
    const [one, two] = [await build({ email: 'twice@example.org' }), await build({ email: 'twice+2@example.org' })];
    const [first, second] = [
      await room.get(Sanctions).standingOf(one.id, siteId),
      await room.get(Sanctions).standingOf(two.id, siteId),
    ];
    const stillStand = () =>
      room.database.transaction(async () => [
        await room.get(Sanctions).stillStands(first),
        await room.get(Sanctions).stillStands(second),
      ]);
    expect(await stillStand()).toEqual([true, true]);
    await impose(one);
    expect(await stillStand()).toEqual([false, false]);
  });

  it('replaces what is of the same kind and scope, and nothing else', async () => {
    const person = await build();
    const [mute, first, everywhere, second] = [
      await impose(person, 'mute'),
      await impose(person),
      await impose(person, 'ban', true),
      await impose(person),
    ];
    expect(await standing(person.id)).toEqual([
      ...[everywhere, second].sort().map((id) => `ban ${id}`),
      `mute ${mute}`,
    ]);
    expect(await room.get(Sanctions).byId(first)).toMatchObject({ liftReason: 'replaced' });
  });

  it('says of nobody that nothing holds', async () => {
    expect(await room.get(Sanctions).standingOf(newId(), siteId)).toMatchObject({ version: 0, sanctions: [] });
  });
});
