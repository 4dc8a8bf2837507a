import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#accounts';
import { type CommentRow, EditComment, PostComment } from '#discussion';
import { newId } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { IndexWords } from '../search/index-words.js';
import { Decide } from './decide.js';
import { type QueueQuestion, ReviewQueue } from './review-queue.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let moderator: BuiltPerson;
const screening = {
  newCommenter: { holdFirst: 0 },
  recentRejections: { holdPercent: 0 },
  links: { holdFrom: 1, spamFrom: 0 },
  flood: { perMinute: 0, perHour: 0 },
  repeats: { windowSeconds: 0 },
};

beforeAll(async () => {
  room = await openWorkRoom();
  site = await buildSite(room.database, { settings: { screening } });
  article = await buildArticle(room.database, { siteId: site.id });
  moderator = await buildPerson(room.database, { roles: [{ siteId: site.id, role: 'moderator' }] });
});
afterAll(() => room.close());

let count = 0;
const write = async (
  body = 'A remark.',
  parts: { by?: Actor; on?: BuiltArticle; sectionId?: string; parentId?: string; network?: Buffer } = {},
): Promise<CommentRow> => {
  const { on = article, sectionId, parentId, network } = parts;
  const by = parts.by ?? (await buildPerson(room.database)).actor;
  const { comment } = await room.get(PostComment).run(by, {
    articleId: on.id,
    body: `${body} https://example.org/${++count}`,
    ...(parentId === undefined ? {} : { parentId }),
    ...(sectionId === undefined ? {} : { anchor: { sectionId } }),
    ...(network === undefined ? {} : { networkKey: network }),
  });
  await room.screen(comment);
  room.clock.advance(1000);
  return comment;
};
const read = async (question: Partial<QueueQuestion>, viewer: string | null = null, siteId = site.id) => {
  const asked = { state: 'pending', sort: 'oldest', limit: 100, ...question } as const;
  return (await room.get(ReviewQueue).page(siteId, asked, viewer)).items;
};
const ids = async (question: Partial<QueueQuestion>, viewer: string | null = null, siteId = site.id) =>
  (await read(question, viewer, siteId)).map(({ comment }) => comment.id);
const decide = (comment: CommentRow, outcome: 'publish' | 'reject', reason?: string) =>
  room.get(Decide).run(moderator.actor, {
    items: [
      {
        articleId: comment.articleId,
        commentId: comment.id,
        revision: comment.revision,
        outcome,
        ...(reason === undefined ? {} : { reason }),
      },
    ],
  });

/** When an id was made: it begins with the time. */
const instantOf = (id: string) => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString();

describe('a queue narrowed', () => {
  it('to a section, a person, a network and a time', async () => {
    const [section] = article.sections;
    const writer = await buildPerson(room.database);
    const inSection = await write('In a section.', { sectionId: section?.id ?? '' });
    const first = await write('From here.', { by: writer.actor, network: Buffer.from('one network') });
    const second = await write('From here too.', { network: Buffer.from('one network') });
    const elsewhere = await write('From elsewhere.', { network: Buffer.from('another') });
    expect(await ids({ article: article.id, section: section?.id })).toEqual([inSection.id]);
    expect(await ids({ author: writer.id })).toEqual([first.id]);
    expect(await ids({ network: first.id })).toEqual([first.id, second.id]);
    expect(await ids({ network: inSection.id })).toEqual([]);
    expect(await ids({ network: elsewhere.id, author: writer.id })).toEqual([]);
    const between = instantOf(first.id);
    expect(await ids({ from: instantOf(inSection.id), to: between })).toEqual([inSection.id]);
    expect(await ids({ from: between })).toEqual([first.id, second.id, elsewhere.id]);
    for (const sort of ['urgent', 'newest'] as const) {
      expect((await ids({ network: first.id, sort })).sort()).toEqual([first.id, second.id].sort());
    }
  });

  it('never to the network of another site’s comment', async () => {
    const otherSite = await buildSite(room.database, { settings: { screening } });
    const on = await buildArticle(room.database, { siteId: otherSite.id });
    const network = Buffer.from('shared by two sites');
    const [here, there] = [await write('Here.', { network }), await write('There.', { network, on })];
    expect(await ids({ network: there.id })).toEqual([]);
    expect(await ids({ network: here.id })).toEqual([here.id]);
    expect(await ids({ network: there.id }, null, otherSite.id)).toEqual([there.id]);
  });

  it('to a reason of screening, of readers and of moderators', async () => {
    const [held, rejected, reported] = [await write(), await write(), await write()];
    await decide(rejected, 'reject', 'off-topic');
    await decide(reported, 'publish');
    await room.get(RaiseFlag).run((await buildPerson(room.database)).actor, article.id, reported.id, {
      reason: 'abusive',
    });
    expect(await ids({ reason: 'links' })).toContain(held.id);
    expect(await ids({ reason: 'flood' })).toEqual([]);
    expect(await ids({ state: 'rejected', reason: 'off-topic' })).toEqual([rejected.id]);
    expect(await ids({ state: 'reported', reason: 'flag:abusive' })).toEqual([reported.id]);
    expect(await ids({ state: 'reported', reason: 'flag:spam' })).toEqual([]);
  });

  it.each([false, true])('to words, before and after they are indexed (%s)', async (isIndexed) => {
    const word = isIndexed ? 'Zwetschge' : 'Mirabelle';
    const [one, two, other] = [
      await write(`Über die ${word} spricht man.`),
      await write(`Nicht über ${word.toUpperCase()}!`),
      await write('Etwas ganz anderes.'),
    ];
    const on = await buildArticle(room.database, { siteId: (await buildSite(room.database)).id });
    await write(`${word} elsewhere.`, { on });
    if (isIndexed) await room.get(IndexWords).run(noJob);
    expect(await ids({ q: word.toLowerCase() })).toEqual([one.id, two.id]);
    expect(await ids({ q: `${word} spricht` })).toEqual([one.id]);
    expect(await ids({ q: `example.org ${word}` })).toEqual([one.id, two.id]);
    expect(await ids({ q: `${word} anderes` })).toEqual([]);
    expect(await ids({ q: '!!! ((( &&& | :*' })).toEqual([]);
    const writer = await buildPerson(room.database);
    const before = await write('Vorher war hier nichts.', { by: writer.actor });
    if (isIndexed) await room.get(IndexWords).run(noJob);
    await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId: before.id, body: `Die ${word} kam dazu.` });
    expect(await ids({ q: `${word} dazu` })).toEqual([before.id]);
    expect(await ids({ q: 'vorher' })).not.toContain(before.id);
    expect(await ids({ q: 'ganz anderes' })).toContain(other.id);
  });

  it('by a trait that more comments have than can be named', async () => {
    const [needle, straw] = [await write('Heuhaufen, hier.'), await write('Nadel.')];
    await room.database.execute(
      `INSERT INTO comment_words (comment_id, words)
       SELECT gen_random_uuid(), to_tsvector('simple', 'heuhaufen') || array_to_tsvector(ARRAY['site:' || $1]) FROM generate_series(1, 2001)`,
      [site.id],
    );
    const found = await ids({ q: 'heuhaufen' });
    expect(found).toContain(needle.id);
    expect(found).not.toContain(straw.id);
    await room.database.execute(`DELETE FROM comment_words WHERE words @@ 'heuhaufen'::tsquery`);
  });
});

describe('an item', () => {
  it('shows the text that is public beside the one that waits, and where its links lead', async () => {
    const writer = await buildPerson(room.database);
    const comment = await write('The first text.', { by: writer.actor });
    await decide(comment, 'publish');
    const edited = await room.get(EditComment).run(writer.actor, {
      articleId: article.id,
      commentId: comment.id,
      body: 'The first text, with [a bank](https://phish.example/login).',
    });
    await room.screen(edited);
    const [item] = await read({ author: writer.id });
    expect(item).toMatchObject({
      body: 'The first text, with [a bank](https://phish.example/login).',
      previous: { revision: 1, body: expect.stringMatching(/^The first text\. https/) as string },
      links: [{ text: 'a bank', href: 'https://phish.example/login' }],
      comment: { revision: 2 },
    });
  });

  it('shows the thread around it, its section, and who decided before', async () => {
    const [section] = article.sections;
    const root = await write('Root.', { sectionId: section?.id ?? '' });
    await decide(root, 'publish');
    const [earlier, later] = [
      await write('Earlier.', { parentId: root.id }),
      await write('Later.', { parentId: root.id }),
    ];
    await decide(earlier, 'publish');
    await decide(later, 'reject', 'offensive');
    const [item] = (await read({ state: 'rejected' })).filter(({ comment }) => comment.id === later.id);
    expect(item?.around.map(({ id }) => id)).toEqual([root.id, earlier.id]);
    expect(item?.section).toEqual({ id: section?.id, heading: section?.heading });
    expect(item?.decision).toMatchObject({ by: { id: moderator.id }, status: 'rejected', reasons: ['offensive'] });
  });
});

describe('the order of urgency', () => {
  it('counts what was flagged, whom it reaches, how good it looks, and how long it has waited', async () => {
    const on = await buildArticle(room.database, { siteId: (await buildSite(room.database)).id });
    const siteId = (
      await room.database.query<{ site_id: string }>('SELECT site_id FROM articles WHERE id = $1', [on.id])
    )[0]?.site_id;
    const put = async (parts: { urgency?: number; reach?: number; score?: number; hours?: number }) => {
      const comment = await room.post((await buildPerson(room.database)).actor, {
        articleId: on.id,
        body: `It is ${++count}.`,
      });
      await room.database.execute(
        `INSERT INTO review_items (comment_id, article_id, site_id, revision, status, urgency, reach, score, opened_at)
         VALUES ($1, $2, $3, 1, 'pending', $4, $5, $6, $7)`,
        [
          ...[comment.id, on.id, siteId, parts.urgency ?? 1, parts.reach ?? 0, parts.score ?? 0],
          new Date(room.clock.nowMs() - (parts.hours ?? 0) * 3_600_000),
        ],
      );
      return comment.id;
    };
    const [plain, flagged, old, older, widely, good] = [
      await put({}),
      await put({ urgency: 3 }),
      await put({ hours: 6 }),
      await put({ hours: 30 }),
      await put({ reach: 1.5 }),
      await put({ score: 0.9 }),
    ];
    const items = await read({ sort: 'urgent' }, null, siteId);
    expect(items.map(({ comment }) => comment.id)).toEqual([older, flagged, widely, good, old, plain]);
    expect(items.map(({ urgency }) => Math.round(urgency * 10) / 10)).toEqual([3.5, 3, 2.5, 1.9, 1.5, 1]);
  });
});

describe('the counts', () => {
  it('say how many are in each queue, and that there are more', async () => {
    const empty = await buildSite(room.database);
    const counts = await room.get(ReviewQueue).counts(empty.id);
    expect(Object.values(counts).every(({ count: n, more }) => n === 0 && !more)).toBe(true);
    const all = await room.get(ReviewQueue).counts(site.id);
    for (const state of ['pending', 'reported', 'published', 'rejected'] as const) {
      expect(all[state]).toEqual({ count: (await ids({ state })).length, more: false });
    }
    const on = await buildArticle(room.database, { siteId: empty.id });
    await room.database.execute(
      `WITH c AS (
         INSERT INTO comments (article_id, id, site_id, root_id, depth, path, author_id, author_name, author_kind, status, revision, body_html, anchor_kind, created_at)
         SELECT $1, id, $2, id, 0, '{}', $3, 'x', 'guest', 'pending', 1, '', 'article', now() FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 1001)) n
         RETURNING id)
       INSERT INTO review_items (comment_id, article_id, site_id, revision, status, opened_at) SELECT id, $1, $2, 1, 'pending', now() FROM c`,
      [on.id, empty.id, newId()],
    );
    expect((await room.get(ReviewQueue).counts(empty.id)).pending).toEqual({ count: 1000, more: true });
  });
});
