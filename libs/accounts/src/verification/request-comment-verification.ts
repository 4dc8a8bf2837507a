import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database, RateLimiter } from '#platform';
import { readEmail } from '../people/email-key.js';
import { Verifications } from './verifications.js';

/** The guest whose comment waits, and where it was written. */
export interface RequestCommentVerificationInput {
  readonly guestId: string;
  readonly email: string;
  readonly name: string;
  readonly articleId: string;
}

/** Asks a guest to confirm the address under which a comment waits. */
@Injectable()
export class RequestCommentVerification {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Verifications) private readonly verifications: Verifications,
    @Inject(RateLimiter) private readonly limits: RateLimiter,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Runs in the caller's transaction, so that no mail asks about a comment that was not stored.
   * @throws {InvalidEmail} when the text is no address.
   * @throws {TooManyRequests} when the address was written to too often: a comment must not be a way to fill a stranger's mailbox.
   */
  async run(input: RequestCommentVerificationInput): Promise<void> {
    const { email, emailKey } = readEmail(this.config.secret.reveal(), input.email);
    await this.limits.consume('send-to-address', emailKey.toString('hex'));
    const { guestId, articleId, name } = input;
    await this.database.transaction(() =>
      this.verifications.issue({ purpose: 'comment', email, emailKey, name, guestId, articleId }),
    );
  }
}
