import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { InvalidToken } from '../accounts.errors.js';
import { Roles } from '../roles/roles.js';
import { CreateAdmin, type CreateAdminInput } from './create-admin.js';
import { SetupTokens } from './setup-tokens.js';

/** Makes the first admin for whoever holds the one-time link of the start (reliability.md A48). */
@Injectable()
export class ClaimSetup {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SetupTokens) private readonly tokens: SetupTokens,
    @Inject(Roles) private readonly roles: Roles,
    @Inject(CreateAdmin) private readonly createAdmin: CreateAdmin,
  ) {}

  /**
   * Spends the token and makes the admin, both or neither: a field that is refused leaves the link good.
   * @returns the admin's id.
   * @throws {InvalidToken} when the token is wrong, used or older than 24 hours, or when there is an admin already.
   * @throws {InvalidEmail} {InvalidPassword} {InvalidName} when a field is not usable.
   */
  async run(token: string, admin: CreateAdminInput): Promise<{ readonly personId: string }> {
    return this.database.transaction(async () => {
      await this.tokens.spend(token);
      if (await this.roles.hasOwner()) throw new InvalidToken();
      return this.createAdmin.run(admin);
    });
  }
}
