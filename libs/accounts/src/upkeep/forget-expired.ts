import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';

const DAY_MS = 86_400_000;
/** A used or expired code may still be asked about in support for a day, an ended session for thirty. */
const KEEP_VERIFICATIONS_MS = DAY_MS;
const KEEP_SESSIONS_MS = 30 * DAY_MS;

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
      await this.database.execute(VERIFICATIONS, [before(KEEP_VERIFICATIONS_MS)]);
      await this.database.execute(SESSIONS, [before(KEEP_SESSIONS_MS)]);
      await this.database.execute(SETUP_TOKENS, [before(KEEP_VERIFICATIONS_MS)]);
      await finish();
    });
  }
}
