import { newId } from '#kernel';
import type { DoorRole } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { type Action, all, onComment } from './action.fixture.js';
import { api, isPerson, ofComment, ownRejected, places, world } from './ground.fixture.js';

const posting =
  (place: keyof typeof places) =>
  (role: DoorRole): [string, CallOptions] => [
    `${api}/articles/${places[place].id}/comments`,
    { json: { body: `From ${role}.`, ...(isPerson(role) ? {} : { guest: { name: 'Passer-by' } }) } },
  ];

/** What readers write. */
export const WRITING: readonly Action[] = [
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
    name: "read the source of another's comment",
    route: 'GET /api/v1/articles/:articleId/comments/:id/source',
    expected: [401, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 404],
    request: onComment('published', '/source'),
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
];
