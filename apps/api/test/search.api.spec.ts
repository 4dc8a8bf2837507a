import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueuePage } from '#contracts';
import { IndexWords } from '#moderation';
import { buildArticle } from '../../../libs/testing/src/build-article.js';
import { buildScreened } from '../../../libs/testing/src/build-screened.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld } from '../../../libs/testing/src/door-world.js';
import { notRefused } from '../../../libs/testing/src/refusal.js';
import { noJob } from '../../../libs/testing/src/work-room.js';

/** More than are named by a search, so that common words are asked of comment after comment. */
const INDEXED = 2500;
/** Written since the index was brought up to date: read one by one. */
const YOUNG = 1000;
const AT_ONCE = 20;
/** A query that the schema refuses, and one whose line the server does not even read to its end. */
const TOO_LONG = [400, 431];
const AS_IT_SHOULD = [200, ...TOO_LONG, 503];
const STATES = ['published', 'unmoderated', 'pending', 'rejected', 'reported', 'appealed'];

let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  const fill = (articleId: string, count: number) =>
    buildScreened(door.database, { siteId: world.site.id, articleId, count, gadgetEvery: 1000 });
  await fill(world.article.id, INDEXED);
  await door.get(IndexWords).run(noJob);
  const [row] = await door.database.query<{ n: number }>('SELECT count(*)::int AS n FROM comment_words');
  expect(row?.n).toBe(INDEXED);
  const { id } = await buildArticle(door.database, { siteId: world.site.id });
  await fill(id, YOUNG);
});
afterAll(() => door.close());

const search = (q: string, state = 'published') =>
  door.call('GET', `/api/v1/moderation/queue?site=${world.site.key}&state=${state}&q=${encodeURIComponent(q)}`, {
    as: world.tokens.moderator,
  });
const many = (count: number, word: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => word(at)).join(' ');

/** What is asked for, and whether it is too long to be looked for. */
const ODD: readonly [string, string, 'answered' | 'refused'][] = [
  ['one letter', 'a', 'answered'],
  ['one letter that nearly every comment holds as a word', 'the', 'answered'],
  ['an operator', 'a:*', 'answered'],
  ['operators alone', '& | ! <-> ( ) :*', 'answered'],
  ['only stop words', 'the and of a to in', 'answered'],
  ['words that each comment holds', 'remark the ice and harbour', 'answered'],
  ['the longest that is taken', 'ice '.repeat(50).trim(), 'answered'],
  ['100 terms', many(66, (at) => String(at)), 'answered'],
  ['5,000 terms', many(5000, (at) => at.toString(36)), 'refused'],
  ['10 KB of one word', 'x'.repeat(10_240), 'refused'],
];

describe('a search (A23)', () => {
  it('finds what is indexed and what is not yet', async () => {
    const page = QueuePage.parse((await search('gadget')).json());
    expect(page.items).toHaveLength(3);
    expect(page.items.every(({ body }) => body.includes('gadget'))).toBe(true);
    expect(QueuePage.parse((await search('gadget ice')).json()).items).toEqual([]);
  });

  it.each(ODD)('for %s is answered or refused in words, in every queue', async (_, q, expected) => {
    for (const state of STATES) {
      const answer = await search(q, state);
      if (expected === 'answered') expect([200, 503], answer.text.slice(0, 200)).toContain(answer.status);
      else expect(notRefused(answer)).toBeUndefined();
    }
  });

  it(`is answered or refused when ${AT_ONCE} come at once, and the readers' page goes on`, async () => {
    for (const state of ['published', 'unmoderated']) {
      const asked = Array.from({ length: AT_ONCE }, (_, at) => search(ODD[at % ODD.length]?.[1] ?? '', state));
      const read = door.call('GET', `/api/v1/articles/${world.article.id}/comments`);
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.filter((status) => !AS_IT_SHOULD.includes(status))).toEqual([]);
      expect(statuses.filter((status) => TOO_LONG.includes(status))).toHaveLength(AT_ONCE / 5);
      expect((await read).status).toBe(200);
    }
    expect((await search('gadget')).status).toBe(200);
  });

  it('goes on from page to page with a cursor of its own, however deep, and with no other', async () => {
    const path = `/api/v1/moderation/queue?site=${world.site.key}&state=published&sort=oldest&limit=100`;
    const seen = new Set<string>();
    let after = '';
    for (let page = 0; page < 12; page++) {
      const answer = await door.call('GET', `${path}&q=harbour${after}`, { as: world.tokens.moderator });
      const { items, next } = QueuePage.parse(answer.json());
      for (const { comment } of items) seen.add(comment.id);
      expect(next).not.toBeNull();
      after = `&after=${next ?? ''}`;
    }
    expect(seen.size).toBe(1200);
    const offset = await door.call('GET', `${path}&q=harbour&offset=1000000`, { as: world.tokens.moderator });
    expect(notRefused(offset)).toBeUndefined();
  });
});
