import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { AppConfig, Database, Outbox } from '#platform';
import { Deliveries } from '../deliveries/deliveries.js';
import { NOT_PUBLIC } from '../mails/compose-notification.js';
import { commentMessageId } from '../mails/message-id.js';
import { deliver } from '../notifications.jobs.js';
import { ADD_NOTIFICATIONS, RECIPIENTS, REVIVE } from './fan-out.queries.js';

interface PublishedComment {
  readonly articleId: string;
  readonly commentId: string;
  /** The decision that made it public. One that was taken back by now tells nobody. */
  readonly decisionId?: string | undefined;
}

interface RecipientRow {
  readonly subscription_id: string;
  readonly site_id: string;
  readonly kind: string;
  readonly email: string;
  readonly email_key: Buffer;
}

/** Recipients of one transaction: enough to be quick, few enough that memory stays flat for any number of subscribers. */
const BATCH = 500;

/**
 * Writes one notification, one delivery and one job for everybody who wants to hear of a comment. Rows are unique by (comment,
 * recipient), so a second run adds nobody (reliability.md D2, F9); a mail that found the comment not public when its turn came goes out
 * when it is public again.
 */
@Injectable()
export class FanOutComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Goes through the recipients in batches; the last batch finishes the job in its own commit. */
  async run(payload: PublishedComment, finish: () => Promise<void>): Promise<void> {
    let after: Buffer = Buffer.alloc(0);
    for (;;) {
      const start = after;
      const batch: RecipientRow[] = await this.database.transaction(async () => {
        const rows = await this.database.query<RecipientRow>(RECIPIENTS, [
          payload.articleId,
          payload.commentId,
          start,
          BATCH,
          payload.decisionId ?? null,
        ]);
        await this.notify(payload, rows);
        if (rows.length < BATCH) await finish();
        return rows;
      });
      if (batch.length < BATCH) return;
      after = batch.at(-1)?.email_key ?? after;
    }
  }

  private async notify(payload: PublishedComment, rows: readonly RecipientRow[]): Promise<void> {
    if (rows.length === 0) return;
    const now = this.clock.now();
    const recipients = new Map(rows.map((row) => [newId(now.getTime()), row]));
    const added = await this.database.query<{ id: string }>(ADD_NOTIFICATIONS, [
      [...recipients.keys()],
      payload.articleId,
      payload.commentId,
      rows.map((row) => row.subscription_id),
      rows.map((row) => row.email_key),
      rows.map((row) => row.kind),
      now,
    ]);
    const deliveryIds = await this.deliveries.addMany(
      added.flatMap(({ id }) => {
        const row = recipients.get(id);
        if (row === undefined) return [];
        return {
          kind: 'notification' as const,
          subjectId: id,
          siteId: row.site_id,
          recipient: row.email,
          recipientKey: row.email_key,
          messageId: commentMessageId(
            this.config.publicUrl,
            this.config.secret.reveal(),
            payload.commentId,
            row.email_key,
          ),
        };
      }),
    );
    const revived = await this.database.query<{ id: string }>(REVIVE, [
      payload.commentId,
      rows.map((row) => row.email_key),
      NOT_PUBLIC,
    ]);
    await this.outbox.addMany(
      deliver,
      [...deliveryIds, ...revived.map(({ id }) => id)].map((deliveryId) => ({ deliveryId })),
    );
  }
}
