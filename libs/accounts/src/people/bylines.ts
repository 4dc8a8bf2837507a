import { Inject, Injectable } from '@nestjs/common';
import type { AuthorKind } from '#contracts';
import { Clock, partId } from '#kernel';
import { Database } from '#platform';
import { InvalidName } from '../accounts.errors.js';
import { ConfirmedPeople } from './confirmed-people.js';
import { People } from './people.queries.js';
import { MAX_NAME_LENGTH, personName, type PersonName } from './person-name.js';

/** Whom a publisher names as the author of an article. */
export interface Byline {
  readonly siteId: string;
  /** As the publisher writes it; of any length. */
  readonly name: string;
  /** Keyed hash of the author's address, where the publisher gave it. */
  readonly emailKey?: Buffer | undefined;
}

/** The person whom a byline names. */
export interface BylinePerson {
  readonly id: string;
  readonly name: string;
  readonly kind: AuthorKind;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Of a byline that leaves no name. */
const NOBODY = 'Author';

const INSERT = `
  INSERT INTO people (id, kind, name, name_key, created_at, updated_at) VALUES ($1, 'guest', $2, $3, $4, $4)
  ON CONFLICT (id) DO NOTHING`;

/** Authors of articles, who speak through their publisher and need not have written here themselves. */
@Injectable()
export class Bylines {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConfirmedPeople) private readonly confirmed: ConfirmedPeople,
    @Inject(People) private readonly people: People,
  ) {}

  /**
   * The person of a byline: who has confirmed the address, or else one for each site and name, who cannot sign in. Made when there is none, in the
   * caller's transaction.
   */
  async person({ siteId, name, emailKey }: Byline): Promise<BylinePerson> {
    const ownId = emailKey === undefined ? undefined : await this.confirmed.idByEmail(emailKey);
    const own = ownId === undefined ? undefined : await this.people.byId(ownId);
    if (own !== undefined) return { id: own.id, name: own.name, kind: own.kind };
    const shown = shownName(name);
    const id = partId(siteId, `byline:${shown.nameKey}`);
    await this.database.execute(INSERT, [id, shown.name, shown.nameKey, this.clock.now()]);
    return { id, name: shown.name, kind: 'guest' };
  }
}

/** Cut to what a name may be long. */
function shownName(name: string): PersonName {
  const kept = Array.from(graphemes.segment(name), ({ segment }) => segment).slice(0, MAX_NAME_LENGTH);
  try {
    return personName(kept.join(''));
  } catch (error) {
    if (!(error instanceof InvalidName)) throw error;
    return personName(NOBODY);
  }
}
