import type { AuthorKind, Role } from '#contracts';
import type { ApiScope } from './api-keys/api-scope.js';

/** A role as it was granted; `siteId` null is every site. */
export interface GrantedRole {
  readonly siteId: string | null;
  readonly role: Role;
}

/** How a session began: with a guest's first comment, by mail, or with a staff member's password. */
export type SessionKind = 'guest' | 'reader' | 'staff';

/** Nobody is signed in. */
export interface AnonymousActor {
  readonly kind: 'anonymous';
  /** The keyed hash of the network block, for limits. */
  readonly networkKey?: string;
}

/** A person with a session: a guest, a confirmed address or an account. */
export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly personKind: AuthorKind;
  readonly name: string;
  readonly roles: readonly GrantedRole[];
  readonly sessionId: string;
  readonly sessionKind: SessionKind;
}

/** A publisher's server with an API key of one site. */
export interface KeyActor {
  readonly kind: 'key';
  readonly keyId: string;
  readonly siteId: string;
  readonly scopes: readonly ApiScope[];
}

/** The service itself: its command line, its jobs. Never made from a request. */
export interface SystemActor {
  readonly kind: 'system';
}

/** Who does something. */
export type Actor = AnonymousActor | PersonActor | KeyActor | SystemActor;

/** Under whose id a log keeps what the actor did: the person's or the API key's; none for the service itself and for nobody. */
export function actorIdOf(actor: Actor): string | undefined {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'key' ? actor.keyId : undefined;
}

const STAFF_ROLES: readonly Role[] = ['moderator', 'admin'];

/** Whether a role gives power over what others write. */
export function isStaffRole(role: Role): boolean {
  return STAFF_ROLES.includes(role);
}

/**
 * Whether the actor works for a site, as moderator or admin. Only a staff session counts: one that was opened by mail lasts 90 days
 * and is worth no more than a mailbox (reliability.md D21, D22).
 */
export function isStaffOf(actor: Actor, siteId: string): boolean {
  return hasStaffRole(actor, siteId, STAFF_ROLES);
}

/** Whether the actor may decide on a site's comments: a moderator or an admin of it, in a staff session. */
export function isModeratorOf(actor: Actor, siteId: string): boolean {
  return isStaffOf(actor, siteId);
}

/** Whether the actor is an admin of a site, or of every site, in a staff session. */
export function isAdminOf(actor: Actor, siteId: string): boolean {
  return hasStaffRole(actor, siteId, ['admin']);
}

/** Whether the actor is an admin of every site: the owner of the installation. */
export function isOwner(actor: Actor): boolean {
  return hasStaffRole(actor, null, ['admin']);
}

/** Whether the actor works for any site at all. */
export function isStaffAnywhere(actor: Actor): boolean {
  return inStaffSession(actor) && actor.roles.some(({ role }) => isStaffRole(role));
}

function hasStaffRole(actor: Actor, siteId: string | null, wanted: readonly Role[]): boolean {
  return (
    inStaffSession(actor) &&
    actor.roles.some(
      (granted) => (granted.siteId === null || granted.siteId === siteId) && wanted.includes(granted.role),
    )
  );
}

function inStaffSession(actor: Actor): actor is PersonActor {
  return actor.kind === 'person' && actor.sessionKind === 'staff';
}
