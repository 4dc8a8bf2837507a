import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound, type SanctionRecord, Sanctions } from '#accounts';
import { cleanText } from '#kernel';
import { AuditLog, Database } from '#platform';
import { isGrave } from './gravity.js';
import { keyOf, sanctionLifted, subjectOf } from './sanction-audit.js';

/** Ends a sanction before its time. */
@Injectable()
export class LiftSanction {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * A sanction that has ended already stays as it is. Comments that it took away stay away: bringing them back is a decision on each.
   * @throws {NotFound} when there is no such sanction, and what `authorize` throws.
   */
  async run(actor: Actor, sanctionId: string, reason?: string): Promise<SanctionRecord> {
    return this.database.transaction(async () => {
      const sanction = await this.byId(sanctionId);
      const { kind, endsAt, imposedAt, personId, imposedBy } = sanction;
      const siteId = sanction.siteId ?? sanction.imposedOn ?? '';
      authorize(actor, 'sanction.lift', {
        siteId,
        personId: personId ?? '',
        isGrave: isGrave(kind, endsAt, imposedAt),
        isEverywhere: sanction.siteId === null,
        imposedBy,
      });
      const by = actor.kind === 'person' ? actor.personId : null;
      const why = reason === undefined ? null : cleanText(reason, { multiline: false });
      if (await this.sanctions.lift(sanctionId, by, why)) {
        await this.audit.append(sanctionLifted, subjectOf(actor, siteId), {
          ...{ sanctionId, personId, kind },
          ...keyOf(actor),
        });
      }
      return this.byId(sanctionId);
    });
  }

  private async byId(id: string): Promise<SanctionRecord> {
    const sanction = await this.sanctions.byId(id);
    if (sanction === undefined) throw new NotFound();
    return sanction;
  }
}
