import { type Actor, isStaffAnywhere } from '#accounts';
import type { LimitName } from '#platform';

/** Which limit a post counts against: the better a person is known, the wider it is (reliability.md D27). */
export function postLimit(actor: Actor): LimitName {
  if (actor.kind !== 'person' || actor.personKind === 'guest') return 'post-guest';
  const isTrusted = isStaffAnywhere(actor) || actor.roles.some(({ role }) => role === 'trusted');
  return isTrusted ? 'post-trusted' : 'post-verified';
}
