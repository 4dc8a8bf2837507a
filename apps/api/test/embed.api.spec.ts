import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FoundDiscussion } from '#contracts';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld } from '../../../libs/testing/src/door-world.js';

let door: Door;
let world: DoorWorld;
let path: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  path = `/api/v1/sites/${world.site.key}/discussion`;
});
afterAll(() => door.close());

describe('the discussion of a page', () => {
  it('is found by the key of the article, and by its address whatever is hung onto that', async () => {
    const { article } = world;
    for (const query of [`key=${article.key}`, `url=${encodeURIComponent(`${article.url}/?utm_source=letter`)}`]) {
      const found = FoundDiscussion.parse((await door.call('GET', `${path}?${query}`)).json());
      expect(found).toMatchObject({ articleId: article.id, key: article.key, title: 'An article', language: 'en' });
      expect(found.sections.map(({ heading }) => heading)).toEqual(article.sections.map(({ heading }) => heading));
    }
  });

  it.each([
    ['an article that is none', '?key=nobody', 404, 'not_found'],
    ["another site's article", '', 404, 'not_found'],
    ['no article', '?', 400, 'validation_failed'],
    ['an address that is none', '?url=nowhere', 400, 'validation_failed'],
    ['both', '?key=a&url=https%3A%2F%2Fexample.org', 400, 'validation_failed'],
    ['the key twice', '?key=a&key=b', 400, 'validation_failed'],
  ])('is not found for %s', async (_what, query, status, code) => {
    const asked = query === '' ? `?key=${world.otherArticle.key}` : query;
    const answer = await door.call('GET', `${path}${asked}`);
    expect([answer.status, answer.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
  });
});

describe('a script that is not there', () => {
  it.each(['/embed/nobody.js', '/embed/..%2f..%2fpackage.json', '/embed/%00', `/embed/${'x'.repeat(101)}`])(
    'is refused: %s',
    async (file) => {
      expect([400, 404]).toContain((await door.call('GET', file)).status);
    },
  );
});
