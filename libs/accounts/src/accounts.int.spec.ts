import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSchemaDrift } from '#platform';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../testing/src/accounts-room.js';
import { buildPerson, buildSanction } from '../../testing/src/build-person.js';
import { AccountsModule } from './accounts.module.js';
import { CreateApiKey } from './api-keys/create-api-key.js';
import { Guests } from './people/guests.js';
import { People } from './people/people.queries.js';
import { Roles } from './roles/roles.js';
import { Sanctions } from './sanctions/sanctions.js';
import { CreateAdmin } from './staff/create-admin.js';
import { EnsureFirstAdmin } from './staff/ensure-first-admin.js';
import { Login } from './staff/login.js';
import { StartEmailSignIn } from './verification/start-email-sign-in.js';
import { verificationCode, verificationLinkToken } from './verification/verification-secrets.js';
import { VerifyEmail } from './verification/verify-email.js';

let room: AccountsRoom;
let siteId: string;

beforeAll(async () => {
  room = await openAccountsRoom();
  siteId = newId();
  await room.database.execute(
    `INSERT INTO sites (id, key, name, created_at, updated_at) VALUES ($1, 'a-site', 'A site', $2, $2)`,
    [siteId, room.clock.now()],
  );
});
afterAll(async () => {
  await room.close();
});

/** Every value of every table, as text and as the bytes that the text would be. */
async function wholeDatabase(): Promise<string> {
  const source = room.get(DataSource);
  const tables = await source.query<{ name: string }[]>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const dumps: string[] = [];
  for (const { name } of tables) {
    const rows = await source.query<{ row: string }[]>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    dumps.push(...rows.map(({ row }) => row));
  }
  return dumps.join('\n');
}

describe(AccountsModule.name, () => {
  it('keeps no token, code, key or password that could be read from the database', async () => {
    const email = 'secret-keeper@example.org';
    const password = 'a password to look for';
    const setup = await room.get(EnsureFirstAdmin).run();
    await room.get(CreateAdmin).run({ email, password });
    const guest = await room.get(Guests).create({ name: 'Ole' });
    const staff = await room.get(Login).run({ email, password });
    const { key } = await room.get(CreateApiKey).run({ kind: 'system' }, { siteId, name: 'CMS', scopes: ['read'] });
    await room.get(StartEmailSignIn).run({ email });
    const [row] = await room.database.query<{ id: string }>('SELECT id FROM verifications WHERE email = $1', [email]);
    const secret = room.config.secret.reveal();
    const link = verificationLinkToken(secret, row?.id ?? '');
    const reader = await room.get(VerifyEmail).run({ kind: 'anonymous' }, { token: link });
    await room.get(StartEmailSignIn).run({ email });

    const dump = await wholeDatabase();
    expect(dump).toContain(email);
    const setupToken = setup.kind === 'setup' ? (setup.url.split('/').at(-1) ?? '') : '';
    const secrets = {
      password,
      guest: guest.token,
      staff: staff.token,
      reader: reader.token,
      key,
      link,
      setupToken,
      secret,
    };
    for (const [name, value] of Object.entries(secrets)) {
      expect(value.length, name).toBeGreaterThan(12);
      for (const form of [value, Buffer.from(value).toString('hex'), Buffer.from(value, 'base64url').toString('hex')]) {
        expect(dump.includes(form), `${name} is in the database`).toBe(false);
      }
    }
    const code = verificationCode(secret, row?.id ?? '');
    expect(new RegExp(`"[^"]*"\\s*:\\s*"?${code}"?[,}]`).test(dump)).toBe(false);
    expect(dump.includes(Buffer.from(code).toString('hex'))).toBe(false);
  });

  it('has entities that agree with the schema', async () => {
    expect(await findSchemaDrift(room.get(DataSource))).toEqual([]);
  });
});

describe(People.name, () => {
  it('finds people by id and leaves out who is not there', async () => {
    const one = await buildPerson(room.database, { name: 'Enno' });
    const two = await buildPerson(room.database, { kind: 'guest', name: 'Enno' });
    const people = await room.get(People).byIds([one.id, two.id, one.id, newId()]);
    expect([...people.keys()].sort()).toEqual([one.id, two.id].sort());
    expect(people.get(one.id)).toMatchObject({ name: 'Enno', kind: 'verified', email: one.email });
    expect(await room.get(People).byId(newId())).toBeUndefined();
    expect((await room.get(People).byIds([])).size).toBe(0);
  });
});

describe(Roles.name, () => {
  it('knows the admins of a site among people', async () => {
    const build = (of: string | null, role: 'admin' | 'moderator') =>
      buildPerson(room.database, { kind: 'account', roles: [{ siteId: of, role }] });
    const [ofSite, ofAll, moderator] = [
      await build(siteId, 'admin'),
      await build(null, 'admin'),
      await build(siteId, 'moderator'),
    ];
    const ids = [ofSite.id, ofAll.id, moderator.id, newId()];
    expect(await room.get(Roles).adminsAmong(ids, siteId)).toEqual(new Set([ofSite.id, ofAll.id]));
    expect(await room.get(Roles).adminsAmong(ids, newId())).toEqual(new Set([ofAll.id]));
    expect(await room.get(Roles).adminsAmong([], siteId)).toEqual(new Set());
  });
});

describe(Sanctions.name, () => {
  it('names what is in force on a site now, gravest first', async () => {
    const { id } = await buildPerson(room.database, {});
    const soon = new Date(room.clock.nowMs() + 60_000);
    const mute = await buildSanction(room.database, id, 'mute', { siteId });
    const ban = await buildSanction(room.database, id, 'ban', { endsAt: soon });
    await buildSanction(room.database, id, 'ban', { siteId, liftedAt: room.clock.now() });
    await buildSanction(room.database, id, 'ban', { siteId, endsAt: room.clock.now() });
    const active = await room.get(Sanctions).activeFor(id, siteId);
    expect(active.map((one) => one.id)).toEqual([ban, mute]);
    expect(await room.get(Sanctions).activeFor(id, newId())).toMatchObject([{ id: ban, siteId: null, endsAt: soon }]);
    expect(await room.get(Sanctions).activeFor(newId(), siteId)).toEqual([]);
  });
});
