import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database, RateLimiter } from '#platform';
import { NameReserved } from '../accounts.errors.js';
import { readEmail } from '../people/email-key.js';
import { personName } from '../people/person-name.js';
import { isReservedName } from '../people/reserved-names.js';
import { Verifications } from './verifications.js';

/** Who wants to sign in. `siteId` is the site they read, for the words of the mail. */
export interface StartEmailSignInInput {
  readonly email: string;
  readonly name?: string | undefined;
  readonly siteId?: string | undefined;
}

/** Sends a code and a link to an address, the same whether somebody with that address is known or not (reliability.md D20, A9). */
@Injectable()
export class StartEmailSignIn {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Verifications) private readonly verifications: Verifications,
    @Inject(RateLimiter) private readonly limits: RateLimiter,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Never looks for the person, so there is nothing that an answer or its time could tell.
   * @param networkKey the network that asks, for its limit.
   * @throws {InvalidEmail} {InvalidName} {NameReserved} for what is wrong by itself, whoever is known.
   * @throws {TooManyRequests} when the address or the network has asked too often (D19, A31).
   */
  async run(input: StartEmailSignInInput, networkKey?: string): Promise<void> {
    const { email, emailKey } = readEmail(this.config.secret.reveal(), input.email);
    const wish = input.name === undefined ? undefined : personName(input.name);
    if (wish !== undefined && isReservedName(wish.nameKey)) throw new NameReserved();
    if (networkKey !== undefined) await this.limits.consume('send-from-network', networkKey);
    await this.limits.consume('send-to-address', emailKey.toString('hex'));
    await this.database.transaction(() =>
      this.verifications.issue({ purpose: 'sign-in', email, emailKey, name: wish?.name, siteId: input.siteId }),
    );
  }
}
