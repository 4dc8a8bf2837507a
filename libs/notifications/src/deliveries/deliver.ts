import { Inject, Injectable } from '@nestjs/common';
import { Database, MailTransport, Outbox, parseMailbox, type SendResult } from '#platform';
import type { ComposedMail } from '../mails/composed-mail.js';
import { ComposeMail } from '../mails/compose-mail.js';
import { DeliverySettings } from './delivery-settings.js';
import { deliver } from '../notifications.jobs.js';
import { type DeliveryKind, SENT_ONCE } from './deliveries.js';
import {
  CLAIM_DATA,
  FIND_DELIVERY,
  IS_SUPPRESSED,
  REQUEUE_DELIVERY,
  SETTLE_DELIVERY,
  SUPPRESS_AFTER_TWO,
} from './deliveries.queries.js';

interface DeliveryRow {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly subject_id: string;
  readonly recipient: string;
  readonly recipient_key: Buffer;
  readonly message_id: string;
  readonly state: string;
  readonly attempts: number;
  readonly created_at: Date;
}

type SendableMail = Extract<ComposedMail, { send: true }>['mail'];

/** The waits between tries: they double from a second to a minute, so that a queue drains soon after the server is back (F10). */
const RETRY_FIRST_MS = 1000;
const RETRY_LAST_MS = 60_000;
/** Mail that nobody took for so long is of no use any more. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60 * 1000;
/** What a server says of a mailbox that is not there (RFC 5321, 4.2.3; RFC 7505). Other refusals are about the mail, or about us. */
const NO_SUCH_MAILBOX = ['550', '551', '553', '556'];

/**
 * Sends one message (reliability.md D8): queued -> data -> sent, failed or unknown. `data` is written when the server asks for the
 * text, by compare-and-set, so that of two runs one sends. A notification found in `data` was perhaps sent: it becomes `unknown` and is
 * never sent again. Codes and links found in `data` are sent again under the same `Message-ID`.
 */
@Injectable()
export class Deliver {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(MailTransport) private readonly transport: MailTransport,
    @Inject(ComposeMail) private readonly composer: ComposeMail,
    @Inject(DeliverySettings) private readonly settings: DeliverySettings,
  ) {}

  /** Sends it, or settles why not; in either case the job is done, and a later try is a job of its own. */
  async run(payload: { deliveryId: string }, finish: () => Promise<void>): Promise<void> {
    const [row] = await this.database.query<DeliveryRow>(FIND_DELIVERY, [payload.deliveryId]);
    if (row?.state === 'queued' || row?.state === 'data') await this.attempt(row, finish);
    else await this.database.transaction(finish);
  }

  private async attempt(row: DeliveryRow, finish: () => Promise<void>): Promise<void> {
    if (row.state === 'data' && SENT_ONCE.has(row.kind)) {
      return this.settle(row, 'unknown', 'the process ended while the mail server had the message', finish);
    }
    if (await this.isSuppressed(row)) return this.settle(row, 'dropped', 'the address refuses mail', finish);
    const composed = await this.composer.run(row.kind, row.subject_id);
    if (!composed.send) return this.settle(row, 'dropped', composed.why, finish);
    const sent = await this.send(row, composed.mail);
    if (sent !== 'sent-elsewhere') return this.conclude({ ...row, attempts: row.attempts + 1 }, sent, finish);
    if (SENT_ONCE.has(row.kind)) return this.database.transaction(finish);
    return this.again(row, RETRY_LAST_MS, finish);
  }

  /** Who asks for a code is at the keyboard: a full mailbox of last year must not lock them out. */
  private async isSuppressed(row: DeliveryRow): Promise<boolean> {
    if (row.kind === 'sign-in' || row.kind === 'comment-verification') return false;
    return (await this.database.query(IS_SUPPRESSED, [row.recipient_key])).length > 0;
  }

  private async send(row: DeliveryRow, mail: SendableMail): Promise<SendResult | 'sent-elsewhere'> {
    const claim = { isElsewhere: false };
    const sent = await this.transport.send(
      { ...mail, messageId: row.message_id, from: parseMailbox(this.settings.from), to: { address: row.recipient } },
      {
        onData: async () => {
          const claimed = await this.database.execute(CLAIM_DATA, [
            row.id,
            row.state,
            row.attempts,
            this.settings.now(),
          ]);
          claim.isElsewhere = claimed === 0;
          if (claim.isElsewhere) throw new Error('Another run of this delivery is sending it.');
        },
      },
    );
    return claim.isElsewhere ? 'sent-elsewhere' : sent;
  }

  private async conclude(row: DeliveryRow, sent: SendResult, finish: () => Promise<void>): Promise<void> {
    const reason = [sent.code, sent.reason].filter((part) => part !== undefined).join(' ') || null;
    switch (sent.result) {
      case 'sent':
        return this.settle(row, 'sent', null, finish);
      case 'refused-permanent':
        return this.settle(row, 'failed', reason, finish);
      case 'unknown':
        if (SENT_ONCE.has(row.kind)) return this.settle(row, 'unknown', reason, finish);
        return this.tryLater(row, reason, finish);
      case 'refused-temporary':
      case 'not-sent':
        return this.tryLater(row, reason, finish);
    }
  }

  /**
   * Two commits on purpose: that a mail has left is true whether or not this run still owns the job, and a run that comes between them
   * finds the delivery settled.
   */
  private async settle(
    row: DeliveryRow,
    state: string,
    reason: string | null,
    finish: () => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const now = this.settings.now();
      await this.database.execute(SETTLE_DELIVERY, [row.id, state, reason, now, row.attempts]);
      if (state === 'failed') {
        await this.database.execute(SUPPRESS_AFTER_TWO, [row.recipient_key, now, NO_SUCH_MAILBOX]);
      }
    });
    await this.database.transaction(finish);
  }

  private async tryLater(row: DeliveryRow, reason: string | null, finish: () => Promise<void>): Promise<void> {
    if (this.settings.now().getTime() - row.created_at.getTime() > GIVE_UP_AFTER_MS) {
      return this.settle(row, 'failed', reason, finish);
    }
    await this.database.transaction(async () => {
      await this.database.execute(REQUEUE_DELIVERY, [row.id, reason, row.attempts]);
      await this.again(row, Math.min(RETRY_FIRST_MS * 2 ** (row.attempts - 1), RETRY_LAST_MS), finish);
    });
  }

  private async again(row: DeliveryRow, delayMs: number, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await this.outbox.add(deliver, { deliveryId: row.id }, { delayMs });
      await finish();
    });
  }
}
