import { type Action, all, onComment } from './action.fixture.js';
import { api, ofComment, ownRejected, target, type Target, world } from './ground.fixture.js';
import type { DoorRole } from '../../../../libs/testing/src/door-world.js';

const feedOfReplies = async (kind: Target, role: DoorRole): Promise<string> =>
  `/d/${world.site.key}/${world.article.key}/comments/${(await target(kind, role)).id}/feed.atom`;

/** What is read of a discussion, and of what is one's own. */
export const READING: readonly Action[] = [
  {
    name: 'read the discussion',
    route: 'GET /api/v1/articles/:articleId/comments',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/comments`],
  },
  {
    name: 'read the questions',
    route: 'GET /api/v1/articles/:articleId/questions',
    expected: all(200),
    request: () => [`${api}/articles/${world.article.id}/questions`],
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
    name: 'find the discussion of a page',
    route: 'GET /api/v1/sites/:site/discussion',
    expected: all(200),
    request: () => [`${api}/sites/${world.site.key}/discussion?key=${world.article.key}`],
  },
  // The scripts come with the build, which tests from the sources have not: what is asked here is that nobody is asked who they are.
  {
    name: 'load the script of the embed',
    route: 'GET /embed.js',
    expected: all(404),
    request: () => ['/embed.js'],
  },
  {
    name: 'load the script of the counts',
    route: 'GET /count.js',
    expected: all(404),
    request: () => ['/count.js'],
  },
  {
    name: 'load a part of the embed',
    route: 'GET /embed/:file',
    expected: all(404),
    request: () => ['/embed/app.js'],
  },
  {
    name: 'read the page',
    route: 'GET /d/:site/:key',
    expected: all(200),
    request: () => [`/d/${world.site.key}/${world.article.key}`],
  },
  {
    name: 'read an earlier text',
    route: 'GET /d/:site/:key/revisions/:revision',
    expected: all(200),
    request: () => [`/d/${world.site.key}/${world.article.key}/revisions/1`],
  },
  {
    name: 'read the feed of a site',
    route: 'GET /d/:site/feed.atom',
    expected: all(200),
    request: () => [`/d/${world.site.key}/feed.atom`],
  },
  {
    name: 'read the feed of a discussion',
    route: 'GET /d/:site/:key/feed.atom',
    expected: all(200),
    request: () => [`/d/${world.site.key}/${world.article.key}/feed.atom`],
  },
  {
    name: 'read the feed of the replies to a comment',
    route: 'GET /d/:site/:key/comments/:id/feed.atom',
    expected: all(200),
    request: async (role) => [await feedOfReplies('published', role)],
  },
  {
    name: "read the feed of the replies to another's held comment",
    route: 'GET /d/:site/:key/comments/:id/feed.atom',
    expected: all(404),
    request: async (role) => [await feedOfReplies('pending', role)],
  },
  {
    name: 'read the site map',
    route: 'GET /d/:site/sitemap.xml',
    expected: all(200),
    request: () => [`/d/${world.site.key}/sitemap.xml`],
  },
  {
    name: 'read annotations',
    route: 'GET /d/:site/:key/annotations.jsonld',
    expected: all(200),
    request: () => [`/d/${world.site.key}/${world.article.key}/annotations.jsonld`],
  },
];
