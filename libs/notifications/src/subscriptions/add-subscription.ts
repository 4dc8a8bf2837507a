import { Inject, Injectable } from '@nestjs/common';
import type { SubscriptionKind } from '#contracts';
import { canonicalEmail, Clock, keyedHash, newId } from '#kernel';
import { AppConfig, Database, Outbox } from '#platform';
import { askConfirmation } from '../notifications.jobs.js';
import { ADD_SUBSCRIPTION } from './subscriptions.queries.js';

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

/**
 * Writes a subscription. Whether an address that nobody has confirmed is asked is decided later, by a job: what is done here, and how
 * long it takes, is the same for every address (reliability.md D20, A9).
 */
@Injectable()
export class AddSubscription {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Adds it in the caller's transaction, or in one of its own. */
  async run(wish: Wish): Promise<{ id: string; state: 'pending' | 'confirmed' }> {
    return this.database.transaction(async () => {
      const email = canonicalEmail(wish.email);
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
        keyedHash(this.config.secret.reveal(), 'email', email),
        wish.isConfirmed ? 'confirmed' : 'pending',
        now,
      ]);
      if (row === undefined) throw new Error('A subscription was neither added nor found.');
      if (!wish.isConfirmed) await this.outbox.add(askConfirmation, { subscriptionId: row.id });
      return row;
    });
  }
}
