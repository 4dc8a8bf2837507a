import { Inject, Injectable } from '@nestjs/common';
import { canonicalEmail } from '#kernel';
import { Database, Outbox } from '#platform';
import { deliver } from '../notifications.jobs.js';
import { Deliveries } from './deliveries.js';
import { VERIFICATION } from '../mails/mails.queries.js';
import type { VerificationRow } from '../mails/compose-verification.js';

/** Has the mail with a code and a link sent. */
@Injectable()
export class MailVerification {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
  ) {}

  /** Adds the delivery of a verification; nothing happens when it is gone. */
  async run(payload: { verificationId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const [row] = await this.database.query<VerificationRow>(VERIFICATION, [payload.verificationId]);
      if (row !== undefined) {
        const deliveryId = await this.deliveries.add({
          kind: row.purpose === 'comment' ? 'comment-verification' : 'sign-in',
          subjectId: row.id,
          recipient: canonicalEmail(row.email),
          recipientKey: row.email_key,
        });
        await this.outbox.add(deliver, { deliveryId });
      }
      await finish();
    });
  }
}
