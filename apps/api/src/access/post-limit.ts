import { type Actor, isStaffAnywhere } from '#accounts';
import type { LimitName } from '#platform';

/** Which limit a post counts against: the better a person is known, the wider it is (reliability.md D27). */
export function postLimit(actor: Actor): LimitName {
  if (actor.kind !== 'person' || actor.personKind === 'guest') return 'post-guest';
  const isTrusted = isStaffAnywhere(actor) || actor.roles.some(({ role }) => role === 'trusted');
  return isTrusted ? 'post-trusted' : 'post-verified';
}

/** Which limit a report counts against: guests, whose names cost nothing, by their network (reliability.md, matrix (e) row 16). */
export function flagLimit(actor: Actor): LimitName {
  return actor.kind === 'person' && actor.personKind !== 'guest' ? 'flag' : 'flag-guest';
}
