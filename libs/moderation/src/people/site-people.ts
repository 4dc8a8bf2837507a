import { Inject, Injectable } from '@nestjs/common';
import { NotFound, People, type Person } from '#accounts';
import { Database } from '#platform';
import { IS_KNOWN } from './site-people.queries.js';

/** The people of a site: whoever wrote there, reported something there, or works there. Of others a site's staff learn nothing. */
@Injectable()
export class SitePeople {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
  ) {}

  /**
   * A person that a site's staff may know of.
   * @throws {NotFound} when there is none, or they have nothing to do with the site.
   */
  async known(personId: string, siteId: string): Promise<Person> {
    const [person, rows] = await Promise.all([
      this.people.byId(personId),
      this.database.query(IS_KNOWN, [personId, siteId]),
    ]);
    if (person === undefined || rows.length === 0) throw new NotFound();
    return person;
  }
}
