import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { personName } from '../people/person-name.js';
import { Roles } from '../roles/roles.js';
import { Passwords } from './password.js';
import { PasswordAccounts } from './password-accounts.js';

/** The admin to be made. The operator vouches for the address. */
export interface CreateAdminInput {
  readonly email: string;
  readonly password: string;
  readonly name?: string | undefined;
}

const DEFAULT_NAME = 'Admin';

/** Makes an admin of every site. For the operator's hand only: it asks nobody for permission. */
@Injectable()
export class CreateAdmin {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(PasswordAccounts) private readonly accounts: PasswordAccounts,
    @Inject(Roles) private readonly roles: Roles,
  ) {}

  /**
   * Repeating it with the same password changes nothing; with another one it sets the password and ends the person's sessions. A
   * person who is known keeps their name.
   * @returns the admin's id.
   * @throws {InvalidEmail} {InvalidPassword} {InvalidName} when a field is not usable.
   */
  async run({ email, password, name = DEFAULT_NAME }: CreateAdminInput): Promise<{ readonly personId: string }> {
    const wish = personName(name).name;
    const knownId = await this.whoHas(email, password);
    const account = knownId ?? { email, name: wish, passwordHash: await this.passwords.hash(password) };
    return this.database.transaction(async () => {
      const personId = typeof account === 'string' ? account : await this.accounts.save(account);
      await this.roles.grant(personId, null, 'admin');
      return { personId };
    });
  }

  /** The person who has this address and this password already, or undefined. */
  private async whoHas(email: string, password: string): Promise<string | undefined> {
    const known = await this.accounts.byEmail(email);
    if (known?.passwordHash === undefined) return undefined;
    return (await this.passwords.matches(password, known.passwordHash)) ? known.personId : undefined;
  }
}
