import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Clock, newId, sha256 } from '#kernel';
import type { GrantedRole, PersonActor, SessionKind } from '../actor.js';
import { ActorCache, type KnownActor } from '../actor-cache.js';
import { newToken, SESSION_LIFETIME_MS } from './session-token.js';

/** A new session; the token is known to its holder alone from here on. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

interface SessionRow {
  readonly id: string;
  readonly kind: SessionKind;
  readonly expires_at: Date;
  readonly person_id: string;
  readonly person_kind: PersonActor['personKind'];
  readonly name: string;
  readonly roles: readonly GrantedRole[];
}

const BY_TOKEN = `
  SELECT s.id, s.kind, s.expires_at, p.id AS person_id, p.kind AS person_kind, p.name,
    coalesce(
      (SELECT jsonb_agg(jsonb_build_object('siteId', r.site_id, 'role', r.role)) FROM roles r WHERE r.person_id = p.id),
      '[]'
    ) AS roles
  FROM sessions s JOIN people p ON p.id = s.person_id
  WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2`;

/** Opens, finds and revokes sessions. Only SHA-256 of a token is stored (reliability.md D22). */
@Injectable()
export class Sessions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActorCache) private readonly cache: ActorCache,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Signs a person in with a new token, whatever the caller had before (no session fixation, reliability.md A6). */
  async open(personId: string, kind: SessionKind): Promise<OpenedSession> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + SESSION_LIFETIME_MS[kind]);
    await this.database.execute(
      `INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId(), personId, kind, sha256(token), now, expiresAt],
    );
    return { token, expiresAt };
  }

  /** The person whose session this is and when it ends, or undefined when it is unknown, expired or revoked. */
  async byTokenHash(tokenHash: Buffer): Promise<KnownActor | undefined> {
    const [row] = await this.database.query<SessionRow>(BY_TOKEN, [tokenHash, this.clock.now()]);
    if (row === undefined) return undefined;
    const actor: PersonActor = {
      kind: 'person',
      personId: row.person_id,
      personKind: row.person_kind,
      name: row.name,
      roles: row.roles,
      sessionId: row.id,
      sessionKind: row.kind,
    };
    return { actor, expiresAtMs: row.expires_at.getTime() };
  }

  /** Ends one session, in this process at once. */
  async revoke(sessionId: string): Promise<void> {
    await this.database.execute('UPDATE sessions SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [
      sessionId,
      this.clock.now(),
    ]);
    this.database.afterCommit(() => this.cache.forgetSession(sessionId));
  }

  /** Ends every session of a person, in this process at once. */
  async revokeAllOf(personId: string): Promise<void> {
    await this.database.execute('UPDATE sessions SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
      personId,
      this.clock.now(),
    ]);
    this.database.afterCommit(() => this.cache.forgetPerson(personId));
  }
}
