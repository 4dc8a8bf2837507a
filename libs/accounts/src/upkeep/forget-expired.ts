import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { ACCOUNT_RETENTION } from './retention.js';

const VERIFICATIONS = 'DELETE FROM verifications WHERE link_expires_at < $1';
const SESSIONS = 'DELETE FROM sessions WHERE expires_at < $1 OR revoked_at < $1';
const SETUP_TOKENS = 'DELETE FROM setup_tokens WHERE created_at < $1';

/** Removes what nobody can use any more, so that secrets' hashes and addresses are not kept longer than they serve. */
@Injectable()
export class ForgetExpired {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Deletes it, and ends the job with it. */
  async run(finish: () => Promise<void>): Promise<void> {
    const before = (ageMs: number) => new Date(this.clock.nowMs() - ageMs);
    await this.database.transaction(async () => {
      await this.database.execute(VERIFICATIONS, [before(ACCOUNT_RETENTION.usedVerifications)]);
      await this.database.execute(SESSIONS, [before(ACCOUNT_RETENTION.endedSessions)]);
      await this.database.execute(SETUP_TOKENS, [before(ACCOUNT_RETENTION.usedVerifications)]);
      await finish();
    });
  }
}
