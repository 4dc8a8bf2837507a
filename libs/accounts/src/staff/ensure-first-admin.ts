import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '#platform';
import { Roles } from '../roles/roles.js';
import { CreateAdmin } from './create-admin.js';
import { SetupTokens } from './setup-tokens.js';

/** What was found or done at start. `setup` carries the link that the operator must see, and nobody else. */
export type FirstAdmin =
  | { readonly kind: 'configured'; readonly personId: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'setup'; readonly url: string };

/** Sees to it at start that the installation has an admin or a way to make one (reliability.md A48). */
@Injectable()
export class EnsureFirstAdmin {
  constructor(
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Roles) private readonly roles: Roles,
    @Inject(CreateAdmin) private readonly createAdmin: CreateAdmin,
    @Inject(SetupTokens) private readonly tokens: SetupTokens,
  ) {}

  /** Makes the admin of the configuration; without one, and while there is no admin at all, gives a one-time link. */
  async run(): Promise<FirstAdmin> {
    const { adminEmail, adminPassword, publicUrl } = this.config;
    if (adminEmail !== undefined && adminPassword !== undefined) {
      const { personId } = await this.createAdmin.run({ email: adminEmail, password: adminPassword.reveal() });
      return { kind: 'configured', personId };
    }
    if (await this.roles.hasOwner()) return { kind: 'present' };
    return { kind: 'setup', url: `${publicUrl}/setup/${await this.tokens.issue()}` };
  }
}
