import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { Id } from '#contracts';
import { AuditLog, Database, defineAuditEntry } from '#platform';
import { subjectOf } from '../sanctions/sanction-audit.js';
import { SitePeople } from './site-people.js';

/** An admin looked at a person's address (reliability.md, matrix (e) row 34). */
export const emailRead = defineAuditEntry({ kind: 'person.email-read', data: z.strictObject({ personId: Id }) });

/** Shows an admin the whole address of a person, and writes down that it did. */
@Injectable()
export class ReadPersonEmail {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SitePeople) private readonly people: SitePeople,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @throws {NotFound}, and what `authorize` throws. */
  async run(
    actor: Actor,
    { siteId, personId }: { readonly siteId: string; readonly personId: string },
  ): Promise<string | null> {
    authorize(actor, 'person.read-email', { siteId });
    const { email } = await this.people.known(personId, siteId);
    await this.database.transaction(() => this.audit.append(emailRead, subjectOf(actor, siteId), { personId }));
    return email;
  }
}
