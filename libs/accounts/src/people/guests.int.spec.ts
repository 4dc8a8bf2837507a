import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../../testing/src/accounts-room.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { InvalidEmail, InvalidName, InvalidWebsite, NameReserved } from '../accounts.errors.js';
import { Authenticator } from '../authenticator.js';
import { Guests } from './guests.js';
import { NameGuard } from './name-guard.js';
import { People } from './people.queries.js';

let room: AccountsRoom;
let staffId: string;
let confirmedId: string;
const confirmedEmail = 'margarethe@example.org';

beforeAll(async () => {
  room = await openAccountsRoom();
  staffId = (
    await buildPerson(room.database, {
      kind: 'account',
      name: 'Paul Moor',
      roles: [{ siteId: null, role: 'moderator' }],
    })
  ).id;
  confirmedId = (await buildPerson(room.database, { name: 'Margarethe', email: confirmedEmail })).id;
});
afterAll(async () => {
  await room.close();
});

const people = async () => (await room.database.query<{ n: number }>('SELECT count(*)::int AS n FROM people'))[0]?.n;

const LOOKALIKES = [
  ['the name itself', 'Margarethe'],
  ['another case', 'mArGaReThE'],
  ['Cyrillic letters', 'M\u0430rg\u0430r\u0435th\u0435'],
  ['a zero-width space', 'Marga\u200brethe'],
  ['a zero-width joiner', 'Marga\u200drethe'],
  ['a dot behind it', 'Margarethe.'],
  ['spaces between', 'M a r g a r e t h e'],
  ['full-width letters', '\uff2d\uff41\uff52\uff47\uff41\uff52\uff45\uff54\uff48\uff45'],
  ['an accent', 'M\u00e1rgarethe'],
  ['a right-to-left override', '\u202eMargarethe\u202c'],
  ['mathematical letters', '\u{1d40c}argarethe'],
  ['the name of staff', 'Paul M00r'],
  ['the name of staff with rn for m', 'PauI rnoor'],
  ['an office', 'M0derator'],
  ['an office with a dot', 'Admin.'],
] as const;

describe(Guests.name, () => {
  it('makes a guest whose token signs in for 180 days', async () => {
    const { personId, token, name } = await room
      .get(Guests)
      .create({ name: '  Ole  ', email: 'ole@example.org', website: 'http://ole.example.org' });
    expect(name).toBe('Ole');
    expect(await room.get(Authenticator).resolve(token)).toMatchObject({
      kind: 'person',
      personId,
      personKind: 'guest',
      sessionKind: 'guest',
      name: 'Ole',
      roles: [],
    });
    expect(await room.get(People).byId(personId)).toMatchObject({
      kind: 'guest',
      website: 'http://ole.example.org/',
      email: 'ole@example.org',
      emailConfirmedAt: null,
    });
  });

  it('joins the transaction of its caller', async () => {
    const before = await people();
    const undone = room.database.transaction(async () => {
      await room.get(Guests).create({ name: 'Undone' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await people()).toBe(before);
  });

  it('gives the token of a seed again, and never that of an id that somebody chose as seed', async () => {
    const guests = room.get(Guests);
    const seed = newId();
    expect((await guests.create({ name: 'Ole' }, seed)).token).toBe(guests.tokenOf(seed));
    const victim = await guests.create({ name: 'Victim' });
    expect(guests.tokenOf(victim.personId)).not.toBe(victim.token);
  });

  it.each([
    ['name', { name: ' ' }, InvalidName],
    ['address', { name: 'Ole', email: 'ole@' }, InvalidEmail],
    ['website', { name: 'Ole', website: 'javascript:alert(1)' }, InvalidWebsite],
  ])('refuses a wrong %s and stores nothing', async (_label, guest, failure) => {
    const before = await people();
    await expect(room.get(Guests).create(guest)).rejects.toThrow(failure);
    expect(await people()).toBe(before);
  });

  it("changes nothing of the person whose address it gives, and looks like any guest's", async () => {
    const row = () => room.database.query('SELECT * FROM people WHERE id = $1', [confirmedId]);
    const before = await row();
    const { personId, token } = await room
      .get(Guests)
      .create({ name: 'Nobody', email: confirmedEmail.toUpperCase(), website: 'https://evil.example.org' });
    expect(await row()).toEqual(before);
    expect(personId).not.toBe(confirmedId);
    const ofAnother = await room.get(Guests).create({ name: 'Nobody', email: 'nobody-known@example.org' });
    const [one, two] = await Promise.all(
      [token, ofAnother.token].map((given) => room.get(Authenticator).resolve(given)),
    );
    expect({ ...one, personId: '', sessionId: '' }).toEqual({ ...two, personId: '', sessionId: '' });
  });

  it.each(LOOKALIKES)('refuses %s', async (_label, name) => {
    const before = await people();
    await expect(room.get(Guests).create({ name })).rejects.toThrow(NameReserved);
    expect(await people()).toBe(before);
  });

  it('lets guests share a name among themselves', async () => {
    await room.get(Guests).create({ name: 'Twin' });
    await expect(room.get(Guests).create({ name: 'Twin' })).resolves.toMatchObject({ name: 'Twin' });
  });

  it('keeps the name of the site', async () => {
    const asSite = room.get(Guests).create({ name: 'Lindholm Hera1d', alsoReserved: ['Lindholm Herald'] });
    await expect(asSite).rejects.toThrow(NameReserved);
  });
});

describe(NameGuard.name, () => {
  it.each(LOOKALIKES)('refuses %s', async (_label, name) => {
    await expect(room.get(NameGuard).assertFree(name)).rejects.toThrow(NameReserved);
  });

  it.each(['Margareta', 'Pauline Moor', 'Twin'])('lets %s pass', async (name) => {
    await expect(room.get(NameGuard).assertFree(name)).resolves.toBeUndefined();
  });

  it('lets people use their own name', async () => {
    await expect(room.get(NameGuard).assertFree('margarethe', confirmedId)).resolves.toBeUndefined();
    await expect(room.get(NameGuard).assertFree('margarethe', staffId)).rejects.toThrow(NameReserved);
  });
});
