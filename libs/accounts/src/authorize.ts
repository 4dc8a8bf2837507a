import { type Actor, isStaffAnywhere, isStaffOf } from './actor.js';
import { Forbidden, NotFound, SignInRequired, VerificationRequired } from './accounts.errors.js';
import { can, type Permission, type PermissionFacts } from './permissions.js';

/** Any permission's facts, read loosely: which of them there are tells what kind of object is at hand. */
interface LooseFacts {
  readonly siteId?: string;
  readonly authorId?: string;
  readonly isPublic?: boolean;
  readonly guests?: string;
}

/**
 * Ends an action that the actor may not do. Verbs call it right after loading what they act on. What the actor may not know of (a
 * comment that is not public, anything of another site) gets the answer of what is not there (reliability.md, matrix (e)).
 * @throws {NotFound} when the actor may not know of the object.
 * @throws {SignInRequired} when nobody is signed in.
 * @throws {VerificationRequired} when only the missing confirmation of an address stands in the way.
 * @throws {Forbidden} otherwise.
 */
export function authorize<P extends Permission>(actor: Actor, permission: P, facts: PermissionFacts<P>): void {
  if (can(actor, permission, facts)) return;
  const loose: LooseFacts = facts;
  if (!mayKnowOf(actor, loose)) throw new NotFound();
  if (needsConfirmation(actor, loose)) throw new VerificationRequired();
  throw actor.kind === 'anonymous' ? new SignInRequired() : new Forbidden();
}

function mayKnowOf(actor: Actor, { siteId, authorId, isPublic }: LooseFacts): boolean {
  if (siteId === undefined) return true;
  if (actor.kind === 'key' && actor.siteId !== siteId) return false;
  if (authorId !== undefined && isPublic !== undefined) {
    return can(actor, 'comment.read', { siteId, authorId, isPublic }) || (isPublic && actor.kind === 'key');
  }
  return !isStaffAnywhere(actor) || isStaffOf(actor, siteId);
}

function needsConfirmation(actor: Actor, { guests }: LooseFacts): boolean {
  const isUnconfirmed = actor.kind === 'anonymous' || (actor.kind === 'person' && actor.personKind === 'guest');
  return guests === 'verified-only' && isUnconfirmed;
}
