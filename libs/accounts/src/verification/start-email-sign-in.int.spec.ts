import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TooManyRequests } from '#platform';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../../testing/src/accounts-room.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { InvalidEmail, InvalidName, NameReserved } from '../accounts.errors.js';
import { verificationRequested } from '../accounts.events.js';
import { StartEmailSignIn } from './start-email-sign-in.js';

let room: AccountsRoom;

beforeAll(async () => {
  room = await openAccountsRoom({ RATE_LIMITS: 'on' });
});
afterAll(async () => {
  await room.close();
});

const anAddress = () => `person-${newId()}@example.org`;
const start = (email: unknown, name?: string, networkKey?: string) =>
  room.get(StartEmailSignIn).run({ email: email as string, name }, networkKey);
const mails = async () => (await room.heard(verificationRequested)).length;

describe(StartEmailSignIn.name, () => {
  it('does the same for an address that is known and for one that is not', async () => {
    const known = anAddress();
    await buildPerson(room.database, { email: known });
    const unknown = anAddress();
    expect(await start(known)).toBe(await start(unknown));
    const rows = await room.database.query(
      `SELECT purpose, name, site_id, guest_id, attempts, used_at, code_expires_at, link_expires_at, created_at
       FROM verifications WHERE email = ANY($1::text[])`,
      [[known, unknown]],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  it('refuses what is no address, before anything is sent', async () => {
    const before = await mails();
    const wrong: unknown[] = ['', 'ada', 'ada@', '@example.org', 'ada@example', 'a b@example.org', 5, null, [], {}];
    for (const email of [...wrong, 'ada@example.org\r\nBcc: x@example.org', 'a@example.org,b@example.org']) {
      await expect(start(email)).rejects.toThrow(InvalidEmail);
    }
    expect(await mails()).toBe(before);
  });

  it.each([
    ['\u200b', InvalidName],
    ['x'.repeat(41), InvalidName],
    ['Adm\u0131n', NameReserved],
  ])('refuses the name %j before anything is sent', async (name, failure) => {
    const before = await mails();
    await expect(start(anAddress(), name)).rejects.toThrow(failure);
    expect(await mails()).toBe(before);
  });

  it('writes to one address five times an hour, however it is spelled, whoever asks', async () => {
    const email = anAddress();
    const before = await mails();
    for (const [at, spelling] of [email, email.toUpperCase(), ` ${email}`, email, email].entries()) {
      await start(spelling, undefined, `network ${at}`);
    }
    await expect(start(email, undefined, 'network 6')).rejects.toThrow(TooManyRequests);
    expect(await mails()).toBe(before + 5);
  });

  it('lets one network ask twenty times an hour', async () => {
    const networkKey = `network ${newId()}`;
    for (let at = 0; at < 20; at++) await start(anAddress(), undefined, networkKey);
    await expect(start(anAddress(), undefined, networkKey)).rejects.toThrow(TooManyRequests);
  });
});
