import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArticle, type BuiltSite, buildSite } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { decide, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { childrenOf, NAMESPACES, readXml, textOf } from '../../../libs/testing/src/read-xml.js';

const { sitemap } = NAMESPACES;
const MANY = 50_001;
let door: Door;

beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

/** A file of a site map as a crawler reads it: what kind it is, and each address with its time. */
async function read(path: string): Promise<{ kind: string | null | undefined; places: [string, string][] }> {
  const answer = await door.call('GET', path);
  expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 200, 'application/xml; charset=utf-8']);
  const root = readXml(answer.text).documentElement;
  expect(root?.namespaceURI).toBe(sitemap);
  const items = childrenOf(root, sitemap, root?.localName === 'urlset' ? 'url' : 'sitemap');
  const places = items.map((item): [string, string] => [
    textOf(item, sitemap, 'loc') ?? '',
    textOf(item, sitemap, 'lastmod') ?? '',
  ]);
  return { kind: root?.localName, places };
}
const pageOf = (site: BuiltSite, key: string) => `${door.config.publicUrl}/d/${site.key}/${key}`;

describe('the site map of a site', () => {
  it('names the discussions that have public comments, with their last activity', async () => {
    const site = await buildSite(door.database, { settings: OPEN_SITE });
    const path = `/d/${site.key}/sitemap.xml`;
    expect(await read(path)).toEqual({ kind: 'urlset', places: [] });
    const guest = { name: 'Gerda' };
    const build = (key: string) => buildArticle(door.database, { siteId: site.id, key });
    const [busy, emptied, odd] = [await build('busy'), await build('emptied'), await build('o~d.d_key')];
    await build('silent');
    const other = await buildArticle(door.database);
    await post(door, busy.id, { body: 'First.', guest });
    const last = await post(door, busy.id, { body: 'Second.', guest });
    const gone = await post(door, emptied.id, { body: 'Refused.', guest });
    await decide(door, gone.comment, 'reject');
    await post(door, odd.id, { body: 'Odd.', guest });
    await post(door, other.id, { body: 'Elsewhere.', guest });
    const { kind, places } = await read(path);
    expect([kind, places.map(([address]) => address).sort()]).toEqual([
      'urlset',
      [pageOf(site, 'busy'), pageOf(site, 'o~d.d_key')].sort(),
    ]);
    expect(new Map(places).get(pageOf(site, 'busy'))).toBe(last.comment.createdAt);
    for (const [address] of places) {
      const page = await door.call('GET', address.slice(door.config.publicUrl.length));
      expect(page.status).toBe(200);
    }
  });

  it('is told to be the same to who has it', async () => {
    const site = await buildSite(door.database, { settings: OPEN_SITE });
    const article = await buildArticle(door.database, { siteId: site.id });
    const path = `/d/${site.key}/sitemap.xml`;
    const etag = async () => (await door.call('GET', path)).headers['etag'] ?? '';
    const before = await etag();
    expect((await door.call('GET', path, { headers: { 'if-none-match': before } })).status).toBe(304);
    await post(door, article.id, { body: 'New.', guest: { name: 'Gerda' } });
    expect((await door.call('GET', path, { headers: { 'if-none-match': before } })).status).toBe(200);
  });

  it(`is an index of files where it would be longer than 50,000, and misses none`, async () => {
    const site = await buildSite(door.database);
    await door.database.transaction(async () => {
      await door.database.execute(`SELECT set_config('statement_timeout', '0', true)`);
      await door.database.execute(
        `WITH made AS (
           INSERT INTO articles (id, site_id, key, url, title, revision, created_at, updated_at)
           SELECT gen_random_uuid(), $1::uuid, 'a-' || n, 'https://example.org/' || n, 'One', 1, t, t
           FROM generate_series(1, $2::int) n, LATERAL (SELECT to_timestamp(1770000000 + n / 7) + '0.000001 s'::interval) AS at (t)
           RETURNING id, created_at)
         INSERT INTO discussions (article_id, site_id, published, last_activity_at, created_at)
         SELECT id, $1::uuid, 1, created_at + '1 day', created_at FROM made`,
        [site.id, MANY],
      );
    });
    const path = `/d/${site.key}/sitemap.xml`;
    const index = await read(path);
    expect([index.kind, index.places.length]).toEqual(['sitemapindex', 2]);
    const found = new Set<string>();
    for (const [address, changedAt] of index.places) {
      expect(address.startsWith(`${door.config.publicUrl}${path}?after=`)).toBe(true);
      const file = await read(address.slice(door.config.publicUrl.length));
      expect(file.kind).toBe('urlset');
      expect(file.places.length).toBeLessThanOrEqual(50_000);
      expect(
        file.places
          .map(([, time]) => time)
          .sort()
          .at(-1),
      ).toBe(changedAt);
      for (const [page] of file.places) found.add(page);
    }
    expect(found.size).toBe(MANY);
    const elsewhere = await buildSite(door.database);
    const [, second] = index.places;
    const cursor = new URL(second?.[0] ?? '').searchParams.get('after') ?? '';
    expect((await door.call('GET', `/d/${elsewhere.key}/sitemap.xml?after=${cursor}`)).code).toBe('invalid_cursor');
  }, 60_000);

  it.each([
    ['an unknown site', 'no-such-site', '', 404],
    ['a cursor nobody gave', undefined, '?after=x', 400],
    ['an empty cursor', undefined, '?after=', 400],
    ['another question', undefined, '?limit=10', 400],
  ])('is refused in words: %s', async (_label, key, query, status) => {
    const site = key ?? (await buildSite(door.database)).key;
    const answer = await door.call('GET', `/d/${site}/sitemap.xml${query}`);
    expect([answer.status, answer.code === undefined]).toEqual([status, false]);
  });
});
