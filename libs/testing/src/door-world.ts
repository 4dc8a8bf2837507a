import type { ApiScope, GrantedRole } from '#accounts';
import type { Comment, PostCommentBody, PostedComment } from '#contracts';
import { Decide } from '#moderation';
import type { Door } from './door.js';
import {
  type ArticleParts,
  type BuiltArticle,
  buildArticle,
  type BuiltSite,
  buildSite,
  type SiteParts,
} from './build-article.js';
import { type BuiltPerson, buildApiKey, buildPerson, type PersonParts } from './build-person.js';

/** Who may stand at the door in a test. */
export const DOOR_ROLES = [
  'anonymous',
  'guest',
  'verified',
  'trusted',
  'moderator',
  'moderator of another site',
  'admin',
  'owner',
  'key articles',
  'key read',
  'key moderate',
  'key admin',
  'key of another site',
] as const;
/** One of them. */
export type DoorRole = (typeof DOOR_ROLES)[number];

/** Two sites with an article each, and one of every role towards the first. */
export interface DoorWorld {
  readonly site: BuiltSite;
  readonly otherSite: BuiltSite;
  readonly article: BuiltArticle;
  readonly otherArticle: BuiltArticle;
  readonly people: Readonly<Record<Exclude<DoorRole, 'anonymous' | `key ${string}`>, BuiltPerson>>;
  /** Bearer tokens; undefined for a stranger. */
  readonly tokens: Readonly<Record<DoorRole, string | undefined>>;
}

/** What a site needs so that every clean comment is public at once. */
export const OPEN_SITE: SiteParts['settings'] = {
  screening: {
    newCommenter: { holdFirst: 0 },
    recentRejections: { holdPercent: 0 },
    repeats: { windowSeconds: 0 },
    flood: { perMinute: 0, perHour: 0 },
    links: { holdFrom: 0, spamFrom: 0 },
  },
};

const ALL_SCOPES: readonly ApiScope[] = ['articles', 'read', 'moderate', 'export', 'import', 'admin'];

/** Builds one, past the verbs. */
export async function buildDoorWorld(
  door: Door,
  parts: { site?: SiteParts; article?: ArticleParts } = {},
): Promise<DoorWorld> {
  const { database } = door;
  const site = await buildSite(database, { settings: OPEN_SITE, ...parts.site });
  const otherSite = await buildSite(database, { settings: OPEN_SITE });
  const person = (roles: readonly GrantedRole[] = [], more: PersonParts = {}) =>
    buildPerson(database, { roles, at: new Date(), ...more });
  const key = async (siteId: string, scopes: readonly ApiScope[]) =>
    (await buildApiKey(database, siteId, scopes, new Date())).token;
  const people = {
    guest: await person([], { kind: 'guest' }),
    verified: await person(),
    trusted: await person([{ siteId: site.id, role: 'trusted' }]),
    moderator: await person([{ siteId: site.id, role: 'moderator' }]),
    'moderator of another site': await person([{ siteId: otherSite.id, role: 'moderator' }]),
    admin: await person([{ siteId: site.id, role: 'admin' }]),
    owner: await person([{ siteId: null, role: 'admin' }]),
  };
  return {
    site,
    otherSite,
    article: await buildArticle(database, { siteId: site.id, ...parts.article }),
    otherArticle: await buildArticle(database, { siteId: otherSite.id }),
    people,
    tokens: {
      anonymous: undefined,
      ...(Object.fromEntries(Object.entries(people).map(([role, { token }]) => [role, token])) as Record<
        keyof typeof people,
        string
      >),
      'key articles': await key(site.id, ['articles']),
      'key read': await key(site.id, ['read']),
      'key moderate': await key(site.id, ['moderate']),
      'key admin': await key(site.id, ['admin']),
      'key of another site': await key(otherSite.id, ALL_SCOPES),
    },
  };
}

/** Posts at the door. Throws with the answer when it is not taken. */
export async function post(door: Door, articleId: string, body: PostCommentBody, as?: string): Promise<PostedComment> {
  const answer = await door.call('POST', `/api/v1/articles/${articleId}/comments`, { as, json: body });
  if (answer.status !== 201) throw new Error(`Not posted: ${answer.status} ${answer.text}`);
  return answer.json<PostedComment>();
}

/** Settles a comment as the service itself would. */
export async function decide(door: Door, comment: Comment, outcome: 'publish' | 'reject' | 'spam'): Promise<void> {
  const { articleId, id: commentId, revision } = comment;
  await door.get(Decide).run({ kind: 'system' }, { items: [{ articleId, commentId, revision, outcome }] });
}
