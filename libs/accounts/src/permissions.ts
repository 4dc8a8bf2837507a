import type { GuestPolicy } from '#contracts';
import { type Actor, isAdminOf, isModeratorOf, isOwner } from './actor.js';
import { rankOf, type StaffRank } from './roles/staff-rank.js';
import type { ApiScope } from './api-keys/api-scope.js';

/*
 * Who may do what (reliability.md, matrix (e)): one map on one screen. A permission lists the ways to have it; a way is a list of
 * predicates that all hold. Predicates look at the actor and at facts that the caller has loaded, never at the database. Facts come
 * from the object itself and not from what the request claims about it (V3: a comment's site is the site of its row).
 */

/** The site that the action is on. */
export interface SiteFacts {
  readonly siteId: string;
}
/** The place a comment would be posted to; `guests` is the policy in force there. */
export interface PlaceFacts extends SiteFacts {
  readonly guests: GuestPolicy;
}
/** A comment. `isPublic`: everyone may read it. */
export interface CommentFacts extends SiteFacts {
  readonly authorId: string;
  readonly isPublic: boolean;
}
/** A comment that is to be decided on. */
export interface DecisionFacts extends CommentFacts {
  readonly authorIsAdmin: boolean;
}
/** A sanction: on whom, how grave, and whether it holds on every site. Grave are bans, and suspensions of more than 30 days. */
export interface SanctionFacts extends SiteFacts {
  readonly personId: string;
  readonly isGrave: boolean;
  readonly isEverywhere: boolean;
}
/** A sanction that is to be imposed, and what its person is on the site. */
export interface ImposingFacts extends SanctionFacts {
  readonly personRank: StaffRank;
}
/** A sanction that is to be lifted, and who imposed it. */
export interface LiftingFacts extends SanctionFacts {
  readonly imposedBy: string | null;
}
/** A moderator's decision that is to be taken back. */
export interface UndoFacts extends SiteFacts {
  /** Who decided; null for an API key. */
  readonly deciderId: string | null;
  /** Whether it is so young that its maker may still take it back. */
  readonly isRecent: boolean;
  /** Who wrote the comment. */
  readonly writerId: string;
  readonly writerIsAdmin: boolean;
}
/** An appeal that is to be answered. */
export interface AppealFacts extends SiteFacts {
  /** Who took the decision that is appealed against; null for the service and for API keys. */
  readonly deciderId: string | null;
  /** Whether the site has nobody else who could answer. */
  readonly isOnlyStaff: boolean;
  readonly writerId: string;
  readonly writerIsAdmin: boolean;
}
/** An action on the installation as a whole. */
export type OwnerFacts = Readonly<Record<string, never>>;

interface FactsOf {
  'thread.read': SiteFacts;
  'comment.read': CommentFacts;
  'comment.post': PlaceFacts;
  'comment.post-closed': SiteFacts;
  'comment.edit': CommentFacts;
  'comment.withdraw': CommentFacts;
  'comment.vote': CommentFacts;
  'comment.flag': CommentFacts;
  'comment.decide': DecisionFacts;
  'decision.undo': UndoFacts;
  'comment.outcome': CommentFacts;
  'comment.appeal': CommentFacts;
  'appeal.decide': AppealFacts;
  preview: OwnerFacts;
  'moderation.queue': SiteFacts;
  'moderation.claim': SiteFacts;
  'thread.manage': SiteFacts;
  'person.read': SiteFacts;
  'person.read-email': SiteFacts;
  'person.note': SiteFacts;
  'sanction.impose': ImposingFacts;
  'sanction.lift': LiftingFacts;
  'log.read': SiteFacts;
  'log.read-all': SiteFacts;
  'statistics.read': SiteFacts;
  'statistics.read-load': SiteFacts;
  'subscription.create': SiteFacts;
  'article.put': SiteFacts;
  'article.get': SiteFacts;
  'question.ask': SiteFacts;
  'revision.read': SiteFacts;
  'settings.read': SiteFacts;
  'settings.write': SiteFacts;
  'rules.read': SiteFacts;
  'rules.write': SiteFacts;
  'rules.rescreen': SiteFacts;
  'tasks.read': SiteFacts;
  'tasks.manage': SiteFacts;
  'api-keys.manage': SiteFacts;
  'dead-letters.manage': OwnerFacts;
  'metrics.read': OwnerFacts;
}

/** An action that is allowed or denied. */
export type Permission = keyof FactsOf;
/** The facts that an action is judged by. */
export type PermissionFacts<P extends Permission> = FactsOf[P];

type Predicate<Facts> = (actor: Actor, facts: Facts) => boolean;
type Way<Facts> = readonly Predicate<Facts>[];

const PERMISSIONS: { readonly [P in Permission]: readonly Way<FactsOf[P]>[] } = {
  'thread.read': [[isVisitor], [hasScope('read')]],
  'comment.read': [
    [isPublicComment, isVisitor],
    [isPublicComment, hasScope('read')],
    [isOwn],
    [isModerator],
    [hasScope('moderate')],
  ],
  'comment.post': [[isConfirmed], [isVisitor, takesGuests]],
  'comment.post-closed': [[isModerator]],
  'comment.edit': [[isOwn]],
  'comment.withdraw': [[isOwn]],
  'comment.vote': [[isPerson, isPublicComment, isNotOwn]],
  'comment.flag': [[isPerson, isPublicComment]],
  'comment.decide': [
    [isModerator, isNotOwn, isNotAdmins],
    [isAdmin, isNotOwn],
    [hasScope('moderate'), isNotAdmins],
  ],
  'decision.undo': [
    [isModerator, isOwnDecision, isRecent, isNotOwnText, isNotAdminsText],
    [isAdmin, isNotOwnText],
    [hasScope('moderate'), isNotAdminsText],
  ],
  'comment.outcome': [[isOwn]],
  'comment.appeal': [[isOwn]],
  'appeal.decide': [
    [isModerator, isAnotherDecider, isNotOwnText, isNotAdminsText],
    [isAdmin, isAnotherDecider, isNotOwnText],
  ],
  preview: [[isVisitor]],
  'moderation.queue': [[isModerator], [hasScope('moderate')]],
  'moderation.claim': [[isModerator]],
  'thread.manage': [[isModerator], [hasScope('moderate')]],
  'person.read': [[isModerator], [hasScope('moderate')]],
  'person.read-email': [[isAdmin]],
  'person.note': [[isModerator], [hasScope('moderate')]],
  'sanction.impose': [
    [isModerator, isOnSite, isMild, outranks],
    [isAdmin, isOnSite, outranks],
    [isOwner, outranks],
    [hasScope('moderate'), isOnSite, isMild, isOnReader],
    [hasScope('admin'), isOnSite, isOnReader],
  ],
  'sanction.lift': [
    [isModerator, isOnSite, isMild, isOnOther],
    [isModerator, isOnSite, isOwnAct, isOnOther],
    [isAdmin, isOnSite, isOnOther],
    [isOwner, isOnOther],
    [hasScope('moderate'), isOnSite, isMild],
    [hasScope('admin'), isOnSite],
  ],
  'log.read': [[isModerator], [hasScope('admin')]],
  'log.read-all': [[isAdmin], [hasScope('admin')]],
  'statistics.read': [[isModerator], [hasScope('moderate')], [hasScope('admin')]],
  'statistics.read-load': [[isAdmin], [hasScope('admin')]],
  'subscription.create': [[isVisitor]],
  'article.put': [[isAdmin], [hasScope('articles')]],
  'article.get': [[isAdmin], [hasScope('articles')]],
  'question.ask': [[isAdmin], [hasScope('articles')]],
  'revision.read': [[isModerator], [hasScope('articles')], [hasScope('moderate')]],
  'settings.read': [[isModerator], [hasScope('admin')]],
  'settings.write': [[isAdmin], [hasScope('admin')]],
  'rules.read': [[isModerator], [hasScope('admin')]],
  'rules.write': [[isAdmin], [hasScope('admin')]],
  'rules.rescreen': [[isAdmin], [hasScope('admin')]],
  'tasks.read': [[isModerator], [hasScope('admin')]],
  'tasks.manage': [[isAdmin], [hasScope('admin')]],
  'api-keys.manage': [[isAdmin]],
  'dead-letters.manage': [[isOwner]],
  'metrics.read': [[isOwner], [isAdminKey]],
};

/** Every permission, for tests and for the door's own checks. */
export const permissionNames = Object.keys(PERMISSIONS) as readonly Permission[];

/** Whether an actor may do something, judged by facts that are already loaded. The service itself may do everything. */
export function can<P extends Permission>(actor: Actor, permission: P, facts: FactsOf[P]): boolean {
  return actor.kind === 'system' || PERMISSIONS[permission].some((way) => way.every((holds) => holds(actor, facts)));
}

function isVisitor(actor: Actor): boolean {
  return actor.kind === 'anonymous' || actor.kind === 'person';
}

function isPerson(actor: Actor): boolean {
  return actor.kind === 'person';
}

function isConfirmed(actor: Actor): boolean {
  return actor.kind === 'person' && actor.personKind !== 'guest';
}

function isModerator(actor: Actor, { siteId }: SiteFacts): boolean {
  return isModeratorOf(actor, siteId);
}

function isAdmin(actor: Actor, { siteId }: SiteFacts): boolean {
  return isAdminOf(actor, siteId);
}

/** A key never reaches beyond its own site. */
function hasScope(scope: ApiScope): Predicate<SiteFacts> {
  return (actor, { siteId }) => actor.kind === 'key' && actor.siteId === siteId && actor.scopes.includes(scope);
}

/** Figures of the whole installation name no site and no person, so the key of any site will do. */
function isAdminKey(actor: Actor): boolean {
  return actor.kind === 'key' && actor.scopes.includes('admin');
}

function takesGuests(_actor: Actor, { guests }: PlaceFacts): boolean {
  return guests !== 'verified-only';
}

function isPublicComment(_actor: Actor, { isPublic }: CommentFacts): boolean {
  return isPublic;
}

function isOwn(actor: Actor, { authorId }: CommentFacts): boolean {
  return actor.kind === 'person' && actor.personId === authorId;
}

function isNotOwn(actor: Actor, facts: CommentFacts): boolean {
  return !isOwn(actor, facts);
}

function isOnSite(_actor: Actor, { isEverywhere }: SanctionFacts): boolean {
  return !isEverywhere;
}

function isMild(_actor: Actor, { isGrave }: SanctionFacts): boolean {
  return !isGrave;
}

function isOnOther(actor: Actor, { personId }: SanctionFacts): boolean {
  return actor.kind !== 'person' || actor.personId !== personId;
}

function isOnReader(_actor: Actor, { personRank }: ImposingFacts): boolean {
  return personRank === 'none';
}

/** Nobody acts on themselves, on an equal or on a higher role. */
function outranks(actor: Actor, facts: ImposingFacts): boolean {
  return isOnOther(actor, facts) && rankOf(actorRank(actor, facts.siteId)) > rankOf(facts.personRank);
}

function actorRank(actor: Actor, siteId: string): StaffRank {
  if (isOwner(actor)) return 'owner';
  if (isAdminOf(actor, siteId)) return 'admin';
  return isModeratorOf(actor, siteId) ? 'moderator' : 'none';
}

function isOwnAct(actor: Actor, { imposedBy }: LiftingFacts): boolean {
  return actor.kind === 'person' && actor.personId === imposedBy;
}

function isNotAdmins(_actor: Actor, { authorIsAdmin }: DecisionFacts): boolean {
  return !authorIsAdmin;
}

function isOwnDecision(actor: Actor, { deciderId }: UndoFacts): boolean {
  return actor.kind === 'person' && actor.personId === deciderId;
}

function isRecent(_actor: Actor, facts: UndoFacts): boolean {
  return facts.isRecent;
}

function isAnotherDecider(actor: Actor, { deciderId, isOnlyStaff }: AppealFacts): boolean {
  return isOnlyStaff || actor.kind !== 'person' || actor.personId !== deciderId;
}

function isNotOwnText(actor: Actor, { writerId }: { readonly writerId: string }): boolean {
  return actor.kind !== 'person' || actor.personId !== writerId;
}

function isNotAdminsText(_actor: Actor, { writerIsAdmin }: { readonly writerIsAdmin: boolean }): boolean {
  return !writerIsAdmin;
}
