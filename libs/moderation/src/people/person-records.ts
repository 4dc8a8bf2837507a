import { Inject, Injectable } from '@nestjs/common';
import { type ActiveSanction, maskEmail, type Person, rankOn, Roles, type SanctionRecord, Sanctions } from '#accounts';
import type { PersonRecord } from '#contracts';
import { Database } from '#platform';
import { Flaggers } from '../flags/flaggers.js';
import { type CommentCounts, SanctionList } from '../sanctions/sanction-list.js';
import { type LikelyLinked, LinkedPeople } from './linked-people.js';
import { SEEN } from './people.queries.js';

/** A person as a site's staff may know them. */
export interface PersonOnSite {
  readonly person: Person;
  /** Masked. */
  readonly email: string | null;
  readonly trust: PersonRecord['person']['trust'];
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly counts: CommentCounts;
  readonly flags: {
    readonly raised: number;
    readonly agreed: number;
    readonly disagreed: number;
    readonly weight: number;
  };
  readonly sanctions: readonly SanctionRecord[];
  readonly notes: number;
  readonly linked: readonly LikelyLinked[];
}

interface SeenRow {
  readonly first_seen: Date | null;
  readonly last_seen: Date | null;
  readonly notes: number;
  readonly raised: number;
  readonly agreed: number;
  readonly disagreed: number;
}

/** Gathers what there is to know of a person on a site. */
@Injectable()
export class PersonRecords {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Roles) private readonly roles: Roles,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(SanctionList) private readonly lists: SanctionList,
    @Inject(Flaggers) private readonly flaggers: Flaggers,
    @Inject(LinkedPeople) private readonly links: LinkedPeople,
  ) {}

  /** The record of a person whom the site knows. A fixed number of bounded reads. */
  async of(person: Person, siteId: string): Promise<PersonOnSite> {
    const { id } = person;
    const roles = await this.roles.of(id);
    const isGuest = person.kind === 'guest';
    const [[seen], counts, active, flagger, linked] = await Promise.all([
      this.database.query<SeenRow & Record<string, unknown>>(SEEN, [id, siteId]),
      this.lists.counts(id, siteId),
      this.sanctions.activeFor(id, siteId),
      this.flaggers.ofPerson({ id, isGuest, roles }, siteId),
      this.links.of(id, siteId),
    ]);
    const rank = rankOn(roles, siteId);
    const isTrusted = roles.some((one) => one.role === 'trusted' && (one.siteId === null || one.siteId === siteId));
    const reader = isGuest ? 'guest' : isTrusted ? 'trusted' : flagger.isKnown ? 'known' : 'new';
    return {
      person,
      email: person.email === null ? null : maskEmail(person.email),
      trust: rank === 'none' ? reader : rank,
      firstSeenAt: seen?.first_seen ?? null,
      lastSeenAt: seen?.last_seen ?? null,
      counts,
      flags: {
        raised: seen?.raised ?? 0,
        agreed: seen?.agreed ?? 0,
        disagreed: seen?.disagreed ?? 0,
        weight: flagger.weight,
      },
      sanctions: await this.inForce(active),
      notes: seen?.notes ?? 0,
      linked,
    };
  }

  private async inForce(active: readonly ActiveSanction[]): Promise<SanctionRecord[]> {
    const records = await Promise.all(active.map(({ id }) => this.sanctions.byId(id)));
    return records.flatMap((record) => (record === undefined ? [] : [record]));
  }
}
