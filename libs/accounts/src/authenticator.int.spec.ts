import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../testing/src/accounts-room.js';
import { buildApiKey, buildPerson, buildSession } from '../../testing/src/build-person.js';
import { Forbidden, InvalidApiKey, NotFound, SignInRequired } from './accounts.errors.js';
import { ACTOR_CACHE_MS } from './actor-cache.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { CreateApiKey } from './api-keys/create-api-key.js';
import { Authenticator } from './authenticator.js';
import { Roles } from './roles/roles.js';
import { Logout } from './sessions/logout.js';
import { Sessions } from './sessions/sessions.js';

let room: AccountsRoom;
let siteId: string;

beforeAll(async () => {
  room = await openAccountsRoom();
  siteId = await aSite();
});
afterAll(async () => {
  await room.close();
});

async function aSite(): Promise<string> {
  const id = newId();
  await room.database.execute('INSERT INTO sites (id, key, name, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)', [
    id,
    `site-${id}`,
    'A site',
    room.clock.now(),
  ]);
  return id;
}

const resolve = (token: string | undefined) => room.get(Authenticator).resolve(token);
const lastUsed = async (id: string) =>
  (await room.database.query<{ last_used_at: Date | null }>('SELECT last_used_at FROM api_keys WHERE id = $1', [id]))[0]
    ?.last_used_at;

describe(Authenticator.name, () => {
  it('takes no token for nobody', async () => {
    expect(await resolve(undefined)).toEqual({ kind: 'anonymous' });
    expect(await room.get(Authenticator).resolve(undefined, 'net')).toEqual({ kind: 'anonymous', networkKey: 'net' });
  });

  it('knows the person of a session with their roles', async () => {
    const { token, actor } = await buildPerson(room.database, {
      roles: [{ siteId, role: 'moderator' }],
      at: room.clock.now(),
    });
    expect(await resolve(token)).toEqual(actor);
  });

  it.each([
    ['empty', () => ''],
    ['unknown', () => 'A'.repeat(43)],
    ['huge', () => 'A'.repeat(100_000)],
    ['an id', () => newId()],
    ['SQL', () => "' OR 1=1 --"],
    ['a key of nobody', () => `cq_${newId().replaceAll('-', '')}.${'A'.repeat(43)}`],
  ])('refuses a token that is %s', async (_label, token) => {
    await expect(resolve(token())).rejects.toThrow(SignInRequired);
  });

  it('refuses a session from the instant it ends, even when it was just seen', async () => {
    const { token } = await buildPerson(room.database, { roles: [{ siteId, role: 'admin' }], at: room.clock.now() });
    room.clock.advance(12 * 3_600_000 - 1);
    await expect(resolve(token)).resolves.toBeDefined();
    room.clock.advance(1);
    await expect(resolve(token)).rejects.toThrow(SignInRequired);
  });

  it('forgets a session at once on logout, and leaves the person their others', async () => {
    const { id, token } = await buildPerson(room.database, { at: room.clock.now() });
    const second = await buildSession(room.database, id, 'reader', room.clock.now());
    await resolve(second.token);
    await room.get(Logout).run(await resolve(token));
    await expect(resolve(token)).rejects.toThrow(SignInRequired);
    await expect(resolve(second.token)).resolves.toBeDefined();
    await room.get(Sessions).revokeAllOf(id);
    await expect(resolve(second.token)).rejects.toThrow(SignInRequired);
  });

  it('keeps the session when the revocation is rolled back', async () => {
    const { token, actor } = await buildPerson(room.database, { at: room.clock.now() });
    const undone = room.database.transaction(async () => {
      await room.get(Logout).run(actor);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await expect(resolve(token)).resolves.toEqual(actor);
  });

  it('sees what another process did after five seconds at the latest', async () => {
    const other = await room.another();
    other.clock.set(room.clock.now());
    const { id, token } = await buildPerson(room.database, { at: room.clock.now() });
    await resolve(token);
    await other.get(Roles).grant(id, siteId, 'moderator');
    room.clock.advance(ACTOR_CACHE_MS + 1);
    expect(await resolve(token)).toMatchObject({ roles: [{ siteId, role: 'moderator' }] });
    await other.get(Sessions).revokeAllOf(id);
    room.clock.advance(ACTOR_CACHE_MS + 1);
    await expect(resolve(token)).rejects.toThrow(SignInRequired);
  });

  it('sees a role of this process at once', async () => {
    const { id, token } = await buildPerson(room.database, { at: room.clock.now() });
    await resolve(token);
    await room.get(Roles).grant(id, siteId, 'trusted');
    expect(await resolve(token)).toMatchObject({ roles: [{ siteId, role: 'trusted' }] });
    await room.get(Roles).grant(id, siteId, 'moderator');
    expect(await resolve(token)).toMatchObject({ roles: [{ siteId, role: 'moderator' }] });
    await room.get(Roles).revoke(id, siteId);
    expect(await resolve(token)).toMatchObject({ roles: [] });
  });

  it('does not remember what was read before a revocation ended', async () => {
    const { id, token } = await buildPerson(room.database, { at: room.clock.now() });
    const reading = Array.from({ length: 20 }, () => resolve(token));
    await room.get(Sessions).revokeAllOf(id);
    await Promise.allSettled(reading);
    await expect(resolve(token)).rejects.toThrow(SignInRequired);
  });
});

describe('API keys', () => {
  it('know their site and scopes, and note their use at most once a minute', async () => {
    const { id, token, actor } = await buildApiKey(room.database, siteId, ['articles', 'read']);
    const first = room.clock.now();
    expect(await resolve(token)).toEqual(actor);
    expect(await lastUsed(id)).toEqual(first);
    room.clock.advance(59_000);
    await resolve(token);
    expect(await lastUsed(id)).toEqual(first);
    room.clock.advance(6_000);
    await resolve(token);
    expect(await lastUsed(id)).toEqual(room.clock.now());
  });

  it('are made by an admin of the site, shown once and end when they should', async () => {
    const admin = await buildPerson(room.database, { roles: [{ siteId, role: 'admin' }] });
    const expiresAt = new Date(room.clock.nowMs() + 3_600_000);
    const { id, key } = await room
      .get(CreateApiKey)
      .run(admin.actor, { siteId, name: 'CMS', scopes: ['articles'], expiresAt });
    expect(key).toMatch(/^cq_[0-9a-f]{32}\.[\w-]{43}$/);
    expect(await resolve(key)).toEqual({ kind: 'key', keyId: id, siteId, scopes: ['articles'] });
    room.clock.advance(3_600_000);
    await expect(resolve(key)).rejects.toThrow(SignInRequired);
  });

  it('are refused to others, keys among them', async () => {
    const create = (actor: Parameters<CreateApiKey['run']>[0]) =>
      room.get(CreateApiKey).run(actor, { siteId, name: 'CMS', scopes: ['articles'] });
    const elsewhere = await buildPerson(room.database, { roles: [{ siteId: await aSite(), role: 'admin' }] });
    const moderator = await buildPerson(room.database, { roles: [{ siteId, role: 'moderator' }] });
    const { actor: key } = await buildApiKey(room.database, siteId, ['admin']);
    await expect(create({ kind: 'anonymous' })).rejects.toThrow(SignInRequired);
    await expect(create(moderator.actor)).rejects.toThrow(Forbidden);
    await expect(create(elsewhere.actor)).rejects.toThrow(NotFound);
    await expect(create(key)).rejects.toThrow(Forbidden);
  });

  it.each([
    ['no name', { name: ' ', scopes: ['read'] }],
    ['a long name', { name: 'x'.repeat(101), scopes: ['read'] }],
    ['no scope', { name: 'CMS', scopes: [] }],
    ['an unknown scope', { name: 'CMS', scopes: ['everything'] }],
    ['an end in the past', { name: 'CMS', scopes: ['read'], expiresAt: new Date('2020-01-01T00:00:00Z') }],
  ])('are refused with %s', async (_label, input) => {
    const run = room.get(CreateApiKey).run({ kind: 'system' }, { siteId, ...input } as never);
    await expect(run).rejects.toThrow(InvalidApiKey);
  });

  it('of the operator stay as they are when repeated, and replace the one before', async () => {
    const keys = room.get(ApiKeys);
    const first = 'an operator key of the test suite, one';
    const second = 'an operator key of the test suite, two';
    await keys.ensure(siteId, 'SITE_API_KEY', first, ['articles', 'read']);
    const before = await resolve(first);
    await keys.ensure(siteId, 'SITE_API_KEY', first, ['articles', 'read']);
    expect(await resolve(first)).toEqual(before);
    await keys.ensure(siteId, 'SITE_API_KEY', second, ['articles']);
    await expect(resolve(first)).rejects.toThrow(SignInRequired);
    expect(await resolve(second)).toMatchObject({ siteId, scopes: ['articles'] });
  });

  it('end at once when they are revoked, by their own site only', async () => {
    const { id, token } = await buildApiKey(room.database, siteId, ['read']);
    await resolve(token);
    expect(await room.get(ApiKeys).revoke(await aSite(), id)).toBe(false);
    await expect(resolve(token)).resolves.toBeDefined();
    expect(await room.get(ApiKeys).revoke(siteId, id)).toBe(true);
    await expect(resolve(token)).rejects.toThrow(SignInRequired);
  });
});
