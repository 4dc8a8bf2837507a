import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permalink, ReplyPage } from '#contracts';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';

const LEVELS = 1000;
const guest = { name: 'Someone' };
let door: Door;
let world: DoorWorld;
let comments: string;
let last: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  comments = `/api/v1/articles/${world.article.id}/comments`;
  last = await deepChain(LEVELS);
});
afterAll(() => door.close());

/** A chain of so many levels below a root, past the verbs: the limit of the site is what is tried. */
async function deepChain(levels: number): Promise<string> {
  const root = await post(door, world.article.id, { body: 'Level 0', guest });
  await door.database.execute(INSERT_CHAIN, [world.article.id, root.comment.id, levels]);
  const [row] = await door.database.query<{ id: string }>(
    'SELECT id FROM comments WHERE article_id = $1 ORDER BY depth DESC LIMIT 1',
    [world.article.id],
  );
  return row?.id ?? '';
}

const INSERT_CHAIN = `
WITH root AS (SELECT * FROM comments WHERE article_id = $1 AND id = $2), ids AS (
  SELECT level, (lpad(to_hex(1770000000000 + level), 12, '0') || '70008000' || lpad(to_hex(level), 12, '0'))::uuid AS id
  FROM generate_series(1, $3::int) level
), chain AS (
  SELECT level, id, lag(id) OVER (ORDER BY level) AS parent, array_agg(id) OVER (ORDER BY level) AS path FROM ids
), revised AS (
  INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
  SELECT $1, id, 1, 'x', '<p>x</p>', 1, '[]', now() FROM ids
)
INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind,
  status, revision, public_revision, body_html, anchor_kind, reply_count, created_at)
SELECT root.article_id, chain.id, root.site_id, root.id, coalesce(chain.parent, root.id), chain.level,
  root.id || chain.path[1:chain.level - 1], root.author_id, 'Chain', 'guest', 'published', 1, 1, '<p>x</p>', 'article',
  CASE WHEN chain.level = $3 THEN 0 ELSE 1 END, now()
FROM chain, root`;

describe('a thread a thousand levels deep (A37)', () => {
  it('takes no deeper reply, and says so at once', async () => {
    const started = performance.now();
    const answer = await door.call('POST', comments, { json: { body: 'Deeper.', guest, parentId: last } });
    expect([answer.status, answer.code]).toEqual([422, 'thread_too_deep']);
    expect(performance.now() - started).toBeLessThan(2000);
    const [row] = await door.database.query<{ count: string }>('SELECT count(*) FROM comments');
    expect(row?.count).toBe(String(LEVELS + 1));
  });

  it('takes a reply in its midst', async () => {
    const { ancestors } = (await door.call('GET', `${comments}/${last}`)).json<Permalink>();
    const parentId = ancestors.at(-1)?.id;
    const answer = await door.call('POST', comments, { json: { body: 'As deep as it goes.', guest, parentId } });
    expect([answer.status, answer.code]).toEqual([201, undefined]);
  });

  it('is read in bounded pieces: a hundred levels above a comment, one level below it', async () => {
    const permalink = await door.call('GET', `${comments}/${last}`);
    expect(permalink.json<Permalink>().ancestors).toHaveLength(100);
    const page = await door.call('GET', `${comments}?limit=50&replies=10`);
    expect([page.status, page.text.length < 262_144]).toEqual([200, true]);
    const replies = await door.call('GET', `${comments}/${last}/replies`);
    expect(replies.json<ReplyPage>()).toEqual({ items: [], next: null });
  });

  it('is read on its page, at its end too', async () => {
    for (const query of ['', `?comment=${last}`, `?comment=${last}&reply=${last}`]) {
      const page = await door.call('GET', `/d/${world.site.key}/${world.article.key}${query}`);
      expect([page.status, page.text.length < 262_144]).toEqual([200, true]);
    }
  });
});
