import { newId } from '#kernel';
import { TEST_ARTICLE } from '../../../../libs/testing/src/build-article.js';
import { type Action } from './action.fixture.js';
import { api, door, world } from './ground.fixture.js';

/** What is done to articles and to the settings of their site. */
export const ARTICLES: readonly Action[] = [
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
    name: 'list revisions',
    route: 'GET /api/v1/sites/:site/articles/:key/revisions',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 200, 403, 200, 403, 404],
    request: () => [`${api}/sites/${world.site.key}/articles/${world.article.key}/revisions`],
  },
  {
    name: 'read a revision',
    route: 'GET /api/v1/sites/:site/articles/:key/revisions/:revision',
    expected: [401, 403, 403, 403, 200, 404, 200, 200, 200, 403, 200, 403, 404],
    request: () => [`${api}/sites/${world.site.key}/articles/${world.article.key}/revisions/1`],
  },
  {
    name: 'ask a question on a passage',
    route: 'POST /api/v1/sites/:site/articles/:key/questions',
    expected: [401, 403, 403, 403, 403, 404, 201, 201, 201, 403, 403, 403, 404],
    request: () => [
      `${api}/sites/${world.site.key}/articles/${world.article.key}/questions`,
      { json: { quote: { exact: 'The harbour of Lindholm froze' }, prompt: `What do you think of it (${newId()})?` } },
    ],
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
];

async function settings(): Promise<object> {
  const [row] = await door.database.query<{ settings: object }>('SELECT settings FROM sites WHERE id = $1', [
    world.site.id,
  ]);
  return row?.settings ?? {};
}
