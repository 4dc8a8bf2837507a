import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { Clock, keyedHash, newId, sha256 } from '#kernel';
import { NameReserved } from '../accounts.errors.js';
import { SESSION_LIFETIME_MS } from '../sessions/session-token.js';
import { readEmail } from './email-key.js';
import { mailboxKey } from './mailbox-key.js';
import { personName } from './person-name.js';
import { isReservedName } from './reserved-names.js';
import { readWebsite } from './website.js';

/** What a guest says about themselves. Nothing of it is confirmed. */
export interface NewGuest {
  readonly name: string;
  readonly email?: string | undefined;
  readonly website?: string | undefined;
  /** Further names that nobody may use, e.g. the site's. */
  readonly alsoReserved?: readonly string[];
}

/** A guest that was made. `token` is the session with which they edit and follow what they write. */
export interface CreatedGuest {
  readonly personId: string;
  readonly token: string;
  /** The name as it is shown. */
  readonly name: string;
}

const INSERT_GUEST = `
  WITH guest AS (
    INSERT INTO people (id, kind, name, name_key, website, email, email_key, mailbox_key, created_at, updated_at)
    SELECT $1::uuid, 'guest', $2::text, $3::text, $4::text, $5::text, $6::bytea, $11::bytea, $7::timestamptz, $7::timestamptz
    WHERE NOT EXISTS (SELECT 1 FROM people WHERE name_key = $3::text AND kind <> 'guest')
    RETURNING id
  )
  INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at)
  SELECT $8::uuid, guest.id, 'guest', $9::bytea, $7::timestamptz, $10::timestamptz FROM guest`;

/** Guests: people of whom only a name is known. */
@Injectable()
export class Guests {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Makes a guest and their session in one statement, in the caller's transaction. The name is guarded by the same statement. An
   * address of somebody else changes nothing about them: it is only what the guest claims (reliability.md V21, A4).
   * @param seed what the token is made of, so that a repeated post gets the same one; a seed is used once.
   * @throws {InvalidName} {InvalidEmail} {InvalidWebsite} when a field is not one.
   * @throws {NameReserved} when the name looks like one that is not free.
   */
  async create(guest: NewGuest, seed?: string): Promise<CreatedGuest> {
    const { name, nameKey } = personName(guest.name);
    if (isReservedName(nameKey, guest.alsoReserved)) throw new NameReserved();
    const address = guest.email === undefined ? undefined : readEmail(this.config.secret.reveal(), guest.email);
    const website = guest.website === undefined ? null : readWebsite(guest.website);
    const now = this.clock.now();
    const personId = newId();
    const token = seed === undefined ? this.token('person', personId) : this.tokenOf(seed);
    const expiresAt = new Date(now.getTime() + SESSION_LIFETIME_MS.guest);
    const inserted = await this.database.execute(INSERT_GUEST, [
      personId,
      name,
      nameKey,
      website,
      address?.email ?? null,
      address?.emailKey ?? null,
      now,
      newId(),
      sha256(token),
      expiresAt,
      address === undefined ? null : mailboxKey(this.config.secret.reveal(), address.email),
    ]);
    if (inserted === 0) throw new NameReserved();
    return { personId, token, name };
  }

  /** The token of the guest that was made with this seed, for answering a repeated post. */
  tokenOf(seed: string): string {
    return this.token('seed', seed);
  }

  /** Ids are public and seeds may be chosen by clients, so that one is never taken for the other. */
  private token(madeOf: 'person' | 'seed', value: string): string {
    return keyedHash(this.config.secret.reveal(), 'guest-session', madeOf, value).toString('base64url');
  }
}
