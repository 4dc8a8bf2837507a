import { buildPerson, buildSanction } from '../../../../libs/testing/src/build-person.js';
import { post } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { type Action, STAFF_ONLY } from './action.fixture.js';
import { api, door, reader, world } from './ground.fixture.js';

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

/** What moderators do with people. */
export const PEOPLE: readonly Action[] = [
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
];
