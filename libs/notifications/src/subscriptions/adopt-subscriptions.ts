import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { ADOPT } from './subscriptions.queries.js';

/** What a guest asked to hear of goes on for the person the guest turned out to be. */
@Injectable()
export class AdoptSubscriptions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async run({ personId, guestId }: { personId: string; guestId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      if (personId !== guestId) await this.database.execute(ADOPT, [guestId, personId, this.clock.now()]);
      await finish();
    });
  }
}
