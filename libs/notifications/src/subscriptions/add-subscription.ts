import { Inject, Injectable } from '@nestjs/common';
import type { SubscriptionKind } from '#contracts';
import { canonicalEmail, Clock, keyedHash, newId } from '#kernel';
import { AppConfig, Database, Outbox } from '#platform';
import { Deliveries } from '../deliveries/deliveries.js';
import { deliver } from '../notifications.jobs.js';
import { ADD_SUBSCRIPTION, LOCK_ADDRESS, UNANSWERED_CONFIRMATIONS } from './subscriptions.queries.js';

/** A wish to hear of something. `isConfirmed` when the address is known to be the asker's own. */
export interface Wish {
  readonly siteId: string;
  readonly articleId: string;
  readonly kind: SubscriptionKind;
  readonly sectionId?: string | undefined;
  readonly commentId?: string | undefined;
  readonly personId?: string | undefined;
  readonly email: string;
  readonly isConfirmed: boolean;
}

/** One unanswered question in a day, however often somebody types the address (reliability.md A31). */
const ASK_AGAIN_AFTER_MS = 24 * 60 * 60 * 1000;

/** Writes a subscription and, for an address nobody has confirmed, asks once whether it is wanted. */
@Injectable()
export class AddSubscription {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Adds it in the caller's transaction, or in one of its own. */
  async run(wish: Wish): Promise<{ id: string; state: 'pending' | 'confirmed' }> {
    return this.database.transaction(async () => {
      const email = canonicalEmail(wish.email);
      const emailKey = keyedHash(this.config.secret.reveal(), 'email', email);
      await this.database.query(LOCK_ADDRESS, [emailKey, wish.siteId]);
      const mustAsk = !wish.isConfirmed && !(await this.wasAsked(emailKey, wish.siteId));
      const now = this.clock.now();
      const [row] = await this.database.query<{ id: string; state: 'pending' | 'confirmed' }>(ADD_SUBSCRIPTION, [
        newId(now.getTime()),
        wish.siteId,
        wish.articleId,
        wish.kind,
        wish.sectionId ?? null,
        wish.commentId ?? null,
        wish.personId ?? null,
        email,
        emailKey,
        wish.isConfirmed ? 'confirmed' : 'pending',
        now,
      ]);
      if (row === undefined) throw new Error('A subscription was neither added nor found.');
      if (row.state === 'pending' && mustAsk) await this.ask(row.id, wish.siteId, email, emailKey);
      return row;
    });
  }

  private async wasAsked(emailKey: Buffer, siteId: string): Promise<boolean> {
    const since = new Date(this.clock.nowMs() - ASK_AGAIN_AFTER_MS);
    return (await this.database.query(UNANSWERED_CONFIRMATIONS, [emailKey, siteId, since])).length > 0;
  }

  private async ask(subscriptionId: string, siteId: string, email: string, recipientKey: Buffer): Promise<void> {
    const deliveryId = await this.deliveries.add({
      kind: 'subscription-confirmation',
      subjectId: subscriptionId,
      siteId,
      recipient: email,
      recipientKey,
    });
    await this.outbox.add(deliver, { deliveryId });
  }
}
