import { afterAll, beforeAll } from 'vitest';
import type { Comment } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle } from '../../../../libs/testing/src/build-article.js';
import { buildPerson } from '../../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../../libs/testing/src/door.js';
import {
  buildDoorWorld,
  type DoorRole,
  type DoorWorld,
  OPEN_SITE,
  post,
} from '../../../../libs/testing/src/door-world.js';
import type { Answer } from '../../../../libs/testing/src/http-caller.js';

/** The door of the spec that stands on this ground, set before its first test. */
export let door: Door;
/** Two sites, and one of every role towards the first. */
export let world: DoorWorld;
/** Who wrote what is nobody else's own. */
export let author: { readonly token: string };
/** Articles of the first site, by what their discussion is open to. */
export let places: Readonly<Record<'open' | 'verified-only' | 'read-only', BuiltArticle>>;

/** Opens the door for all tests of the spec that calls this. */
export function standOnGround(): void {
  beforeAll(async () => {
    door = await openDoor();
    world = await buildDoorWorld(door, {
      site: { settings: { ...OPEN_SITE, screening: { ...OPEN_SITE?.screening, words: { suspect: ['heldword'] } } } },
    });
    author = await buildPerson(door.database, { at: new Date() });
    const siteId = world.site.id;
    places = {
      open: world.article,
      'verified-only': await buildArticle(door.database, { siteId, settings: { guests: 'verified-only' } }),
      'read-only': await buildArticle(door.database, { siteId, settings: { discussion: 'read-only' } }),
    };
  });
  afterAll(() => door.close());
}

/** Where the JSON surface begins. */
export const api = '/api/v1';
/** The path of a comment, or of what is below it. */
export const ofComment = (comment: Comment, rest = '') =>
  `${api}/articles/${comment.articleId}/comments/${comment.id}${rest}`;
/** Whether the role has an account or a guest's token. */
export const isPerson = (role: DoorRole) => role !== 'anonymous' && !role.startsWith('key');

const OWNER = { roles: [{ siteId: null, role: 'admin' as const }] };

/** Whose a comment is and what became of it. */
export type Target = 'published' | 'pending' | 'own' | 'own pending' | 'rejected' | 'withdrawn' | "admin's";

/** A comment to act on, new for every cell: what is allowed changes it. */
export async function target(kind: Target, role: DoorRole): Promise<Comment> {
  const isOwn = kind === 'own' || kind === 'own pending';
  const token = isOwn ? world.tokens[role] : kind === "admin's" ? world.people.admin.token : author.token;
  const body = kind === 'pending' || kind === 'own pending' ? 'A heldword in it.' : `Public, ${newId()}.`;
  const { comment } = await post(door, world.article.id, { body }, token);
  if (kind === 'rejected') await decideAs(world.people.owner.token, comment, 'reject');
  if (kind === 'withdrawn') {
    await door.call('DELETE', `/api/v1/articles/${comment.articleId}/comments/${comment.id}`, { as: token });
  }
  return comment;
}

/** Decides on the revision the comment has. */
export function decideAs(as: string | undefined, comment: Comment, outcome: string): Promise<Answer> {
  const { articleId, id: commentId, revision } = comment;
  return door.call('POST', '/api/v1/moderation/decisions', {
    as,
    json: { items: [{ articleId, commentId, revision, outcome }] },
  });
}

/** A rejected comment of who asks; of the author where nobody in particular does. */
export async function ownRejected(role: DoorRole): Promise<Comment> {
  const { comment } = await post(
    door,
    world.article.id,
    { body: `Own, ${newId()}.` },
    isPerson(role) ? world.tokens[role] : author.token,
  );
  const decider =
    role === 'owner'
      ? (await buildPerson(door.database, { ...OWNER, at: new Date() })).token
      : world.people.owner.token;
  await decideAs(decider, comment, 'reject');
  return comment;
}

/** Somebody who wrote on the site. */
export async function reader(): Promise<string> {
  const { comment } = await post(door, world.article.id, {
    body: `By a reader, ${newId()}.`,
    guest: { name: 'A Reader' },
  });
  return comment.author.id ?? '';
}
