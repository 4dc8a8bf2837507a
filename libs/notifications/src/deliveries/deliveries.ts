import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { AppConfig, Database } from '#platform';
import { messageId } from '../mails/message-id.js';
import { ADD_DELIVERIES } from './deliveries.queries.js';

/** Kinds of mail. Those of `SENT_ONCE` are sent at most once, the others at least once (reliability.md D8). */
export type DeliveryKind =
  | 'notification'
  | 'outcome'
  | 'appeal-outcome'
  | 'addressed'
  | 'subscription-confirmation'
  | 'sign-in'
  | 'comment-verification';

/** What nobody should get twice; whoever waits for a code or a link would rather get two than none. */
export const SENT_ONCE: ReadonlySet<DeliveryKind> = new Set([
  ...(['notification', 'outcome', 'appeal-outcome', 'addressed'] as const),
]);

/** A message that is to be sent. */
export interface NewDelivery {
  readonly kind: DeliveryKind;
  /** The notification, subscription or verification it is about. */
  readonly subjectId: string;
  readonly siteId?: string | undefined;
  readonly recipient: string;
  readonly recipientKey: Buffer;
  /** Its own id by default; notifications name their comment, so that mail clients thread them. */
  readonly messageId?: string;
}

/** The rows of messages: one a recipient and subject, with the state of its sending. */
@Injectable()
export class Deliveries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** Adds one message in the caller's transaction and gives its id. */
  async add(delivery: NewDelivery): Promise<string> {
    const [id] = await this.addMany([delivery]);
    if (id === undefined) throw new Error('A delivery was not added.');
    return id;
  }

  /** Adds messages in one statement; gives their ids in order. A notification that already has one is left out. */
  async addMany(deliveries: readonly NewDelivery[]): Promise<string[]> {
    const now = this.clock.now();
    const rows = deliveries.map((delivery) => ({ ...delivery, id: newId(now.getTime()) }));
    const added = await this.database.query<{ id: string }>(ADD_DELIVERIES, [
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.subjectId),
      rows.map((row) => row.siteId ?? null),
      rows.map((row) => row.recipient),
      rows.map((row) => row.recipientKey),
      rows.map((row) => row.messageId ?? messageId(this.config.publicUrl, row.kind, row.id)),
      now,
    ]);
    const ids = new Set(added.map((row) => row.id));
    return rows.map((row) => row.id).filter((id) => ids.has(id));
  }
}
