import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Comment, type DecisionsResult, ReplayBody, RescreenBody } from '#contracts';
import { newId } from '#kernel';
import { LongTasks, StartLearning, StartReplay, StartRescreen } from '#moderation';
import { buildArticle, type BuiltArticle, TEST_ARTICLE } from '../../../libs/testing/src/build-article.js';
import { buildPerson, buildSanction, buildSession } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import {
  buildDoorWorld,
  DOOR_ROLES,
  type DoorRole,
  type DoorWorld,
  OPEN_SITE,
  post,
} from '../../../libs/testing/src/door-world.js';
import type { Answer, CallOptions } from '../../../libs/testing/src/http-caller.js';
import { notRefused } from '../../../libs/testing/src/refusal.js';
import { tableState } from '../../../libs/testing/src/table-state.js';

let door: Door;
let world: DoorWorld;
let author: { readonly token: string };
let places: Readonly<Record<'open' | 'verified-only' | 'read-only', BuiltArticle>>;

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

const OWNER = { roles: [{ siteId: null, role: 'admin' as const }] };
type Target = 'published' | 'pending' | 'own' | 'own pending' | 'rejected' | 'withdrawn' | "admin's";

/** A comment to act on, new for every cell: what is allowed changes it. */
async function target(kind: Target, role: DoorRole): Promise<Comment> {
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

function decideAs(as: string | undefined, comment: Comment, outcome: string): Promise<Answer> {
  const { articleId, id: commentId, revision } = comment;
  return door.call('POST', '/api/v1/moderation/decisions', {
    as,
    json: { items: [{ articleId, commentId, revision, outcome }] },
  });
}

/** A rejected comment of who asks; of the author where nobody in particular does. */
async function ownRejected(role: DoorRole): Promise<Comment> {
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

async function appealOf(comment: Comment): Promise<string> {
  await door.call('POST', ofComment(comment, '/appeal'), { as: author.token, json: { text: 'Please look again.' } });
  const [row] = await door.database.query<{ id: string }>('SELECT id FROM appeals WHERE comment_id = $1', [comment.id]);
  return row?.id ?? '';
}

interface Action {
  readonly name: string;
  readonly route: string;
  /** Statuses in the order of `DOOR_ROLES`. */
  readonly expected: readonly number[];
  readonly request: (role: DoorRole) => Promise<[string, CallOptions?]> | [string, CallOptions?];
}

const all = (status: number) => DOOR_ROLES.map(() => status);
const api = '/api/v1';
const ofComment = (comment: Comment, rest = '') => `${api}/articles/${comment.articleId}/comments/${comment.id}${rest}`;
const onComment =
  (kind: Target, rest = '', options: CallOptions = {}) =>
  async (role: DoorRole): Promise<[string, CallOptions]> => [ofComment(await target(kind, role), rest), options];
const isPerson = (role: DoorRole) => role !== 'anonymous' && !role.startsWith('key');
const posting =
  (place: keyof typeof places) =>
  (role: DoorRole): [string, CallOptions] => [
    `${api}/articles/${places[place].id}/comments`,
    { json: { body: `From ${role}.`, ...(isPerson(role) ? {} : { guest: { name: 'Passer-by' } }) } },
  ];
const deciding =
  (kind: Target) =>
  async (role: DoorRole): Promise<[string, CallOptions]> => {
    const { articleId, id: commentId, revision } = await target(kind, role);
    return [
      `${api}/moderation/decisions`,
      { json: { items: [{ articleId, commentId, revision, outcome: 'reject' }] } },
    ];
  };

/** Somebody who wrote on the site. */
async function reader(): Promise<string> {
  const { comment } = await post(door, world.article.id, {
    body: `By a reader, ${newId()}.`,
    guest: { name: 'A Reader' },
  });
  return comment.author.id ?? '';
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

function sanctioning(personId: string, wanted: object): [string, CallOptions] {
  return [
    `${api}/moderation/people/${personId}/sanctions`,
    { json: { site: world.site.key, reason: 'abuse', ...wanted } },
  ];
}

async function lifting(kind: 'mute' | 'ban'): Promise<[string, CallOptions]> {
  const id = await buildSanction(door.database, await reader(), kind, { siteId: world.site.id, at: new Date() });
  return [`${api}/moderation/sanctions/${id}/lift`, { json: {} }];
}

//                     anon guest verif trust  mod  mod2 admin owner  k:ar  k:rd  k:mo  k:ad  k2
const STAFF_ONLY = [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 200, 403, 404];
const RULES_READ = [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 200, 404];
const RULES_WRITE = [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404];
/** The rules in use, and a change that is based on them as they are when it is made. */
const activeRules = async (): Promise<number> => {
  const [row] = await door.database.query<{ number: number }>(
    `SELECT number FROM rule_sets WHERE site_id = $1 AND state = 'active'`,
    [world.site.id],
  );
  return row?.number ?? 0;
};
const RULES: readonly Action[] = [
  {
    name: 'read the rules',
    route: 'GET /api/v1/moderation/rules',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules?site=${world.site.key}`],
  },
  {
    name: 'read the history of the rules',
    route: 'GET /api/v1/moderation/rules/history',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/history?site=${world.site.key}`],
  },
  {
    name: 'read a version of the rules',
    route: 'GET /api/v1/moderation/rules/:number',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/1?site=${world.site.key}`],
  },
  {
    name: 'try a text against the rules',
    route: 'POST /api/v1/moderation/rules/test',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/test`, { json: { site: world.site.key, text: 'A text.' } }],
  },
  {
    name: 'make a draft of rules',
    route: 'PUT /api/v1/moderation/rules',
    expected: RULES_WRITE,
    request: async () => [
      `${api}/moderation/rules`,
      { json: { site: world.site.key, rules: {}, basedOn: await activeRules(), activate: false } },
    ],
  },
  {
    name: 'activate rules',
    route: 'POST /api/v1/moderation/rules/:number/activate',
    expected: RULES_WRITE,
    request: async () => {
      const number = await activeRules();
      return [`${api}/moderation/rules/${number}/activate`, { json: { site: world.site.key, basedOn: number } }];
    },
  },
];
/** A long task that nobody does: there is no worker behind this door. */
const task = async (): Promise<string> => {
  const made = { siteId: world.site.id, kind: 'test.nothing', subject: newId(), params: {} };
  return (await door.get(LongTasks).start(made)).id;
};
const TASKS: readonly Action[] = [
  {
    name: 'see long work',
    route: 'GET /api/v1/moderation/tasks',
    expected: RULES_READ,
    request: () => [`${api}/moderation/tasks?site=${world.site.key}`],
  },
  {
    name: 'see a long work',
    route: 'GET /api/v1/moderation/tasks/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/tasks/${await task()}?site=${world.site.key}`],
  },
  {
    name: 'stop a long work',
    route: 'POST /api/v1/moderation/tasks/:id/stop',
    expected: RULES_WRITE,
    request: async () => [`${api}/moderation/tasks/${await task()}/stop`, { json: { site: world.site.key } }],
  },
  {
    name: 'go on with a long work',
    route: 'POST /api/v1/moderation/tasks/:id/resume',
    expected: RULES_WRITE,
    request: async () => [`${api}/moderation/tasks/${await task()}/resume`, { json: { site: world.site.key } }],
  },
];
/** A replay that nobody does; the service has one at a time. */
let made: Promise<string> | undefined;
const theReplay = (): Promise<string> =>
  (made ??= door.get(StartReplay).run({ kind: 'system' }, ReplayBody.parse({ site: world.site.key })));
const REPLAYS: readonly Action[] = [
  {
    name: 'try rules on the past',
    route: 'POST /api/v1/moderation/rules/replay',
    expected: [401, 403, 403, 403, 403, 404, 202, 202, 403, 403, 403, 202, 404],
    request: () => [`${api}/moderation/rules/replay`, { json: { site: world.site.key } }],
  },
  {
    name: 'read a replay',
    route: 'GET /api/v1/moderation/rules/replays/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/replays/${await theReplay()}?site=${world.site.key}`],
  },
  {
    name: 'read what a replay would flip',
    route: 'GET /api/v1/moderation/rules/replays/:id/flips',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/replays/${await theReplay()}/flips?site=${world.site.key}`],
  },
];
/** The one of this site, which nobody does; every other is refused as long as it is there. */
let rescreening: Promise<string> | undefined;
const theRescreening = (): Promise<string> =>
  (rescreening ??= door
    .get(StartRescreen)
    .run({ kind: 'system' }, RescreenBody.parse({ site: world.site.key, apply: 'both' })));
const RESCREENS: readonly Action[] = [
  {
    name: 'put rules on trial',
    route: 'PUT /api/v1/moderation/rules/shadow',
    expected: RULES_WRITE,
    request: () => [`${api}/moderation/rules/shadow`, { json: { site: world.site.key, number: 1 } }],
  },
  {
    name: 'read how rules on trial compare',
    route: 'GET /api/v1/moderation/rules/shadow',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/shadow?site=${world.site.key}`],
  },
  {
    name: 'end the trial of rules',
    route: 'POST /api/v1/moderation/rules/shadow/stop',
    expected: RULES_WRITE,
    request: () => [`${api}/moderation/rules/shadow/stop`, { json: { site: world.site.key } }],
  },
  {
    name: 'judge past comments again',
    route: 'POST /api/v1/moderation/rules/rescreen',
    expected: [401, 403, 403, 403, 403, 404, 409, 409, 403, 403, 403, 409, 404],
    request: async () => {
      await theRescreening();
      return [`${api}/moderation/rules/rescreen`, { json: { site: world.site.key, apply: 'both' } }];
    },
  },
  {
    name: 'read what judging again has changed',
    route: 'GET /api/v1/moderation/rules/rescreens/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/rescreens/${await theRescreening()}?site=${world.site.key}`],
  },
];
/** One that nobody does, or nothing to learn from: whoever may ask is refused. */
let learning: Promise<unknown> | undefined;
const theLearning = (): Promise<unknown> =>
  (learning ??= door
    .get(StartLearning)
    .run({ kind: 'system' }, world.site.key)
    .catch(() => undefined));
const CLASSIFIERS: readonly Action[] = [
  {
    name: 'read what the classifier has learnt',
    route: 'GET /api/v1/moderation/classifier',
    expected: RULES_READ,
    request: () => [`${api}/moderation/classifier?site=${world.site.key}`],
  },
  {
    name: 'read the versions of what it has learnt',
    route: 'GET /api/v1/moderation/classifier/versions',
    expected: RULES_READ,
    request: () => [`${api}/moderation/classifier/versions?site=${world.site.key}`],
  },
  {
    name: 'put a version to use',
    route: 'POST /api/v1/moderation/classifier/use',
    expected: RULES_WRITE,
    request: () => [
      `${api}/moderation/classifier/use`,
      { json: { site: world.site.key, number: null, basedOn: null } },
    ],
  },
  {
    name: 'have the classifier learn',
    route: 'POST /api/v1/moderation/classifier/learn',
    expected: [401, 403, 403, 403, 403, 404, 409, 409, 403, 403, 403, 409, 404],
    request: async () => {
      await theLearning();
      return [`${api}/moderation/classifier/learn`, { json: { site: world.site.key } }];
    },
  },
];
const ACTIONS: readonly Action[] = [
  {
    name: 'push an article',
    route: 'PUT /api/v1/sites/:site/articles/:key',
    expected: [401, 403, 403, 403, 403, 404, 201, 201, 201, 403, 403, 403, 404],
    request: () => [
      `${api}/sites/${world.site.key}/articles/${newId()}`,
      { json: { url: `https://example.org/${newId()}`, title: 'x', html: TEST_ARTICLE } },
    ],
  },
  {
    name: 'read an article',
    route: 'GET /api/v1/sites/:site/articles/:key',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 200, 403, 403, 403, 404],
    request: () => [`${api}/sites/${world.site.key}/articles/${world.article.key}`],
  },
  {
    name: 'find an article',
    route: 'GET /api/v1/sites/:site/articles',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 200, 403, 403, 403, 404],
    request: () => [`${api}/sites/${world.site.key}/articles?url=${encodeURIComponent(world.article.url)}`],
  },
  {
    name: 'read settings',
    route: 'GET /api/v1/sites/:site/settings',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/sites/${world.site.key}/settings`],
  },
  {
    name: 'change settings',
    route: 'PUT /api/v1/sites/:site/settings',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: async () => [`${api}/sites/${world.site.key}/settings`, { json: await settings() }],
  },
  {
    name: 'read which secrets are set',
    route: 'GET /api/v1/sites/:site/secrets',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/sites/${world.site.key}/secrets`],
  },
  {
    name: 'set a secret',
    route: 'PUT /api/v1/sites/:site/secrets/:name',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [
      `${api}/sites/${world.site.key}/secrets/external-secret`,
      { json: { value: 'a-secret-of-the-site' } },
    ],
  },
  {
    name: 'remove a secret',
    route: 'DELETE /api/v1/sites/:site/secrets/:name',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/sites/${world.site.key}/secrets/akismet-key`],
  },
  {
    name: 'read the discussion',
    route: 'GET /api/v1/articles/:articleId/comments',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/comments`],
  },
  {
    name: 'read a public comment',
    route: 'GET /api/v1/articles/:articleId/comments/:id',
    expected: all(200),
    request: onComment('published'),
  },
  {
    name: "read another's held comment",
    route: 'GET /api/v1/articles/:articleId/comments/:id',
    expected: all(404),
    request: onComment('pending'),
  },
  {
    name: "read another's rejected comment",
    route: 'GET /api/v1/articles/:articleId/comments/:id',
    expected: all(404),
    request: onComment('rejected'),
  },
  {
    name: 'read a comment that was taken back',
    route: 'GET /api/v1/articles/:articleId/comments/:id',
    expected: all(404),
    request: onComment('withdrawn'),
  },
  {
    name: 'read replies',
    route: 'GET /api/v1/articles/:articleId/comments/:id/replies',
    expected: all(200),
    request: onComment('published', '/replies'),
  },
  {
    name: 'post',
    route: 'POST /api/v1/articles/:articleId/comments',
    expected: [201, 201, 201, 201, 201, 201, 201, 201, 403, 403, 403, 403, 404],
    request: posting('open'),
  },
  {
    name: 'post where addresses must be confirmed',
    route: 'POST /api/v1/articles/:articleId/comments',
    expected: [403, 403, 201, 201, 201, 201, 201, 201, 403, 403, 403, 403, 404],
    request: posting('verified-only'),
  },
  {
    name: 'post where it is read-only',
    route: 'POST /api/v1/articles/:articleId/comments',
    expected: [422, 422, 422, 422, 201, 422, 201, 201, 403, 403, 403, 403, 404],
    request: posting('read-only'),
  },
  {
    name: "edit another's comment",
    route: 'PATCH /api/v1/articles/:articleId/comments/:id',
    expected: [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404],
    request: onComment('published', '', { json: { body: 'Mine now.' } }),
  },
  {
    name: "edit another's held comment",
    route: 'PATCH /api/v1/articles/:articleId/comments/:id',
    expected: [401, 404, 404, 404, 403, 404, 403, 403, 404, 404, 403, 404, 404],
    request: onComment('pending', '', { json: { body: 'Mine now.' } }),
  },
  {
    name: "take another's comment back",
    route: 'DELETE /api/v1/articles/:articleId/comments/:id',
    expected: [401, 403, 403, 403, 200, 403, 200, 200, 403, 403, 200, 403, 404],
    request: onComment('published'),
  },
  {
    name: "take another's held comment back",
    route: 'DELETE /api/v1/articles/:articleId/comments/:id',
    expected: [401, 404, 404, 404, 200, 404, 200, 200, 404, 404, 200, 404, 404],
    request: onComment('pending'),
  },
  {
    name: 'vote',
    route: 'PUT /api/v1/articles/:articleId/comments/:id/vote',
    expected: [401, 200, 200, 200, 200, 200, 200, 200, 401, 401, 401, 401, 401],
    request: onComment('published', '/vote', { json: { value: 1 } }),
  },
  {
    name: "vote on another's held comment",
    route: 'PUT /api/v1/articles/:articleId/comments/:id/vote',
    expected: [401, 404, 404, 404, 403, 404, 403, 403, 401, 401, 401, 401, 401],
    request: onComment('pending', '/vote', { json: { value: 1 } }),
  },
  {
    name: 'flag',
    route: 'POST /api/v1/articles/:articleId/comments/:id/flags',
    expected: [401, 202, 202, 202, 202, 202, 202, 202, 401, 401, 401, 401, 401],
    request: onComment('published', '/flags', { json: { reason: 'spam' } }),
  },
  {
    name: "flag another's held comment",
    route: 'POST /api/v1/articles/:articleId/comments/:id/flags',
    expected: [401, 404, 404, 404, 404, 404, 404, 404, 401, 401, 401, 401, 401],
    request: onComment('pending', '/flags', { json: { reason: 'spam' } }),
  },
  {
    name: 'decide on a public comment',
    route: 'POST /api/v1/moderation/decisions',
    expected: [401, 403, 403, 403, 200, 403, 200, 200, 403, 403, 200, 403, 404],
    request: deciding('published'),
  },
  {
    name: 'decide on a held comment',
    route: 'POST /api/v1/moderation/decisions',
    expected: [401, 404, 404, 404, 200, 404, 200, 200, 404, 404, 200, 404, 404],
    request: deciding('pending'),
  },
  {
    name: "decide on an admin's comment",
    route: 'POST /api/v1/moderation/decisions',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 404],
    request: deciding("admin's"),
  },
  {
    name: "take another's decision back",
    route: 'POST /api/v1/moderation/decisions/:id/undo',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 200, 403, 404],
    request: async (role) => {
      const decided = await decideAs(world.people.owner.token, await target('published', role), 'reject');
      return [`${api}/moderation/decisions/${decided.json<DecisionsResult>().items[0]?.decisionId ?? ''}/undo`];
    },
  },
  {
    name: 'read the queue',
    route: 'GET /api/v1/moderation/queue',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/queue?site=${world.site.key}`],
  },
  ...RULES,
  ...TASKS,
  ...REPLAYS,
  ...CLASSIFIERS,
  ...RESCREENS,
  {
    name: 'see what holds in a discussion',
    route: 'GET /api/v1/moderation/articles/:articleId',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/articles/${world.article.id}`],
  },
  {
    name: 'set what holds in a discussion',
    route: 'PATCH /api/v1/moderation/articles/:articleId',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/articles/${world.article.id}`, { json: { moderation: null } }],
  },
  {
    name: 'set what holds in a section',
    route: 'PATCH /api/v1/moderation/articles/:articleId/sections/:sectionId',
    expected: STAFF_ONLY,
    request: () => [
      `${api}/moderation/articles/${world.article.id}/sections/${world.article.sections[0]?.id ?? ''}`,
      { json: { slowModeSeconds: 0 } },
    ],
  },
  {
    name: 'pin, feature, lock',
    route: 'PATCH /api/v1/moderation/articles/:articleId/comments/:id',
    expected: STAFF_ONLY,
    request: async (role) => {
      const { articleId, id } = await target('published', role);
      return [
        `${api}/moderation/articles/${articleId}/comments/${id}`,
        { json: { pinned: true, discussion: 'closed' } },
      ];
    },
  },
  {
    name: "read what became of another's comment",
    route: 'GET /api/v1/articles/:articleId/comments/:id/status',
    expected: [401, 404, 404, 404, 403, 404, 403, 403, 404, 404, 403, 404, 404],
    request: onComment('rejected', '/status'),
  },
  {
    name: 'read what became of their own',
    route: 'GET /api/v1/articles/:articleId/comments/:id/status',
    expected: [401, 200, 200, 200, 200, 200, 200, 200, 404, 404, 403, 404, 404],
    request: async (role) => [ofComment(await ownRejected(role), '/status')],
  },
  {
    name: "appeal for another's comment",
    route: 'POST /api/v1/articles/:articleId/comments/:id/appeal',
    expected: [401, 404, 404, 404, 403, 404, 403, 403, 404, 404, 403, 404, 404],
    request: onComment('rejected', '/appeal', { json: { text: 'Please look again.' } }),
  },
  {
    name: 'appeal for their own',
    route: 'POST /api/v1/articles/:articleId/comments/:id/appeal',
    expected: [401, 201, 201, 201, 201, 201, 201, 201, 404, 404, 403, 404, 404],
    request: async (role) => [ofComment(await ownRejected(role), '/appeal'), { json: { text: 'Please look again.' } }],
  },
  {
    name: "answer an appeal against another's decision",
    route: 'POST /api/v1/moderation/appeals/:id/decision',
    expected: [401, 403, 403, 403, 200, 404, 200, 403, 403, 403, 403, 403, 404],
    request: async (role) => [
      `${api}/moderation/appeals/${await appealOf(await target('rejected', role))}/decision`,
      { json: { outcome: 'uphold', answer: 'We have looked again.' } },
    ],
  },
  {
    name: 'count the queue',
    route: 'GET /api/v1/moderation/queue/counts',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/queue/counts?site=${world.site.key}`],
  },
  ...(
    [
      ['claim the next', 'claims', { next: 1 }],
      ['give comments back', 'claims/release', { comments: [newId()] }],
      ['say what they look at', 'looking', { comment: null }],
    ] as const
  ).map(([name, path, body]): Action => ({
    name,
    route: `POST /api/v1/moderation/${path}`,
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 403, 404],
    request: () => [`${api}/moderation/${path}`, { json: { site: world.site.key, ...body } }],
  })),
  {
    name: 'find people',
    route: 'GET /api/v1/moderation/people',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/people?site=${world.site.key}&q=a`],
  },
  ...(['', '/comments', '/notes'] as const).map((rest): Action => ({
    name: `read about a person: ${rest}`,
    route: `GET /api/v1/moderation/people/:id${rest}`,
    expected: STAFF_ONLY,
    request: async () => [`${api}/moderation/people/${await reader()}${rest}?site=${world.site.key}`],
  })),
  {
    name: 'read about somebody of another site',
    route: 'GET /api/v1/moderation/people/:id',
    expected: [401, 403, 403, 403, 404, 404, 404, 404, 403, 403, 404, 403, 404],
    request: async () => {
      const { comment } = await post(door, world.otherArticle.id, { body: 'Over there.', guest: { name: 'Stranger' } });
      return [`${api}/moderation/people/${comment.author.id ?? ''}?site=${world.site.key}`];
    },
  },
  {
    name: 'write a note',
    route: 'POST /api/v1/moderation/people/:id/notes',
    expected: [401, 403, 403, 403, 201, 404, 201, 201, 403, 403, 201, 403, 404],
    request: async () => [
      `${api}/moderation/people/${await reader()}/notes`,
      { json: { site: world.site.key, body: 'Noted.' } },
    ],
  },
  {
    name: 'read the address of a person',
    route: 'POST /api/v1/moderation/people/:id/email',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 403, 404],
    request: async () => [`${api}/moderation/people/${await reader()}/email`, { json: { site: world.site.key } }],
  },
  {
    name: 'see what was imposed on a person',
    route: 'GET /api/v1/moderation/people/:id/sanctions',
    expected: STAFF_ONLY,
    request: async () => [`${api}/moderation/people/${await reader()}/sanctions?site=${world.site.key}`],
  },
  {
    name: 'see what a sanction would touch',
    route: 'GET /api/v1/moderation/people/:id/sanctions/preview',
    expected: STAFF_ONLY,
    request: async () => [`${api}/moderation/people/${await reader()}/sanctions/preview?site=${world.site.key}`],
  },
  {
    name: 'mute',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 201, 404, 201, 201, 403, 403, 201, 201, 404],
    request: async () => sanctioning(await reader(), { kind: 'mute' }),
  },
  {
    name: 'suspend for a week',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 201, 404, 201, 201, 403, 403, 201, 201, 404],
    request: async () => sanctioning(await reader(), { kind: 'suspension', endsAt: inDays(7) }),
  },
  {
    name: 'suspend for two months',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 403, 404, 201, 201, 403, 403, 403, 201, 404],
    request: async () => sanctioning(await reader(), { kind: 'suspension', endsAt: inDays(60) }),
  },
  {
    name: 'ban',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 403, 404, 201, 201, 403, 403, 403, 201, 404],
    request: async () => sanctioning(await reader(), { kind: 'ban' }),
  },
  {
    name: 'ban everywhere',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 403, 404, 403, 201, 403, 403, 403, 403, 404],
    request: async () => sanctioning(await reader(), { kind: 'ban', scope: 'everywhere' }),
  },
  {
    name: 'mute an admin',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 403, 404, 403, 201, 403, 403, 403, 403, 404],
    request: async () => {
      const admin = await buildPerson(door.database, { roles: [{ siteId: world.site.id, role: 'admin' }] });
      return sanctioning(admin.id, { kind: 'mute' });
    },
  },
  {
    name: 'mute somebody of another site',
    route: 'POST /api/v1/moderation/people/:id/sanctions',
    expected: [401, 403, 403, 403, 404, 404, 404, 404, 403, 403, 404, 404, 404],
    request: async () => {
      const { comment } = await post(door, world.otherArticle.id, { body: 'Over there.', guest: { name: 'Stranger' } });
      return sanctioning(comment.author.id ?? '', { kind: 'mute' });
    },
  },
  {
    name: 'lift a mute',
    route: 'POST /api/v1/moderation/sanctions/:id/lift',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 200, 200, 404],
    request: async () => lifting('mute'),
  },
  {
    name: 'lift a ban',
    route: 'POST /api/v1/moderation/sanctions/:id/lift',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: async () => lifting('ban'),
  },
  {
    name: 'read what is theirs',
    route: 'GET /api/v1/articles/:articleId/mine',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/mine`],
  },
  {
    name: 'read who they are',
    route: 'GET /api/v1/me',
    expected: [401, 200, 200, 200, 200, 200, 200, 200, 401, 401, 401, 401, 401],
    request: () => [`${api}/me`],
  },
  {
    name: 'preview',
    route: 'POST /api/v1/preview',
    expected: all(200),
    request: () => [`${api}/preview`, { json: { body: 'x' } }],
  },
  {
    name: 'subscribe',
    route: 'POST /api/v1/articles/:articleId/subscriptions',
    expected: [202, 202, 202, 202, 202, 202, 202, 202, 403, 403, 403, 403, 404],
    request: (role) => [
      `${api}/articles/${world.article.id}/subscriptions`,
      { json: { kind: 'all', email: `${role.replaceAll(' ', '-')}@sub.example` } },
    ],
  },
  {
    name: 'end a subscription that is not theirs',
    route: 'DELETE /api/v1/articles/:articleId/subscriptions/:id',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/subscriptions/${newId()}`],
  },
  {
    name: 'count',
    route: 'GET /api/v1/counts',
    expected: all(200),
    request: () => [`${api}/counts?site=${world.site.key}&key=${world.article.key}`],
  },
  {
    name: 'browse',
    route: 'GET /api/v1/sites/:site/discussions',
    expected: all(200),
    request: () => [`${api}/sites/${world.site.key}/discussions`],
  },
  {
    name: 'listen',
    route: 'GET /api/v1/articles/:articleId/live',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/live`],
  },
  {
    name: 'read the log',
    route: 'GET /api/v1/moderation/log',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/moderation/log?site=${world.site.key}`],
  },
  {
    name: "read another's part of the log",
    route: 'GET /api/v1/moderation/log',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/moderation/log?site=${world.site.key}&actor=${world.people.admin.id}`],
  },
  {
    name: 'read the head of the log',
    route: 'GET /api/v1/moderation/log/head',
    expected: [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404],
    request: () => [`${api}/moderation/log/head?site=${world.site.key}`],
  },
  {
    name: 'read statistics',
    route: 'GET /api/v1/moderation/statistics',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 200, 200, 404],
    request: () => [`${api}/moderation/statistics?site=${world.site.key}`],
  },
  {
    name: 'read statistics as a table',
    route: 'GET /api/v1/moderation/statistics.csv',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 200, 200, 404],
    request: () => [`${api}/moderation/statistics.csv?site=${world.site.key}`],
  },
  {
    name: 'read how data is processed',
    route: 'GET /api/v1/sites/:site/privacy',
    expected: all(200),
    request: () => [`${api}/sites/${world.site.key}/privacy`],
  },
  {
    name: 'read the page of how data is processed',
    route: 'GET /sites/:site/privacy',
    expected: all(200),
    request: () => [`/sites/${world.site.key}/privacy`],
  },
  {
    name: 'listen to the queue',
    route: 'GET /api/v1/moderation/live',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/live?site=${world.site.key}`],
  },
  {
    name: 'see dead letters',
    route: 'GET /api/v1/operations/dead-letters',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters`],
  },
  {
    name: 'retry a dead letter',
    route: 'POST /api/v1/operations/dead-letters/:id/retry',
    expected: [401, 403, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters/${newId()}/retry`],
  },
  {
    name: 'discard a dead letter',
    route: 'DELETE /api/v1/operations/dead-letters/:id',
    expected: [401, 403, 403, 403, 403, 403, 403, 404, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/dead-letters/${newId()}`],
  },
  {
    name: 'see mail that failed',
    route: 'GET /api/v1/operations/deliveries',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 403, 403],
    request: () => [`${api}/operations/deliveries`],
  },
  {
    name: 'read metrics',
    route: 'GET /metrics',
    expected: [401, 403, 403, 403, 403, 403, 403, 200, 403, 403, 403, 200, 200],
    request: () => ['/metrics'],
  },
  { name: 'ask how it is', route: 'GET /health/ready', expected: all(200), request: () => ['/health/ready'] },
  { name: 'ask whether it lives', route: 'GET /health/live', expected: all(200), request: () => ['/health/live'] },
  {
    name: 'read the page',
    route: 'GET /d/:site/:key',
    expected: all(200),
    request: () => [`/d/${world.site.key}/${world.article.key}`],
  },
];

async function settings(): Promise<object> {
  const [row] = await door.database.query<{ settings: object }>('SELECT settings FROM sites WHERE id = $1', [
    world.site.id,
  ]);
  return row?.settings ?? {};
}

describe.each(ACTIONS)('$name', ({ route, expected, request }) => {
  it('is for those it is for, and a denial changes nothing', async () => {
    const [method = ''] = route.split(' ');
    const cells = DOOR_ROLES.map((role, at) => ({ role, status: expected[at] ?? 0 }));
    const requests = new Map<DoorRole, [string, CallOptions?]>();
    for (const { role } of cells) requests.set(role, await request(role));
    const faults: string[] = [];
    const run = async ({ role, status }: (typeof cells)[number]) => {
      const [path, options] = requests.get(role) ?? [''];
      const answer = await door.call(method, path, { ...options, as: world.tokens[role] });
      const isDenied = answer.status >= 400;
      if (answer.status !== status)
        faults.push(`${role}: ${answer.status} instead of ${status}, ${answer.text.slice(0, 200)}`);
      else if (isDenied && notRefused(answer) !== undefined) faults.push(`${role}: ${notRefused(answer) ?? ''}`);
    };
    const before = await tableState(door.database);
    for (const cell of cells.filter(({ status }) => status >= 400)) await run(cell);
    expect(await tableState(door.database)).toEqual(before);
    for (const cell of cells.filter(({ status }) => status < 400)) await run(cell);
    if (faults.length > 0) expect.fail(faults.join('\n'));
  });
});

/** Routes whose access is no matter of roles, and where they are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/v1/auth/email/start': 'identity',
  'POST /api/v1/auth/email/verify': 'identity',
  'POST /api/v1/auth/login': 'identity',
  'POST /api/v1/auth/logout': 'identity',
  'GET /mail/confirm/:token': 'mail pages',
  'POST /mail/confirm/:token': 'mail pages',
  'GET /mail/unsubscribe/:token': 'mail pages',
  'POST /mail/unsubscribe/:token': 'mail pages',
  'GET /mail/verify/:token': 'mail pages',
  'POST /mail/verify/:token': 'mail pages',
  'GET /setup/:token': 'identity',
  'POST /setup/:token': 'identity',
  'GET /dashboard': 'dashboard',
  'GET /dashboard/': 'dashboard',
  'GET /dashboard/sign-in': 'dashboard',
  'POST /dashboard/sign-in': 'dashboard',
  'POST /dashboard/sign-out': 'dashboard',
  'POST /dashboard/decide': 'dashboard',
  'POST /d/:site/:key': 'pages',
  'GET /assets/:file': 'pages',
  'GET /openapi.json': 'openapi',
};

describe('the matrix', () => {
  it('knows every route of the router', () => {
    const known = new Set([...ACTIONS.map(({ route }) => route), ...Object.keys(ELSEWHERE)]);
    const routes = door.routes
      .filter(({ method, path }) => method !== 'HEAD' && !path.startsWith('/docs'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !routes.includes(route))).toEqual([]);
  });
});

describe('own comments', () => {
  const people = DOOR_ROLES.filter(isPerson);
  it.each(people)('of a %s: read while held, edit, no vote, no flag, no decision, take back', async (role) => {
    const as = world.tokens[role];
    const held = await target('own pending', role);
    expect((await door.call('GET', ofComment(held), { as })).status).toBe(200);
    const edited = await door.call('PATCH', ofComment(held), { as, json: { body: 'Still a heldword.' } });
    expect([edited.status, edited.text]).toEqual([200, edited.text]);
    const own = await target('own', role);
    const before = await tableState(door.database);
    const vote = await door.call('PUT', ofComment(own, '/vote'), { as, json: { value: 1 } });
    const flag = await door.call('POST', ofComment(own, '/flags'), { as, json: { reason: 'spam' } });
    const decision = await decideAs(as, own, 'reject');
    expect([vote.code, flag.code, decision.status]).toEqual(['own_comment', 'own_comment', 403]);
    expect(await tableState(door.database)).toEqual(before);
    expect((await door.call('DELETE', ofComment(own), { as })).status).toBe(200);
    expect((await door.call('DELETE', ofComment(own), { as })).status).toBe(200);
    const late = await door.call('PATCH', ofComment(own), { as, json: { body: 'Back again.' } });
    expect(late.status).toBe(422);
  });
});

describe('an object of another site', () => {
  it.each(DOOR_ROLES)('named under this site or its article is not there for %s', async (role) => {
    const as = world.tokens[role];
    const { comment } = await post(door, world.otherArticle.id, { body: 'Over there.' }, author.token);
    const before = await tableState(door.database);
    const crossed = `${api}/articles/${world.article.id}/comments/${comment.id}`;
    const faults: string[] = [];
    const calls: [string, string, CallOptions][] = [
      ['GET', crossed, {}],
      ['PATCH', crossed, { json: { body: 'x' } }],
      ['DELETE', crossed, {}],
      ['PUT', `${crossed}/vote`, { json: { value: 1 } }],
      ['POST', `${crossed}/flags`, { json: { reason: 'spam' } }],
      [
        'POST',
        `${api}/moderation/decisions`,
        { json: { items: [{ articleId: world.article.id, commentId: comment.id, revision: 1, outcome: 'spam' }] } },
      ],
      ['GET', `${api}/sites/${world.site.key}/articles/${world.otherArticle.key}`, {}],
      ['GET', `${api}/sites/${world.site.key}/articles?url=${encodeURIComponent(world.otherArticle.url)}`, {}],
      ['GET', `/d/${world.site.key}/${world.otherArticle.key}`, {}],
    ];
    for (const [method, path, options] of calls) {
      const answer = await door.call(method, path, { ...options, as });
      if (![401, 403, 404].includes(answer.status)) faults.push(`${method} ${path}: ${answer.status} ${answer.text}`);
    }
    expect(faults).toEqual([]);
    expect(await tableState(door.database)).toEqual(before);
  });

  it('makes a list of decisions fail as a whole', async () => {
    const mine = await target('pending', 'verified');
    const { comment: theirs } = await post(door, world.otherArticle.id, { body: 'Not yours.' }, author.token);
    const before = await tableState(door.database);
    const items = [mine, theirs].map(({ articleId, id, revision }) => ({
      articleId,
      commentId: id,
      revision,
      outcome: 'spam',
    }));
    const answer = await door.call('POST', `${api}/moderation/decisions`, {
      as: world.tokens.moderator,
      json: { items },
    });
    expect(answer.status).toBeGreaterThanOrEqual(403);
    expect(await tableState(door.database)).toEqual(before);
  });
});

describe('the site of a request', () => {
  it.each(['', '?site=', '?site=%20', '?site=a&site=b', '?site[]=a', '?Site=a', '?site=nowhere'])(
    'that is not named once is no site: %j',
    async (query) => {
      for (const role of ['owner', 'moderator', 'key moderate'] as const) {
        const answer = await door.call('GET', `${api}/moderation/queue${query}`, { as: world.tokens[role] });
        expect([400, 404]).toContain(answer.status);
      }
    },
  );
});

describe('sessions and sanctions', () => {
  it('a session that was opened by mail gives no power, whatever the role', async () => {
    for (const role of ['moderator', 'admin', 'owner'] as const) {
      const { token } = await buildSession(door.database, world.people[role].id, 'reader', new Date());
      for (const path of [
        `${api}/moderation/queue?site=${world.site.key}`,
        `${api}/operations/dead-letters`,
        '/metrics',
      ]) {
        expect((await door.call('GET', path, { as: token })).status).toBe(403);
      }
    }
  });

  it.each([
    ['mute', 201, 'pending'],
    ['suspension', 403, 'sanctioned'],
    ['ban', 403, 'sanctioned'],
  ] as const)('a %s holds on its site only', async (kind, status, outcome) => {
    const person = await buildPerson(door.database, { at: new Date() });
    await buildSanction(door.database, person.id, kind, { siteId: world.site.id, at: new Date() });
    const { id } = world.article;
    const answer = await door.call('POST', `${api}/articles/${id}/comments`, {
      as: person.token,
      json: { body: 'Hm.' },
    });
    expect([answer.status, answer.code ?? answer.json<{ comment: Comment }>().comment.status]).toEqual([
      status,
      outcome,
    ]);
    expect((await post(door, world.otherArticle.id, { body: 'Hm.' }, person.token)).comment.status).toBe('published');
  });

  it.each([
    '',
    'x',
    'null',
    'undefined',
    '0',
    'a.b.c',
    'A'.repeat(43),
    'A'.repeat(600),
    'cq_00000000000000000000000000000000.x',
  ])('the token %.20j is nobody', async (token) => {
    for (const path of [`${api}/me`, `${api}/articles/${world.article.id}/mine`, '/metrics']) {
      const answer = await door.call('GET', path, { headers: { authorization: `Bearer ${token}` } });
      expect([answer.status, answer.code]).toEqual([401, 'sign_in_required']);
    }
  });

  it.each(['Basic YWRtaW46YWRtaW4=', 'bearer', 'Token x', 'Bearer a b', 'Negotiate x'])(
    '%s is nobody',
    async (authorization) => {
      const answer = await door.call('GET', `${api}/articles/${world.article.id}/mine`, { headers: { authorization } });
      expect(answer.status).toBe(401);
    },
  );
});
