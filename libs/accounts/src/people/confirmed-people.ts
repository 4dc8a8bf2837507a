import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { Clock, newId } from '#kernel';
import { InvalidName } from '../accounts.errors.js';
import { mailboxKey } from './mailbox-key.js';
import { numberedName, personName, type PersonName } from './person-name.js';
import { isReservedName } from './reserved-names.js';

/** Somebody who has just confirmed an address. `name` and `website` are wishes; a person who is known keeps what they have. */
export interface ConfirmedAddress {
  readonly email: string;
  readonly emailKey: Buffer;
  readonly name?: string | undefined;
  readonly website?: string | null | undefined;
  /** Whether the name may be that of an office; for staff. */
  readonly mayBeReserved?: boolean;
}

const NUMBERS_AT_A_TIME = 50;
/** A name that hundreds bear gets a random number; counting on would take a query for each fifty. */
const NUMBERS_IN_ORDER = 500;
const RANDOM_NUMBERS = 1_000_000_000;

const INSERT = `
  INSERT INTO people (id, kind, name, name_key, website, email, email_key, mailbox_key, email_confirmed_at, created_at,
    updated_at)
  VALUES ($1, 'verified', $2, $3, $4, $5, $6, $8, $7, $7, $7)
  ON CONFLICT DO NOTHING`;

/** People whose address is confirmed. Of them there is one for each address, and no two have names that look alike. */
@Injectable()
export class ConfirmedPeople {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The id of the person with a confirmed address, or undefined. */
  async idByEmail(emailKey: Buffer): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>(
      'SELECT id FROM people WHERE email_key = $1 AND email_confirmed_at IS NOT NULL',
      [emailKey],
    );
    return row?.id;
  }

  /**
   * The person of an address that was just confirmed, made when there is none yet. Two at once make one: the unique index decides,
   * and the slower of them finds what the faster made. A name that is not free gets a number, because the code is spent already.
   */
  async findOrMake(address: ConfirmedAddress): Promise<string> {
    const wish = wishedName(address.name);
    for (;;) {
      const known = await this.idByEmail(address.emailKey);
      if (known !== undefined) return known;
      const { name, nameKey } = await this.freeName(wish, address.mayBeReserved ?? false);
      const id = newId();
      const inserted = await this.database.execute(INSERT, [
        id,
        name,
        nameKey,
        address.website ?? null,
        address.email,
        address.emailKey,
        this.clock.now(),
        mailboxKey(this.config.secret.reveal(), address.email),
      ]);
      if (inserted > 0) return id;
    }
  }

  /** The name itself when it is free, else with the first number that is: `Ada 2`, `Ada 3`, and at last a random one. */
  private async freeName(wish: PersonName, mayBeReserved: boolean): Promise<PersonName> {
    for (let from = 1; from < NUMBERS_IN_ORDER; from += NUMBERS_AT_A_TIME) {
      const names = Array.from({ length: NUMBERS_AT_A_TIME }, (_, at) =>
        from + at === 1 ? wish : numberedName(wish, from + at),
      );
      const taken = await this.database.query<{ name_key: string }>(
        `SELECT name_key FROM people WHERE name_key = ANY($1::text[]) AND kind <> 'guest'`,
        [names.map((name) => name.nameKey)],
      );
      const takenKeys = new Set(taken.map((row) => row.name_key));
      const free = names.find(({ nameKey }) => !takenKeys.has(nameKey) && (mayBeReserved || !isReservedName(nameKey)));
      if (free !== undefined) return free;
    }
    return numberedName(wish, randomInt(NUMBERS_IN_ORDER, RANDOM_NUMBERS));
  }
}

/** A person who told no usable name is `Reader` with a number: the address must not show through the name. */
function wishedName(wish: string | undefined): PersonName {
  try {
    return personName(wish ?? '');
  } catch (error) {
    if (!(error instanceof InvalidName)) throw error;
    return numberedName(personName('Reader'), randomInt(NUMBERS_IN_ORDER, RANDOM_NUMBERS));
  }
}
