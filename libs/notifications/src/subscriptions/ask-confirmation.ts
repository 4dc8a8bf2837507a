import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database, Outbox } from '#platform';
import { Deliveries } from '../deliveries/deliveries.js';
import { deliver } from '../notifications.jobs.js';
import { ADDRESS_OF, LOCK_ADDRESS, TO_BE_ASKED } from './subscriptions.queries.js';

interface AddressRow {
  readonly email_key: Buffer;
  readonly site_id: string;
}

interface AskedRow extends AddressRow {
  readonly id: string;
  readonly email: string;
}

/** One unanswered question in a day, however often somebody types the address (reliability.md A31). */
const ASK_AGAIN_AFTER_MS = 24 * 60 * 60 * 1000;

/** Asks an address whether it wants what was asked for in its name (double opt-in). */
@Injectable()
export class AskConfirmation {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Has the question mailed, unless one about this site waits for an answer; the answer to that one counts for this wish too. */
  async run({ subscriptionId }: { subscriptionId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const [address] = await this.database.query<AddressRow>(ADDRESS_OF, [subscriptionId]);
      if (address !== undefined) await this.ask(subscriptionId, address);
      await finish();
    });
  }

  private async ask(subscriptionId: string, address: AddressRow): Promise<void> {
    await this.database.query(LOCK_ADDRESS, [address.email_key, address.site_id]);
    const since = new Date(this.clock.nowMs() - ASK_AGAIN_AFTER_MS);
    const [asked] = await this.database.query<AskedRow>(TO_BE_ASKED, [subscriptionId, since]);
    if (asked === undefined) return;
    const deliveryId = await this.deliveries.add({
      kind: 'subscription-confirmation',
      subjectId: asked.id,
      siteId: asked.site_id,
      recipient: asked.email,
      recipientKey: asked.email_key,
    });
    await this.outbox.add(deliver, { deliveryId });
  }
}
