import { randomBytes } from 'node:crypto';
import {
  type ApiScope,
  emailKey,
  mailboxKey,
  type GrantedRole,
  type KeyActor,
  type PersonActor,
  personName,
  SESSION_LIFETIME_MS,
  type SanctionKind,
  type SessionKind,
} from '#accounts';
import type { AuthorKind } from '#contracts';
import { newId, sha256 } from '#kernel';
import type { Database } from '#platform';
import { testConfig } from './test-config.js';

/** A person with a session that is open, as an actor and as a bearer token. */
export interface BuiltPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly token: string;
  readonly actor: PersonActor;
}

/** What may differ from the usual person: a person with a confirmed address and no roles. A guest's address is only claimed. */
export interface PersonParts {
  kind?: AuthorKind;
  name?: string;
  email?: string | null;
  website?: string;
  passwordHash?: string;
  roles?: readonly GrantedRole[];
  /** Staff when there is a staff role, else what fits the kind. */
  sessionKind?: SessionKind;
  at?: Date;
  secret?: string;
}

/** An API key, as an actor and as a bearer token. */
export interface BuiltApiKey {
  readonly id: string;
  readonly token: string;
  readonly actor: KeyActor;
}

/** The instant at which `ManualClock` starts. */
const USUAL_NOW = new Date('2026-03-01T12:00:00.000Z');

/** Puts a person with an open session into the database, past the verbs. */
export async function buildPerson(database: Database, parts: PersonParts = {}): Promise<BuiltPerson> {
  const { kind = 'verified', roles = [], at = USUAL_NOW, secret = testConfig().secret.reveal() } = parts;
  const id = newId();
  const { name, nameKey } = personName(parts.name ?? `Person ${id.slice(-12)}`);
  const email = parts.email === undefined && kind !== 'guest' ? `person-${id}@example.org` : (parts.email ?? null);
  await database.execute(
    `INSERT INTO people (id, kind, name, name_key, website, email, email_key, email_confirmed_at, password_hash, created_at, updated_at, mailbox_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
    [
      id,
      kind,
      name,
      nameKey,
      parts.website ?? null,
      email,
      email === null ? null : emailKey(secret, email),
      kind === 'guest' || email === null ? null : at,
      parts.passwordHash ?? null,
      at,
      email === null ? null : mailboxKey(secret, email),
    ],
  );
  for (const { siteId, role } of roles) {
    await database.execute('INSERT INTO roles (id, person_id, site_id, role, created_at) VALUES ($1, $2, $3, $4, $5)', [
      newId(),
      id,
      siteId,
      role,
      at,
    ]);
  }
  const isStaff = roles.some(({ role }) => role === 'moderator' || role === 'admin');
  const sessionKind = parts.sessionKind ?? (isStaff ? 'staff' : kind === 'guest' ? 'guest' : 'reader');
  const { token, sessionId } = await buildSession(database, id, sessionKind, at);
  const actor: PersonActor = { kind: 'person', personId: id, personKind: kind, name, roles, sessionId, sessionKind };
  return { id, name, email, token, actor };
}

/** Puts one more session of a person into the database. */
export async function buildSession(
  database: Database,
  personId: string,
  kind: SessionKind,
  at: Date = USUAL_NOW,
): Promise<{ readonly token: string; readonly sessionId: string }> {
  const token = randomBytes(32).toString('base64url');
  const sessionId = newId();
  await database.execute(
    'INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [sessionId, personId, kind, sha256(token), at, new Date(at.getTime() + SESSION_LIFETIME_MS[kind])],
  );
  return { token, sessionId };
}

/** Puts an API key of a site into the database. */
export async function buildApiKey(
  database: Database,
  siteId: string,
  scopes: readonly ApiScope[],
  at: Date = USUAL_NOW,
): Promise<BuiltApiKey> {
  const id = newId();
  const token = `cq_${id.replaceAll('-', '')}.${randomBytes(32).toString('base64url')}`;
  await database.execute(
    'INSERT INTO api_keys (id, site_id, name, key_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, siteId, 'A key', sha256(token), scopes, at],
  );
  return { id, token, actor: { kind: 'key', keyId: id, siteId, scopes } };
}

/** Puts a sanction against a person into the database. Without `siteId` it holds on every site; without `endsAt` for good. */
export async function buildSanction(
  database: Database,
  personId: string,
  kind: SanctionKind,
  parts: { siteId?: string; endsAt?: Date; liftedAt?: Date; at?: Date } = {},
): Promise<string> {
  const id = newId();
  await database.execute(
    `INSERT INTO sanctions (id, site_id, person_id, kind, reason, created_at, ends_at, lifted_at, mailbox_key)
     SELECT $1::uuid, $2::uuid, id, $4::text, 'a reason', $5::timestamptz, $6::timestamptz, $7::timestamptz, CASE WHEN email_confirmed_at IS NOT NULL THEN mailbox_key END
     FROM people WHERE id = $3::uuid`,
    [id, parts.siteId ?? null, personId, kind, parts.at ?? USUAL_NOW, parts.endsAt ?? null, parts.liftedAt ?? null],
  );
  return id;
}
