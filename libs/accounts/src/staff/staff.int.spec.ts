import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TooManyRequests } from '#platform';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../../testing/src/accounts-room.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import {
  InvalidEmail,
  InvalidName,
  InvalidPassword,
  InvalidToken,
  SignInRequired,
  WrongCredentials,
} from '../accounts.errors.js';
import { Authenticator } from '../authenticator.js';
import { ClaimSetup } from './claim-setup.js';
import { CreateAdmin } from './create-admin.js';
import { EnsureFirstAdmin } from './ensure-first-admin.js';
import { Login } from './login.js';

const password = 'correct horse battery staple';
const anAddress = () => `person-${newId()}@example.org`;

async function using(
  env: Readonly<Record<string, string>>,
  work: (room: AccountsRoom) => Promise<void>,
): Promise<void> {
  const room = await openAccountsRoom(env);
  try {
    await work(room);
  } finally {
    await room.close();
  }
}

describe(Login.name, () => {
  let room: AccountsRoom;
  beforeAll(async () => {
    room = await openAccountsRoom();
  });
  afterAll(async () => {
    await room.close();
  });
  const login = (email: unknown, given: unknown) => room.get(Login).run({ email, password: given } as never);

  it('opens a staff session of 12 hours for staff', async () => {
    const email = anAddress();
    await room.get(CreateAdmin).run({ email, password, name: 'Karin' });
    const signedIn = await login(` ${email.toUpperCase()}`, password);
    expect(signedIn).toMatchObject({
      sessionKind: 'staff',
      person: { name: 'Karin', kind: 'account', roles: [{ siteId: null, role: 'admin' }] },
    });
    expect(signedIn.expiresAt.getTime() - room.clock.nowMs()).toBe(12 * 3_600_000);
    expect(await room.get(Authenticator).resolve(signedIn.token)).toMatchObject({ sessionKind: 'staff' });
  });

  it("opens a reader's session for others", async () => {
    const email = anAddress();
    const { personId } = await room.get(CreateAdmin).run({ email, password });
    await room.database.execute('DELETE FROM roles WHERE person_id = $1', [personId]);
    expect(await login(email, password)).toMatchObject({ sessionKind: 'reader', person: { roles: [] } });
  });

  it('answers the same for a wrong password, an unknown address, no password and no address', async () => {
    const staff = anAddress();
    await room.get(CreateAdmin).run({ email: staff, password });
    const reader = anAddress();
    await buildPerson(room.database, { email: reader });
    const guest = anAddress();
    await buildPerson(room.database, { kind: 'guest', email: guest });
    const tries: [unknown, unknown][] = [
      [staff, 'wrong password, 12'],
      [anAddress(), password],
      [reader, password],
      [guest, password],
      ['no address', password],
      [staff, ''],
      [staff, true],
      [staff, [password]],
      [{ $ne: null }, password],
      [staff, `${password}\0`],
      [null, null],
    ];
    const answers = await Promise.all(
      tries.map(([email, given]) => login(email, given).catch((error: unknown) => error)),
    );
    for (const answer of answers) {
      expect(answer).toBeInstanceOf(WrongCredentials);
      expect(answer).toMatchObject({
        code: 'wrong_credentials',
        message: new WrongCredentials().message,
        details: undefined,
      });
    }
  });

  it('works as long for an unknown address as for a known one', async () => {
    const known = anAddress();
    await room.get(CreateAdmin).run({ email: known, password });
    const took = async (email: string) => {
      const from = performance.now();
      await login(email, 'wrong password, 12').catch(() => undefined);
      return performance.now() - from;
    };
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (let round = 0; round < 12; round++) {
      times.known.push(await took(known));
      times.unknown.push(await took(anAddress()));
    }
    const middle = (list: number[]) => list.sort((a, b) => a - b)[6] ?? 0;
    expect(middle(times.unknown) / middle(times.known)).toBeGreaterThan(0.5);
    expect(middle(times.unknown) / middle(times.known)).toBeLessThan(2);
  });

  it('counts tries by network and by address before it hashes', async () => {
    await using({ RATE_LIMITS: 'on' }, async (limited) => {
      const attempt = (email: string, networkKey: string) =>
        limited.get(Login).run({ email, password: 'wrong' }, networkKey);
      const outcomes = async (tries: number, one: () => Promise<unknown>) => {
        const results = await Promise.allSettled(Array.from({ length: tries }, one));
        return results.map((result) => (result.status === 'rejected' ? (result.reason as Error).name : 'in'));
      };
      const victim = anAddress();
      const byAddress = await outcomes(14, () => attempt(victim, newId()));
      expect(byAddress.filter((name) => name === WrongCredentials.name)).toHaveLength(10);
      expect(byAddress.filter((name) => name === TooManyRequests.name)).toHaveLength(4);
      const networkKey = newId();
      const byNetwork = await outcomes(14, () => attempt(anAddress(), networkKey));
      expect(byNetwork.filter((name) => name === TooManyRequests.name)).toHaveLength(4);
    });
  });
});

describe(CreateAdmin.name, () => {
  it('changes nothing when repeated, and ends sessions when the password is another', async () => {
    await using({}, async (room) => {
      const email = anAddress();
      const row = () => room.database.query('SELECT * FROM people WHERE email = $1', [email]);
      const { personId } = await room.get(CreateAdmin).run({ email, password });
      const before = await row();
      const { token } = await room.get(Login).run({ email, password });
      expect(await room.get(CreateAdmin).run({ email: email.toUpperCase(), password })).toEqual({ personId });
      expect(await row()).toEqual(before);
      await expect(room.get(Authenticator).resolve(token)).resolves.toBeDefined();

      expect(await room.get(CreateAdmin).run({ email, password: 'another password, long' })).toEqual({ personId });
      await expect(room.get(Authenticator).resolve(token)).rejects.toThrow(SignInRequired);
      await expect(room.get(Login).run({ email, password })).rejects.toThrow(WrongCredentials);
      await expect(room.get(Login).run({ email, password: 'another password, long' })).resolves.toBeDefined();
    });
  });

  it('makes an admin of somebody who is known, and keeps their name', async () => {
    await using({}, async (room) => {
      const email = anAddress();
      const { id, token } = await buildPerson(room.database, { email, name: 'Sönke' });
      expect(await room.get(CreateAdmin).run({ email, password, name: 'Admin' })).toEqual({ personId: id });
      const signedIn = await room.get(Login).run({ email, password });
      expect(signedIn.person).toMatchObject({ id, name: 'Sönke', kind: 'account' });
      await expect(room.get(Authenticator).resolve(token)).rejects.toThrow(SignInRequired);
    });
  });
});

describe(EnsureFirstAdmin.name, () => {
  it('makes the admin of the configuration, at every start the same', async () => {
    await using({ ADMIN_EMAIL: 'chief@example.org', ADMIN_PASSWORD: password }, async (room) => {
      const first = await room.get(EnsureFirstAdmin).run();
      expect(first.kind).toBe('configured');
      expect(await room.get(EnsureFirstAdmin).run()).toEqual(first);
      expect(await room.get(Login).run({ email: 'chief@example.org', password })).toMatchObject({
        sessionKind: 'staff',
      });
    });
  });

  it('gives a link while there is no admin, and none afterwards', async () => {
    await using({}, async (room) => {
      const token = await linkToken(room);
      const later = await linkToken(room);
      const { personId } = await room
        .get(ClaimSetup)
        .run(token, { email: 'chief@example.org', password, name: 'Chief' });
      expect(await room.get(Login).run({ email: 'chief@example.org', password })).toMatchObject({
        person: { id: personId, name: 'Chief' },
      });
      expect(await room.get(EnsureFirstAdmin).run()).toEqual({ kind: 'present' });
      for (const closed of [token, later]) {
        const again = room.get(ClaimSetup).run(closed, { email: 'thief@example.org', password });
        await expect(again).rejects.toThrow(InvalidToken);
      }
      expect(await admins(room)).toBe(1);
    });
  });
});

describe(ClaimSetup.name, () => {
  it('makes one admin of 20 who claim at once', async () => {
    await using({}, async (room) => {
      const tokens = [await linkToken(room), await linkToken(room)];
      const claims = await Promise.allSettled(
        Array.from({ length: 20 }, (_, at) =>
          room.get(ClaimSetup).run(tokens[at % 2] ?? '', { email: anAddress(), password }),
        ),
      );
      expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await admins(room)).toBe(1);
    });
  });

  it('leaves the link good when a field is refused, and closes it after 24 hours', async () => {
    await using({}, async (room) => {
      const token = await linkToken(room);
      const claim = (fields: object) => room.get(ClaimSetup).run(token, { email: anAddress(), password, ...fields });
      await expect(claim({ password: 'short' })).rejects.toThrow(InvalidPassword);
      await expect(claim({ email: 'nowhere' })).rejects.toThrow(InvalidEmail);
      await expect(claim({ name: ' ' })).rejects.toThrow(InvalidName);
      room.clock.advance(86_400_000);
      await expect(claim({})).rejects.toThrow(InvalidToken);
      expect(await admins(room)).toBe(0);
    });
  });

  it('refuses any other shape of token', async () => {
    await using({}, async (room) => {
      const token = await linkToken(room);
      const wrong: unknown[] = [
        undefined,
        null,
        '',
        true,
        1,
        [],
        [token],
        {},
        `${token}\n`,
        'A'.repeat(43),
        'x'.repeat(10_240),
      ];
      for (const shape of wrong) {
        const claim = room.get(ClaimSetup).run(shape as never, { email: anAddress(), password });
        await expect(claim).rejects.toThrow(InvalidToken);
      }
      expect(await admins(room)).toBe(0);
    });
  });
});

async function linkToken(room: AccountsRoom): Promise<string> {
  const outcome = await room.get(EnsureFirstAdmin).run();
  if (outcome.kind !== 'setup') throw new Error(`expected a link, got ${outcome.kind}`);
  expect(outcome.url.startsWith(`${room.config.publicUrl}/setup/`)).toBe(true);
  return outcome.url.slice(outcome.url.lastIndexOf('/') + 1);
}

async function admins(room: AccountsRoom): Promise<number> {
  const [row] = await room.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM roles WHERE role = 'admin'`);
  return row?.n ?? 0;
}
