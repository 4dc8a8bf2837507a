import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Clock, sha256 } from '#kernel';
import { InvalidToken } from '../accounts.errors.js';
import { newToken } from '../sessions/session-token.js';

const LIFETIME_MS = 86_400_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** One-time tokens for making the first admin (reliability.md A48). Only their SHA-256 is stored. */
@Injectable()
export class SetupTokens {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A new token, good for 24 hours. Those that are older than that are cleared away. */
  async issue(): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.database.transaction(async () => {
      await this.database.execute('DELETE FROM setup_tokens WHERE created_at <= $1', [this.oldest(now)]);
      await this.database.execute('INSERT INTO setup_tokens (token_hash, created_at) VALUES ($1, $2)', [
        sha256(token),
        now,
      ]);
    });
    return token;
  }

  /**
   * Spends a token in the caller's transaction and keeps every other claim waiting until that ends, so that of two at once only one
   * finds the house empty.
   * @throws {InvalidToken} for anything but a token that is right and open.
   */
  async spend(token: unknown): Promise<void> {
    if (typeof token !== 'string' || !TOKEN.test(token)) throw new InvalidToken();
    const now = this.clock.now();
    await this.database.execute('LOCK TABLE setup_tokens IN EXCLUSIVE MODE');
    const spent = await this.database.execute(
      'UPDATE setup_tokens SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND created_at > $3',
      [sha256(token), now, this.oldest(now)],
    );
    if (spent === 0) throw new InvalidToken();
  }

  private oldest(now: Date): Date {
    return new Date(now.getTime() - LIFETIME_MS);
  }
}
