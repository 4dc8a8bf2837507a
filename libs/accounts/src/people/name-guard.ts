import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { NameReserved } from '../accounts.errors.js';
import { personName } from './person-name.js';
import { isReservedName } from './reserved-names.js';

/** Keeps the names of confirmed people, of staff and of offices for those who own them (product.md 3, reliability.md A4). */
@Injectable()
export class NameGuard {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Lets a name pass that a guest may use. One query.
   * @param ownerId the person who may use the name because it is theirs.
   * @param alsoReserved further names that nobody may use, e.g. the site's.
   * @throws {InvalidName} when it is no name at all.
   * @throws {NameReserved} when it looks like a name that is not free.
   */
  async assertFree(name: string, ownerId?: string, alsoReserved: readonly string[] = []): Promise<void> {
    const { nameKey } = personName(name);
    const owners = await this.database.query<{ id: string }>(
      `SELECT id FROM people WHERE name_key = $1 AND kind <> 'guest'`,
      [nameKey],
    );
    const isOwn = owners.some(({ id }) => id === ownerId);
    if (!isOwn && (owners.length > 0 || isReservedName(nameKey, alsoReserved))) throw new NameReserved();
  }
}
