import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { ADOPT } from './subscriptions.queries.js';

/** What a guest asked to hear of goes on for the person the guest turned out to be. */
@Injectable()
export class AdoptSubscriptions {
  constructor(@Inject(Database) private readonly database: Database) {}

  async run(payload: { personId: string; guestId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.execute(ADOPT, [payload.guestId, payload.personId]);
      await finish();
    });
  }
}
