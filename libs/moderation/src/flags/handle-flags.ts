import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { HANDLE_FLAGS } from './handle-flags.queries.js';

/**
 * Keeps the record of who flags: a moderator who takes a flagged comment away agrees with its flags, one who lets it stand does not
 * (field.md b.5). It looks at what holds now, so it may run late, twice, or after the decision was taken back.
 */
@Injectable()
export class HandleFlags {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One statement, and the end of the job with it. */
  async run({ commentId }: { readonly commentId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.execute(HANDLE_FLAGS, [commentId]);
      await finish();
    });
  }
}
