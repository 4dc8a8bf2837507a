import { Inject, Injectable } from '@nestjs/common';
import { type GrantedRole, isStaffOf, isStaffRole, type PersonActor } from '#accounts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { flagWeight } from './flag-weight.js';
import { FLAGGER } from './raise-flag.queries.js';

/** What a person's flags on a site weigh, and why. */
export interface FlaggerRecord {
  readonly isGuest: boolean;
  /** Neither a guest nor a newcomer: staff, trusted, or here for 7 days with a comment that is public. */
  readonly isKnown: boolean;
  /** Of one flag. */
  readonly weight: number;
}

interface FlaggerRow {
  readonly created_at: Date;
  readonly agreed: number;
  readonly disagreed: number;
  readonly has_published: boolean;
}

/** An account that was made for the occasion is younger (reliability.md A36; own choice of the number). */
const KNOWN_AFTER_MS = 7 * 86_400_000;

/** Weighs who flags. */
@Injectable()
export class Flaggers {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The person as they stand now. One query. */
  async of(actor: PersonActor, siteId: string): Promise<FlaggerRecord> {
    const isGuest = actor.personKind === 'guest';
    return this.record({ id: actor.personId, isGuest, roles: actor.roles, isStaff: isStaffOf(actor, siteId) }, siteId);
  }

  /** What the next flag of somebody would weigh, for who looks at them. */
  async ofPerson(
    person: { readonly id: string; readonly isGuest: boolean; readonly roles: readonly GrantedRole[] },
    siteId: string,
  ): Promise<FlaggerRecord> {
    const isStaff = person.roles.some((role) => isOn(role, siteId) && isStaffRole(role.role));
    return this.record({ ...person, isStaff }, siteId);
  }

  private async record(
    person: {
      readonly id: string;
      readonly isGuest: boolean;
      readonly roles: readonly GrantedRole[];
      readonly isStaff: boolean;
    },
    siteId: string,
  ): Promise<FlaggerRecord> {
    const { id, isGuest, roles, isStaff } = person;
    const [row] = await this.database.query<FlaggerRow & Record<string, unknown>>(FLAGGER, [id, siteId]);
    const isTrusted = roles.some((role) => isOn(role, siteId) && role.role === 'trusted');
    const { agreed = 0, disagreed = 0 } = row ?? {};
    const isOld = row !== undefined && this.clock.nowMs() - row.created_at.getTime() >= KNOWN_AFTER_MS;
    return {
      isGuest,
      isKnown: isStaff || isTrusted || (!isGuest && isOld && row.has_published),
      weight: flagWeight({ isGuest, isStaff, isTrusted, agreed, disagreed }),
    };
  }
}

function isOn({ siteId: on }: GrantedRole, siteId: string): boolean {
  return on === null || on === siteId;
}
