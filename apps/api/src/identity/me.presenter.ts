import { type Actor, SignInRequired } from '#accounts';
import type { Me } from '#contracts';

/**
 * A person as they see themselves.
 * @throws {SignInRequired} when nobody is signed in, or the caller is a server with a key.
 */
export function presentMe(actor: Actor): Me {
  if (actor.kind !== 'person') throw new SignInRequired();
  return {
    id: actor.personId,
    name: actor.name,
    kind: actor.personKind,
    roles: actor.roles.map(({ siteId, role }) => ({ site: siteId, role })),
  };
}
