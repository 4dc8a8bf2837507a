import { Inject, Injectable } from '@nestjs/common';
import type { AuthorKind } from '#contracts';
import { Database } from '#platform';

/** A person as the other rooms see them. `email` is claimed only, unless `emailConfirmedAt` is set. */
export interface Person {
  readonly id: string;
  readonly kind: AuthorKind;
  readonly name: string;
  readonly website: string | null;
  readonly email: string | null;
  readonly emailKey: Buffer | null;
  readonly emailConfirmedAt: Date | null;
  /** Keyed hash of the mailbox that the address reaches, as far as spelling tells. */
  readonly mailboxKey: Buffer | null;
  readonly createdAt: Date;
}

const BY_IDS = `
  SELECT id, kind, name, website, email, email_key AS "emailKey", email_confirmed_at AS "emailConfirmedAt", mailbox_key AS "mailboxKey",
    created_at AS "createdAt"
  FROM people WHERE id = ANY($1::uuid[])`;

/** Reads people. */
@Injectable()
export class People {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One person, or undefined. */
  async byId(id: string): Promise<Person | undefined> {
    return (await this.database.query<Person>(BY_IDS, [[id]]))[0];
  }

  /** The people with these ids, by id. Ids of nobody are left out. One query. */
  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    if (ids.length === 0) return new Map();
    const people = await this.database.query<Person>(BY_IDS, [[...new Set(ids)]]);
    return new Map(people.map((person) => [person.id, person]));
  }
}
