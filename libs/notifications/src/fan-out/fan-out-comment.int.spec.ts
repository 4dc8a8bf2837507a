import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CommentRow, WithdrawComment } from '#discussion';
import { keyedHash, newId } from '#kernel';
import { type BuiltArticle, buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { deliver } from '../notifications.jobs.js';
import { AddSubscription, type Wish } from '../subscriptions/add-subscription.js';
import { FanOutComment } from './fan-out-comment.js';

let room: WorkRoom;
let siteId: string;
let article: BuiltArticle;

beforeAll(async () => {
  room = await openWorkRoom();
  const screening = {
    newCommenter: { holdFirst: 0 },
    links: { holdFrom: 1 },
    flood: { perMinute: 0, perHour: 0 },
    repeats: { windowSeconds: 0 },
  };
  siteId = (await buildSite(room.database, { settings: { screening } })).id;
});
afterAll(() => room.close());
beforeEach(async () => {
  article = await buildArticle(room.database, { siteId });
  await room.database.execute('DELETE FROM outbox');
});

let count = 0;
const newAddress = () => `hears-${++count}@example.org`;
const write = async (
  by: BuiltPerson,
  parts: { body?: string; parentId?: string; sectionId?: string } = {},
): Promise<CommentRow> => {
  const { body = `Remark ${++count}.`, parentId, sectionId } = parts;
  const anchor = sectionId === undefined ? undefined : { sectionId };
  const comment = await room.post(by.actor, { articleId: article.id, body, parentId, anchor });
  await room.screen(comment);
  return comment;
};
const wish = (parts: Partial<Wish> & { email: string }) =>
  room.get(AddSubscription).run({ siteId, articleId: article.id, kind: 'all', isConfirmed: true, ...parts });
const own = (person: BuiltPerson, kind: Wish['kind'] = 'replies', parts: Partial<Wish> = {}) =>
  wish({ email: person.email ?? '', personId: person.id, kind, ...parts });
const fanOut = (comment: CommentRow) =>
  room.get(FanOutComment).run({ articleId: comment.articleId, commentId: comment.id }, noJob);
const told = async ({ id }: CommentRow) =>
  room.database.query<{ recipient: string; kind: string }>(
    `SELECT d.recipient, n.kind FROM notifications n JOIN deliveries d ON d.subject_id = n.id WHERE n.comment_id = $1 ORDER BY d.recipient`,
    [id],
  );
const namesTold = async (comment: CommentRow) => (await told(comment)).map(({ recipient }) => recipient);
const suppress = (email: string) =>
  room.database.execute(`INSERT INTO suppressions (recipient_key, reason, created_at) VALUES ($1, 'a test', now())`, [
    keyedHash(room.config.secret.reveal(), 'email', email),
  ]);

describe(FanOutComment, () => {
  it('tells each address once, for the narrowest reason, however many subscriptions match and runs there are', async () => {
    const [reader, writer] = [await buildPerson(room.database), await buildPerson(room.database)];
    const root = await write(reader);
    await own(reader, 'replies');
    await own(reader, 'all');
    await own(reader, 'comment', { commentId: root.id });
    await wish({ email: reader.email ?? '' });
    const reply = await write(writer, { parentId: root.id });
    await Promise.all(Array.from({ length: 20 }, () => fanOut(reply)));
    await fanOut(reply);
    expect(await told(reply)).toEqual([{ recipient: reader.email, kind: 'replies' }]);
    expect(await room.jobs(deliver)).toHaveLength(1);
  });

  it('leaves the writer out, by person and by address', async () => {
    const writer = await buildPerson(room.database);
    const guest = await buildPerson(room.database, { kind: 'guest', email: newAddress() });
    const other = newAddress();
    await own(writer, 'all');
    await wish({ email: newAddress(), personId: writer.id });
    await wish({ email: guest.email ?? '' });
    await wish({ email: other });
    expect(await fanOutOf(await write(writer))).toEqual([guest.email, other].sort());
    expect(await fanOutOf(await write(guest))).toEqual(expect.not.arrayContaining([guest.email]));
  });

  it('tells the writers of every comment above of a reply, and nobody beside', async () => {
    const [top, middle, aside, replier] = await Promise.all(
      Array.from({ length: 4 }, () => buildPerson(room.database)),
    );
    if (!top || !middle || !aside || !replier) throw new Error('Four people are needed.');
    for (const person of [top, middle, aside, replier]) await own(person);
    const root = await write(top);
    await write(aside, { parentId: root.id });
    const second = await write(middle, { parentId: root.id });
    expect(await fanOutOf(await write(replier, { parentId: second.id }))).toEqual([top.email, middle.email].sort());
    expect(await fanOutOf(await write(replier))).toEqual([]);
  });

  it('knows a guest by their address on the next visit', async () => {
    const email = newAddress();
    const [before, now, replier] = [
      await buildPerson(room.database, { kind: 'guest', email }),
      await buildPerson(room.database, { kind: 'guest', email }),
      await buildPerson(room.database),
    ];
    await own(before);
    const root = await write(now);
    expect(await fanOutOf(await write(replier, { parentId: root.id }))).toEqual([email]);
  });

  it('tells nobody of answers to a comment they have withdrawn', async () => {
    const [top, middle, replier] = [
      await buildPerson(room.database),
      await buildPerson(room.database),
      await buildPerson(room.database),
    ];
    await own(top);
    await own(middle);
    const root = await write(top);
    const second = await write(middle, { parentId: root.id });
    await room.get(WithdrawComment).run(top.actor, { articleId: article.id, commentId: root.id });
    expect(await fanOutOf(await write(replier, { parentId: second.id }))).toEqual([middle.email]);
  });

  it('tells of a section and of a comment whom it concerns', async () => {
    const [inSection, ofComment, elsewhere] = [newAddress(), newAddress(), newAddress()];
    const [first, second] = article.sections;
    const writer = await buildPerson(room.database);
    const root = await write(writer, { sectionId: first?.id ?? '' });
    await wish({ email: inSection, kind: 'section', sectionId: first?.id });
    await wish({ email: elsewhere, kind: 'section', sectionId: second?.id });
    await wish({ email: ofComment, kind: 'comment', commentId: root.id });
    const reply = await write(await buildPerson(room.database), { parentId: root.id });
    await fanOut(reply);
    expect(await told(reply)).toEqual([
      { recipient: inSection, kind: 'section' },
      { recipient: ofComment, kind: 'comment' },
    ]);
    expect(await fanOutOf(await write(writer))).toEqual([]);
  });

  it('tells nobody of a comment that is not public', async () => {
    const writer = await buildPerson(room.database);
    await wish({ email: newAddress() });
    const waiting = await write(writer, { body: 'See https://example.org/' });
    const withdrawn = await write(writer);
    await room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: withdrawn.id });
    for (const comment of [waiting, withdrawn]) expect(await fanOutOf(comment)).toEqual([]);
  });

  it('tells nobody who waits, has ended, or whose address refuses mail, and nobody of another article', async () => {
    const [pending, ended, refused, active] = [newAddress(), newAddress(), newAddress(), newAddress()];
    await wish({ email: pending, isConfirmed: false });
    for (const email of [ended, refused, active]) await wish({ email });
    await room.database.execute(`UPDATE subscriptions SET state = 'ended' WHERE email = $1`, [ended]);
    await suppress(refused);
    await wish({ email: newAddress(), articleId: (await buildArticle(room.database, { siteId })).id });
    expect(await fanOutOf(await write(await buildPerson(room.database)))).toEqual([active]);
  });

  it('reaches 1,200 subscribers in three batches, and goes on where a run ended in the middle', async () => {
    await room.database.execute(
      `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, confirmed_at, created_at)
       SELECT gen_random_uuid(), $1, $2, 'all', 'many-' || n || '@example.org', sha256(('many-' || n)::bytea), 'confirmed', now(), now()
       FROM generate_series(1, 1200) n`,
      [siteId, article.id],
    );
    const comment = await write(await buildPerson(room.database));
    let commits = 0;
    const isCut = () => {
      commits++;
      return Promise.reject(new Error('The process ends here.'));
    };
    await expect(room.get(FanOutComment).run({ articleId: article.id, commentId: comment.id }, isCut)).rejects.toThrow(
      'ends here',
    );
    expect(commits).toBe(1);
    expect(await namesTold(comment)).toHaveLength(1000);
    await fanOut(comment);
    expect(new Set(await namesTold(comment)).size).toBe(1200);
    expect(await room.jobs(deliver)).toHaveLength(1200);
  });

  it('ends a job about a comment that is not there', async () => {
    let isFinished = false;
    await room.get(FanOutComment).run({ articleId: article.id, commentId: newId() }, () => {
      isFinished = room.database.inTransaction;
      return Promise.resolve();
    });
    expect(isFinished).toBe(true);
  });
});

async function fanOutOf(comment: CommentRow): Promise<string[]> {
  await fanOut(comment);
  return namesTold(comment);
}
