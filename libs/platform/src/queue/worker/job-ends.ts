import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { OutboxQueries } from '../outbox.queries.js';

/** Jobs that one transaction ends in one turn of the event loop. */
interface Lot {
  readonly ids: string[];
  readonly removed: Promise<Set<string>>;
}

/** Ends jobs inside the transactions of their effects. What one transaction ends together leaves the outbox in one statement. */
@Injectable()
export class JobEnds {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
  ) {}

  /**
   * Takes a job's row out of the outbox in the caller's transaction.
   * @returns false when it was gone, or when the same job ends beside it.
   */
  async end(outboxId: string): Promise<boolean> {
    const open = this.database.ofTransaction<{ lot?: Lot | undefined }>(this, () => ({}));
    open.lot ??= this.gather(open);
    open.lot.ids.push(outboxId);
    return (await open.lot.removed).delete(outboxId);
  }

  private gather(open: { lot?: Lot | undefined }): Lot {
    const ids: string[] = [];
    const removed = Promise.resolve().then(async () => {
      open.lot = undefined;
      return new Set(await this.outbox.removeAll(ids));
    });
    return { ids, removed };
  }
}
