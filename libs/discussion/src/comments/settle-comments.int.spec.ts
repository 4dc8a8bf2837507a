import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../testing/src/build-article.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { CommentNotFound } from '../discussion.errors.js';
import type { CommentRow } from '../reading/comment-row.js';
import { EditComment } from './edit-comment.js';
import { PostComment } from './post-comment.js';
import { SettleComment } from './settle-comment.js';
import { type SettlementOfMany, SettleComments } from './settle-comments.js';
import type { Settled } from './settlement.js';

let room: DiscussionRoom;
let writer: BuiltPerson;
let siteId: string;

beforeAll(async () => {
  room = await openDiscussionRoom();
  writer = await buildPerson(room.database);
  siteId = (
    await buildSite(room.database, {
      settings: {
        screening: { newCommenter: { holdFirst: 0 }, recentRejections: { holdPercent: 0 }, links: { holdFrom: 1 } },
      },
    })
  ).id;
});
afterAll(() => room.close());

const LINK = 'See https://example.org/';
const post = async (on: BuiltArticle, body: string, parentId?: string) =>
  (await room.get(PostComment).run(writer.actor, { articleId: on.id, body, parentId })).comment;

/** A fixed run of numbers between 0 and 1, so that a thread that fails can be built again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

interface Planned {
  readonly n: number;
  readonly revision: number;
  readonly to: SettlementOfMany['to'];
}

/** A thread of 24 comments, some of them decided or edited already, and a list of decisions on 16 of them. */
async function build(seed: number): Promise<{ article: BuiltArticle; ids: string[]; plan: Planned[] }> {
  const article = await buildArticle(room.database, { siteId });
  const random = numbers(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  };
  const ids: string[] = [];
  for (let n = 0; n < 24; n++) {
    const readable = await room.database.query<{ id: string }>(
      `SELECT id FROM comments WHERE article_id = $1 AND status = 'published' ORDER BY id`,
      [article.id],
    );
    const parent = readable.length > 0 && random() < 0.7 ? pick(readable).id : undefined;
    ids.push((await post(article, `${random() < 0.4 ? LINK : 'Plain'} ${n}`, parent)).id);
  }
  const mover = newId();
  for (const commentId of ids.filter(() => random() < 0.35)) {
    const [to, revision] = [pick(['published', 'rejected', 'spam', 'withdrawn'] as const), 1];
    const cause = to === 'withdrawn' ? 'writer' : 'moderator';
    await room.get(SettleComment).run({ articleId: article.id, commentId, revision, to, cause, makerId: mover });
  }
  for (const commentId of ids.filter(() => random() < 0.3)) {
    await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId, body: `${LINK} edited` })
      .catch(() => undefined);
  }
  const chosen = ids.map((_, n) => n).filter(() => random() < 0.66);
  const plan = chosen.map((n) => ({
    n,
    revision: random() < 0.5 ? 1 : 2,
    to: pick(['published', 'rejected', 'spam'] as const),
  }));
  return { article, ids, plan };
}

const settlements = (articleId: string, ids: readonly string[], plan: readonly Planned[], by: string) =>
  plan.map(({ n, revision, to }): SettlementOfMany => {
    const decision = { articleId, commentId: ids[n] ?? '', revision, to, reasons: ['spam', 'a, "b"'] };
    return by === 'screening'
      ? {
          ...decision,
          cause: 'screening',
          trace: { phases: [{ phase: 'links', detail: `"${n}"` }] },
          rulesVersion: 'v3',
        }
      : { ...decision, cause: 'moderator', makerId: by };
  });
const stateOf = async (article: BuiltArticle, ids: readonly string[]) => {
  const place = new Map(ids.map((id, n) => [id, n]));
  const comments = await room.database.query<{ id: string }>(
    `SELECT id, status, revision, public_revision, body_html, edited_at IS NULL AS unedited, reply_count, descendant_count
     FROM comments WHERE article_id = $1 ORDER BY id`,
    [article.id],
  );
  const decisions = await room.database.query<{ comment_id: string }>(
    `SELECT comment_id, revision, cause, from_status, to_status, reasons, note, trace, rules_version, public_before FROM decisions
     WHERE article_id = $1 ORDER BY comment_id, id`,
    [article.id],
  );
  const nameless = <Row extends object>(rows: Row[], key: keyof Row) =>
    rows.map((row) => ({ ...row, [key]: place.get(String(row[key])) }));
  return { comments: nameless(comments, 'id'), decisions: nameless(decisions, 'comment_id') };
};
const told = async (article: BuiltArticle, ids: readonly string[]) => {
  const events = [...(await room.heard('settled')), ...(await room.heard('published'))];
  return events
    .filter(({ articleId }) => articleId === article.id)
    .map(({ commentId, from, to }) => `${ids.indexOf(String(commentId))} ${String(from)} ${String(to)}`)
    .sort();
};

describe(SettleComments, () => {
  it('does what the same decisions do one after the other', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const [together, single] = [await build(seed), await build(seed)];
      expect(together.plan).toEqual(single.plan);
      room.clock.advance(60_000);
      const maker = seed % 2 === 0 ? 'screening' : newId();
      const many = await room
        .get(SettleComments)
        .run(settlements(together.article.id, together.ids, together.plan, maker));
      const one: Settled[] = [];
      for (const settlement of settlements(single.article.id, single.ids, single.plan, maker)) {
        one.push(await room.get(SettleComment).run(settlement));
      }
      const plain = (list: typeof one) => list.map(({ decisionId, ...rest }) => ({ ...rest, decided: !!decisionId }));
      expect(plain(many)).toEqual(plain(one));
      expect(await stateOf(together.article, together.ids)).toEqual(await stateOf(single.article, single.ids));
      expect(await told(together.article, together.ids)).toEqual(await told(single.article, single.ids));
      const counts = await storedCounts(room.database, together.article.id);
      expect(counts).toEqual(await recount(room.database, together.article.id));
      expect(counts.published).toBe((await storedCounts(room.database, single.article.id)).published);
    }
  }, 120_000);

  it('lets live readers hear once of each discussion', async () => {
    const [first, second] = [
      await buildArticle(room.database, { siteId }),
      await buildArticle(room.database, { siteId }),
    ];
    const comments = [await post(first, LINK), await post(first, LINK), await post(second, LINK)];
    const before = room.changes.length;
    await room.get(SettleComments).run(
      comments.map(({ articleId, id: commentId }) => {
        return { articleId, commentId, revision: 1, to: 'published', cause: 'moderator' } as const;
      }),
    );
    expect(room.changes.slice(before).map(({ articleId }) => articleId)).toEqual([first.id, second.id].sort());
  });

  it('changes nothing when one of the comments is not there', async () => {
    const article = await buildArticle(room.database, { siteId });
    const comment = await post(article, LINK);
    const parts = { articleId: article.id, revision: 1, to: 'published', cause: 'moderator' } as const;
    const attempt = room.get(SettleComments).run([
      { ...parts, commentId: comment.id },
      { ...parts, commentId: newId() },
    ]);
    await expect(attempt).rejects.toThrow(CommentNotFound);
    expect(await storedCounts(room.database, article.id)).toMatchObject({ published: 0 });
  });

  it('keeps counters exact beside single decisions and answers at the same time', async () => {
    const article = await buildArticle(room.database, { siteId });
    const root = await post(article, 'Root.');
    const middle = await post(article, 'Middle.', root.id);
    const leaves: CommentRow[] = [];
    for (let n = 0; n < 24; n++) leaves.push(await post(article, LINK, n % 2 === 0 ? middle.id : root.id));
    const settle = (commentId: string, to: 'published' | 'rejected' = 'published') => ({
      articleId: article.id,
      commentId,
      revision: 1,
      to,
      cause: 'moderator' as const,
      makerId: newId(),
    });
    const lists = [0, 1, 2].map((part) => leaves.filter((_, n) => n % 3 === part).map(({ id }) => settle(id)));
    await Promise.all([
      ...lists.map((list) => room.get(SettleComments).run(list)),
      room.get(SettleComments).run([...leaves].reverse().map(({ id }) => settle(id))),
      room.get(SettleComment).run(settle(middle.id, 'rejected')),
      post(article, 'Another answer.', root.id),
    ]);
    expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));
  });
});
