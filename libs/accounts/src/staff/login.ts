import { Inject, Injectable } from '@nestjs/common';
import { LoginBody } from '#contracts';
import { AppConfig, RateLimiter } from '#platform';
import { WrongCredentials } from '../accounts.errors.js';
import { isStaffRole } from '../actor.js';
import { emailKey } from '../people/email-key.js';
import { type SignedInPerson, SignIns } from '../sessions/sign-ins.js';
import { Passwords } from './password.js';
import { PasswordAccounts } from './password-accounts.js';

/** Signs in by address and password. */
@Injectable()
export class Login {
  constructor(
    @Inject(PasswordAccounts) private readonly accounts: PasswordAccounts,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(RateLimiter) private readonly limits: RateLimiter,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Answers and works the same for an unknown address, for one without a password and for a wrong password (reliability.md D20, A9).
   * Limits come before hashing (D27). Whoever has a staff role gets a staff session of 12 hours, others a reader's.
   * @param networkKey the network that tries, for its limit.
   * @throws {WrongCredentials} when they do not belong together.
   * @throws {TooManyRequests} when the network or the address was tried too often, or too many sign in at this moment.
   */
  async run(input: LoginBody, networkKey?: string): Promise<SignedInPerson> {
    const { data: checked } = LoginBody.safeParse(input);
    if (checked === undefined) throw new WrongCredentials();
    const address = emailKey(this.config.secret.reveal(), checked.email);
    if (networkKey !== undefined) await this.limits.consume('login', `network:${networkKey}`);
    await this.limits.consume('login', `address:${address.toString('hex')}`);
    const account = await this.accounts.byEmail(checked.email);
    const isRight = await this.passwords.matches(checked.password, account?.passwordHash);
    if (!isRight || account === undefined) throw new WrongCredentials();
    return this.signIns.open(account.personId, (roles) =>
      roles.some(({ role }) => isStaffRole(role)) ? 'staff' : 'reader',
    );
  }
}
