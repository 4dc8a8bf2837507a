import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActorCache } from './actor-cache.js';
import { ApiKeyEntity } from './api-keys/api-key.entity.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { CreateApiKey } from './api-keys/create-api-key.js';
import { Authenticator } from './authenticator.js';
import { Bylines } from './people/bylines.js';
import { ConfirmedPeople } from './people/confirmed-people.js';
import { Guests } from './people/guests.js';
import { NameGuard } from './people/name-guard.js';
import { People } from './people/people.queries.js';
import { PersonEntity } from './people/person.entity.js';
import { RoleEntity } from './roles/role.entity.js';
import { Roles } from './roles/roles.js';
import { SanctionEntity } from './sanctions/sanction.entity.js';
import { Sanctions } from './sanctions/sanctions.js';
import { Logout } from './sessions/logout.js';
import { SessionEntity } from './sessions/session.entity.js';
import { Sessions } from './sessions/sessions.js';
import { SignIns } from './sessions/sign-ins.js';
import { ClaimSetup } from './staff/claim-setup.js';
import { CreateAdmin } from './staff/create-admin.js';
import { EnsureFirstAdmin } from './staff/ensure-first-admin.js';
import { Login } from './staff/login.js';
import { Passwords } from './staff/password.js';
import { PasswordAccounts } from './staff/password-accounts.js';
import { SetupTokenEntity } from './staff/setup-token.entity.js';
import { SetupTokens } from './staff/setup-tokens.js';
import { ClaimedGuests } from './verification/claimed-guests.js';
import { RequestCommentVerification } from './verification/request-comment-verification.js';
import { StartEmailSignIn } from './verification/start-email-sign-in.js';
import { VerificationEntity } from './verification/verification.entity.js';
import { Verifications } from './verification/verifications.js';
import { ForgetExpired } from './upkeep/forget-expired.js';
import { VerifyEmail } from './verification/verify-email.js';

const ENTITIES = [
  PersonEntity,
  RoleEntity,
  SessionEntity,
  VerificationEntity,
  SetupTokenEntity,
  ApiKeyEntity,
  SanctionEntity,
];

/** What other rooms and the doors use. */
const OPEN = [
  ApiKeys,
  Authenticator,
  Bylines,
  ClaimSetup,
  CreateAdmin,
  CreateApiKey,
  EnsureFirstAdmin,
  ForgetExpired,
  Guests,
  Login,
  Logout,
  NameGuard,
  People,
  RequestCommentVerification,
  Roles,
  Sanctions,
  Sessions,
  StartEmailSignIn,
  VerifyEmail,
];

const INNER = [
  ActorCache,
  ClaimedGuests,
  ConfirmedPeople,
  PasswordAccounts,
  Passwords,
  SetupTokens,
  SignIns,
  Verifications,
];

/** The providers without their tables, for composing the room by hand. */
export const accountsProviders = [...OPEN, ...INNER];

/** Who people are and what they may do. */
@Module({ imports: [TypeOrmModule.forFeature(ENTITIES)], providers: accountsProviders, exports: OPEN })
export class AccountsModule {}
