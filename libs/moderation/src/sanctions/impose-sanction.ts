import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, type Person, rankOn, Roles, type SanctionRecord, Sanctions } from '#accounts';
import type { ImposeSanctionBody } from '#contracts';
import { cleanText, Clock } from '#kernel';
import { AuditLog, Database, Outbox } from '#platform';
import { EndLiesBehind } from '../moderation.errors.js';
import { applySanction } from '../people/people.jobs.js';
import { SitePeople } from '../people/site-people.js';
import { isGrave } from './gravity.js';
import { keyOf, sanctionImposed, subjectOf } from './sanction-audit.js';
import { INSERT_EFFECT } from './sanctions.queries.js';

/** A sanction that is wanted, on the site whose staff want it. */
export interface ImposeSanctionInput extends Omit<ImposeSanctionBody, 'site'> {
  readonly siteId: string;
  readonly personId: string;
}

/** Mutes, suspends or bans a person on a site, or everywhere. */
@Injectable()
export class ImposeSanction {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SitePeople) private readonly people: SitePeople,
    @Inject(Roles) private readonly roles: Roles,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * One transaction. It holds from the commit on: whatever the person is writing at this moment is not public at once. What it does
   * to comments that are there is left to a job, which asks again whether its maker may.
   * @throws {NotFound} when the site's staff know of no such person; {EndLiesBehind}; and what `authorize` throws.
   */
  async run(actor: Actor, input: ImposeSanctionInput): Promise<SanctionRecord> {
    const { siteId, personId, kind } = input;
    const least = { siteId, personId, isGrave: false, isEverywhere: false, personRank: 'none' } as const;
    authorize(actor, 'sanction.impose', least);
    const person = await this.people.known(personId, siteId);
    const now = this.clock.now();
    const endsAt = input.endsAt === undefined ? null : new Date(input.endsAt);
    if (endsAt !== null && endsAt <= now) throw new EndLiesBehind();
    authorize(actor, 'sanction.impose', {
      siteId,
      personId,
      isGrave: isGrave(kind, endsAt, now),
      isEverywhere: input.scope === 'everywhere',
      personRank: rankOn(await this.roles.of(personId), siteId),
    });
    return this.database.transaction(() => this.impose(actor, input, person, endsAt));
  }

  private async impose(
    actor: Actor,
    input: ImposeSanctionInput,
    person: Person,
    endsAt: Date | null,
  ): Promise<SanctionRecord> {
    const { siteId, kind, reason, comments } = input;
    const isEverywhere = input.scope === 'everywhere';
    const id = await this.sanctions.impose({
      ...{ person, kind, reason, endsAt },
      siteId: isEverywhere ? null : siteId,
      imposedOn: siteId,
      note: input.note === undefined ? null : cleanText(input.note, { multiline: true }),
      publicText: input.publicText === undefined ? null : cleanText(input.publicText, { multiline: false }),
      imposedBy: actor.kind === 'person' ? actor.personId : null,
      imposedByKey: actor.kind === 'key' ? actor.keyId : null,
    });
    if (comments !== 'leave') {
      await this.database.execute(INSERT_EFFECT, [id, comments]);
      await this.outbox.add(applySanction, { sanctionId: id });
    }
    await this.audit.append(sanctionImposed, subjectOf(actor, siteId), {
      ...{ sanctionId: id, personId: person.id, kind, isEverywhere, reason, comments },
      endsAt: endsAt?.toISOString() ?? null,
      ...keyOf(actor),
    });
    const record = await this.sanctions.byId(id);
    if (record === undefined) throw new Error('A sanction is gone that was just imposed.');
    return record;
  }
}
