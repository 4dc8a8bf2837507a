import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { Clock } from '#kernel';
import { ConfirmedPeople } from '../people/confirmed-people.js';
import { emailKey, readEmail } from '../people/email-key.js';
import { Sessions } from '../sessions/sessions.js';

/** A person with a confirmed address, and the hash of their password if they have one. */
export interface PasswordAccount {
  readonly personId: string;
  readonly passwordHash: string | undefined;
}

/** An account whose address somebody vouches for. The name is for a person who is not known yet. */
export interface SaveAccountInput {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/** People who sign in with a password. */
@Injectable()
export class PasswordAccounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(ConfirmedPeople) private readonly people: ConfirmedPeople,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Who has this address confirmed, or undefined. The same single query for every address. */
  async byEmail(email: string): Promise<PasswordAccount | undefined> {
    const [row] = await this.database.query<{ id: string; password_hash: string | null }>(
      'SELECT id, password_hash FROM people WHERE email_key = $1 AND email_confirmed_at IS NOT NULL',
      [emailKey(this.config.secret.reveal(), email)],
    );
    return row === undefined ? undefined : { personId: row.id, passwordHash: row.password_hash ?? undefined };
  }

  /**
   * Makes the person an account with this password, in the caller's transaction, and ends the sessions they had: who knew the old
   * password must not stay signed in.
   * @returns the person's id.
   * @throws {InvalidEmail} when the text is no address.
   */
  async save({ email: typed, name, passwordHash }: SaveAccountInput): Promise<string> {
    const { email, emailKey: key } = readEmail(this.config.secret.reveal(), typed);
    const personId = await this.people.findOrMake({ email, emailKey: key, name, mayBeReserved: true });
    await this.database.execute(
      `UPDATE people SET kind = 'account', password_hash = $2, updated_at = $3 WHERE id = $1`,
      [personId, passwordHash, this.clock.now()],
    );
    await this.sessions.revokeAllOf(personId);
    return personId;
  }
}
