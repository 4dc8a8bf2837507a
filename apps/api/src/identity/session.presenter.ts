import type { SignedInPerson } from '#accounts';
import type { SignedIn } from '#contracts';

/** A new session and whose it is. */
export function presentSession(signedIn: SignedInPerson): SignedIn {
  const { id, name, kind, roles } = signedIn.person;
  return {
    session: { token: signedIn.token, expiresAt: signedIn.expiresAt.toISOString() },
    person: { id, name, kind, roles: roles.map(({ siteId, role }) => ({ site: siteId, role })) },
  };
}
