import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Clock, newId } from '#kernel';
import type { Person } from '../people/people.queries.js';
import type { SanctionKind } from './sanction.entity.js';
import {
  COUNT_IMPOSED,
  HAND_OVER,
  HISTORY,
  INSERT_SANCTION,
  LIFT_SANCTION,
  REPLACE_OLDER,
  SANCTION,
  STANDING,
  STILL_STANDS,
} from './sanctions.queries.js';

/** A sanction in force. `siteId` null: on every site; `endsAt` null: until it is lifted. */
export interface ActiveSanction {
  readonly id: string;
  readonly siteId: string | null;
  readonly kind: SanctionKind;
  readonly reason: string;
  /** What the person is told. */
  readonly publicText: string | null;
  readonly endsAt: Date | null;
}

/** How a person stands on a site, and which sanctions were looked at for it. */
export interface Standing {
  readonly personId: string;
  readonly version: number;
  readonly sanctions: readonly ActiveSanction[];
}

/** A sanction about to be imposed. */
export interface NewSanction {
  readonly person: Pick<Person, 'id' | 'emailConfirmedAt' | 'mailboxKey'>;
  readonly siteId: string | null;
  /** The site whose moderators imposed it. */
  readonly imposedOn: string;
  readonly kind: SanctionKind;
  readonly reason: string;
  readonly note: string | null;
  readonly publicText: string | null;
  readonly endsAt: Date | null;
  readonly imposedBy: string | null;
  readonly imposedByKey: string | null;
}

/** A sanction with its history. `personId` is null when the person was erased. */
export interface SanctionRecord extends ActiveSanction {
  readonly personId: string | null;
  readonly imposedOn: string | null;
  readonly note: string | null;
  readonly imposedBy: string | null;
  readonly imposedByKey: string | null;
  readonly imposedAt: Date;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
}

interface StandingRow {
  readonly version: number;
  readonly id: string | null;
  readonly site_id: string | null;
  readonly kind: SanctionKind;
  readonly reason: string;
  readonly public_text: string | null;
  readonly ends_at: Date | null;
}

/** Sanctions of people: kept, ended and asked for. Who may impose one is for the caller to decide. */
@Injectable()
export class Sanctions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The sanctions that are in force against a person on a site now, gravest and longest first. Empty is the usual answer. */
  async activeFor(personId: string, siteId: string): Promise<readonly ActiveSanction[]> {
    return (await this.standingOf(personId, siteId)).sanctions;
  }

  /** How a person stands on a site now. One query. */
  async standingOf(personId: string, siteId: string): Promise<Standing> {
    const rows = await this.database.query<StandingRow>(STANDING, [personId, siteId, this.clock.now()]);
    return { personId, version: rows[0]?.version ?? 0, sanctions: rows.flatMap(toActive) };
  }

  /**
   * Whether a standing that was read before still holds. In the caller's transaction; until it ends nothing is imposed on the person,
   * so that what is written as theirs is never later than a ban (reliability.md F16).
   */
  async stillStands({ personId, version }: Pick<Standing, 'personId' | 'version'>): Promise<boolean> {
    return (await this.database.query(STILL_STANDS, [personId, version])).length > 0;
  }

  /**
   * Imposes a sanction in the caller's transaction, in place of one of the same kind and scope. It holds for the confirmed mailbox of
   * the person as well.
   * @returns its id.
   */
  async impose(sanction: NewSanction): Promise<string> {
    const { person, siteId, kind } = sanction;
    const mailbox = person.emailConfirmedAt === null ? null : person.mailboxKey;
    const id = newId(this.clock.nowMs());
    const now = this.clock.now();
    await this.database.execute(COUNT_IMPOSED, [person.id, mailbox]);
    await this.database.execute(REPLACE_OLDER, [person.id, kind, siteId, now, sanction.imposedBy]);
    await this.database.execute(INSERT_SANCTION, [
      ...[id, siteId, sanction.imposedOn, person.id, mailbox, kind, sanction.reason, sanction.note],
      ...[sanction.publicText, sanction.imposedBy, sanction.imposedByKey, now, sanction.endsAt],
    ]);
    return id;
  }

  /** Lifts a sanction; false when it is not in force any more. */
  async lift(id: string, by: string | null, why: string | null): Promise<boolean> {
    return (await this.database.execute(LIFT_SANCTION, [id, this.clock.now(), by, why])) > 0;
  }

  /** One sanction, or undefined. */
  async byId(id: string): Promise<SanctionRecord | undefined> {
    return (await this.database.query<SanctionRecord & Record<string, unknown>>(SANCTION, [id]))[0];
  }

  /** What was ever imposed on a person on a site or everywhere, newest first, after an id. */
  async history(personId: string, siteId: string, after: string, limit: number): Promise<SanctionRecord[]> {
    return this.database.query<SanctionRecord & Record<string, unknown>>(HISTORY, [personId, siteId, after, limit]);
  }

  /** Gives what was imposed on a guest to the person the guest turned out to be, in the caller's transaction. */
  async handOver(guestId: string, personId: string): Promise<void> {
    await this.database.execute(HAND_OVER, [guestId, personId]);
  }
}

function toActive({ id, site_id, kind, reason, public_text, ends_at }: StandingRow): ActiveSanction[] {
  return id === null ? [] : [{ id, siteId: site_id, kind, reason, publicText: public_text, endsAt: ends_at }];
}
