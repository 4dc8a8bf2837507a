import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { AdoptComments } from '../comments/adopt-comments.js';
import { PostComment } from '../comments/post-comment.js';
import { CommentNotFound, OwnComment } from '../discussion.errors.js';
import { ThreadQueries } from '../reading/thread-queries.js';
import type { VoteValue } from './ballots.js';
import { CastVote } from './cast-vote.js';
import { wilsonLowerBound } from './wilson.js';

let room: DiscussionRoom;
let article: BuiltArticle;
let writer: BuiltPerson;
let reader: BuiltPerson;

beforeAll(async () => {
  room = await openDiscussionRoom();
  const site = await buildSite(room.database, {
    settings: { screening: { newCommenter: { holdFirst: 0 }, links: { holdFrom: 1 } } },
  });
  article = await buildArticle(room.database, { siteId: site.id });
  writer = await buildPerson(room.database);
  reader = await buildPerson(room.database);
});
afterAll(() => room.close());

const post = async (by = writer, body = 'A word.') =>
  (await room.get(PostComment).run(by.actor, { articleId: article.id, body })).comment;
const vote = (by: BuiltPerson, commentId: string, value: VoteValue) =>
  room.get(CastVote).run(by.actor, { articleId: article.id, commentId, value });
const stored = async (id: string) => {
  const [row] = await room.database.query<{ up: number; down: number; best: number; votes: number }>(
    `SELECT up, down, best, (SELECT count(*)::int FROM votes v WHERE v.article_id = c.article_id AND v.comment_id = c.id) AS votes
     FROM comments c WHERE article_id = $1 AND id = $2`,
    [article.id, id],
  );
  return row;
};

describe(CastVote, () => {
  it('casts, changes and takes back one vote', async () => {
    const comment = await post();
    expect(await vote(reader, comment.id, 1)).toEqual({ score: { up: 1, down: 0 }, mine: 1 });
    expect(await stored(comment.id)).toEqual({ up: 1, down: 0, best: wilsonLowerBound(1, 0), votes: 1 });
    expect(await vote(reader, comment.id, -1)).toEqual({ score: { up: 0, down: 1 }, mine: -1 });
    expect((await room.get(ThreadQueries).mine(article.id, reader.id)).votes).toMatchObject({ [comment.id]: -1 });
    expect(await vote(reader, comment.id, 0)).toEqual({ score: { up: 0, down: 0 }, mine: 0 });
    expect(await stored(comment.id)).toEqual({ up: 0, down: 0, best: 0, votes: 0 });
  });

  it('counts a hundred votes at once of one voter as one, and of twenty voters as twenty', async () => {
    const [one, many] = [await post(), await post()];
    await Promise.all(Array.from({ length: 100 }, (_, n) => vote(reader, one.id, n % 2 === 0 ? 1 : -1)));
    const after = await stored(one.id);
    expect([after?.votes, (after?.up ?? 0) + (after?.down ?? 0)]).toEqual([1, 1]);
    const voters = await Promise.all(Array.from({ length: 20 }, () => buildPerson(room.database)));
    await Promise.all(voters.map((voter) => vote(voter, many.id, 1)));
    expect(await stored(many.id)).toMatchObject({ up: 20, down: 0, best: wilsonLowerBound(20, 0) });
  });

  it('refuses votes on own, hidden and missing comments', async () => {
    const own = await post();
    const hidden = await post(writer, 'https://example.org/');
    await expect(vote(writer, own.id, 1)).rejects.toThrow(OwnComment);
    await expect(vote(reader, hidden.id, 1)).rejects.toMatchObject({ code: 'not_found' });
    await expect(vote(reader, newId(), 1)).rejects.toThrow(CommentNotFound);
    const anonymous = room
      .get(CastVote)
      .run({ kind: 'anonymous' }, { articleId: article.id, commentId: own.id, value: 1 });
    await expect(anonymous).rejects.toMatchObject({ code: 'sign_in_required' });
  });

  it('keeps the vote of a guest without counting it', async () => {
    const comment = await post();
    const guest = await buildPerson(room.database, { kind: 'guest' });
    expect(await vote(guest, comment.id, 1)).toEqual({ score: { up: 0, down: 0 }, mine: 1 });
    expect(await stored(comment.id)).toEqual({ up: 0, down: 0, best: 0, votes: 1 });
  });
});

describe(AdoptComments, () => {
  it('gives comments and votes to the confirmed person, and sends what waited to screening', async () => {
    const site = await buildSite(room.database, {
      settings: { guests: 'await-verification', screening: { newCommenter: { holdFirst: 0 } } },
    });
    const waits = await buildArticle(room.database, { siteId: site.id });
    const guest = await buildPerson(room.database, { kind: 'guest', email: 'adopted@example.org', name: 'Passer By' });
    const person = await buildPerson(room.database, { name: 'Known Person' });
    const { comment } = await room.get(PostComment).run(guest.actor, { articleId: waits.id, body: 'Waiting.' });
    expect(comment.status).toBe('awaiting-verification');
    const shown = await post(guest, 'Shown.');
    const [other, persons] = [await post(), await post(person)];
    await vote(guest, other.id, 1);
    await vote(guest, persons.id, 1);
    const input = { personId: person.id, guestId: guest.id, articleId: waits.id };
    await room.get(AdoptComments).run(input);
    await room.get(AdoptComments).run(input);
    const threads = room.get(ThreadQueries);
    expect(await threads.own(waits.id, comment.id)).toMatchObject({
      status: 'pending',
      authorId: person.id,
      authorName: 'Known Person',
    });
    expect((await room.heard('posted')).filter((told) => told.commentId === comment.id)).toHaveLength(1);
    expect((await threads.permalink(article.id, shown.id)).comment).toMatchObject({
      authorId: person.id,
      authorKind: 'verified',
      badges: ['verified'],
    });
    expect(await stored(other.id)).toMatchObject({ up: 1, votes: 1 });
    expect(await stored(persons.id)).toMatchObject({ up: 0, votes: 0 });
    const prints = await room.database.query('SELECT 1 AS one FROM comment_prints WHERE author_id = $1', [guest.id]);
    expect(prints).toEqual([]);
  });
});
