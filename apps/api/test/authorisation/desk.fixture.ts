import type { Comment, DecisionsResult } from '#contracts';
import { newId } from '#kernel';
import type { DoorRole } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { type Action, STAFF_ONLY } from './action.fixture.js';
import { api, author, decideAs, door, ofComment, target, type Target, world } from './ground.fixture.js';

const deciding =
  (kind: Target) =>
  async (role: DoorRole): Promise<[string, CallOptions]> => {
    const { articleId, id: commentId, revision } = await target(kind, role);
    return [
      `${api}/moderation/decisions`,
      { json: { items: [{ articleId, commentId, revision, outcome: 'reject' }] } },
    ];
  };

async function appealOf(comment: Comment): Promise<string> {
  await door.call('POST', ofComment(comment, '/appeal'), { as: author.token, json: { text: 'Please look again.' } });
  const [row] = await door.database.query<{ id: string }>('SELECT id FROM appeals WHERE comment_id = $1', [comment.id]);
  return row?.id ?? '';
}

/** What moderators do at their desk. */
export const DESK: readonly Action[] = [
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
    name: 'list articles with remarks that have lost their place',
    route: 'GET /api/v1/moderation/orphans',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/orphans?site=${world.site.key}`],
  },
  {
    name: 'list remarks that have lost their place',
    route: 'GET /api/v1/moderation/articles/:articleId/orphans',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/articles/${world.article.id}/orphans`],
  },
  {
    name: 'let a remark without a place rest',
    route: 'POST /api/v1/moderation/articles/:articleId/orphans',
    expected: STAFF_ONLY,
    request: () => [
      `${api}/moderation/articles/${world.article.id}/orphans`,
      { json: { revision: 1, items: [{ commentId: newId(), action: 'retire' }] } },
    ],
  },
  {
    name: 'say that a remark is dealt with',
    route: 'PUT /api/v1/moderation/articles/:articleId/comments/:id/addressed',
    expected: STAFF_ONLY,
    request: async (role) => {
      const { articleId, id } = await target('published', role);
      return [
        `${api}/moderation/articles/${articleId}/comments/${id}/addressed`,
        { method: 'PUT', json: { state: 'addressed', revision: 1 } },
      ];
    },
  },
  {
    name: 'read the queue',
    route: 'GET /api/v1/moderation/queue',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/queue?site=${world.site.key}`],
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
    name: 'listen to the queue',
    route: 'GET /api/v1/moderation/live',
    expected: STAFF_ONLY,
    request: () => [`${api}/moderation/live?site=${world.site.key}`],
  },
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
    name: "answer an appeal against another's decision",
    route: 'POST /api/v1/moderation/appeals/:id/decision',
    expected: [401, 403, 403, 403, 200, 404, 200, 403, 403, 403, 403, 403, 404],
    request: async (role) => [
      `${api}/moderation/appeals/${await appealOf(await target('rejected', role))}/decision`,
      { json: { outcome: 'uphold', answer: 'We have looked again.' } },
    ],
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
];
