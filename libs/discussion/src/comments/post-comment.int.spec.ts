import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NameReserved, type PersonActor, VerificationRequired } from '#accounts';
import { QuoteNotFound, SectionNotFound } from '#articles';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite, type SiteParts } from '../../../testing/src/build-article.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import {
  BadParent,
  DiscussionClosed,
  DiscussionReadOnly,
  IdempotencyKeyReused,
  InputNotAllowed,
  Sanctioned,
  TextNotAllowed,
  ThreadTooDeep,
} from '../discussion.errors.js';
import { PostComment } from './post-comment.js';
import type { PostCommentInput } from './posting/post-comment-input.js';
import { SettleComment } from './settle-comment.js';

const anonymous = { kind: 'anonymous' } as const;
const guest = { name: 'Gerda Guest' };
type Settings = NonNullable<SiteParts['settings']>;

let room: DiscussionRoom;
let post: PostComment;

beforeAll(async () => {
  room = await openDiscussionRoom();
  post = room.get(PostComment);
});
afterAll(() => room.close());

const articleOn = async (settings: Settings = {}): Promise<BuiltArticle> => {
  const site = await buildSite(room.database, { settings });
  return buildArticle(room.database, { siteId: site.id });
};
const open: Settings = { screening: { newCommenter: { holdFirst: 0 }, links: { holdFrom: 0 } } };
const say = (article: BuiltArticle, input: Partial<PostCommentInput> = {}) =>
  post.run(anonymous, { articleId: article.id, body: 'A word.', guest, ...input });
const sayAs = (actor: PersonActor, article: BuiltArticle, input: Partial<PostCommentInput> = {}) =>
  post.run(actor, { articleId: article.id, body: 'A word.', ...input });
const rowsOf = async (article: BuiltArticle, table: 'comments' | 'comment_revisions' | 'people') => {
  const where = table === 'people' ? '' : ' WHERE article_id = $1';
  const [row] = await room.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table}${where}`,
    table === 'people' ? [] : [article.id],
  );
  return row?.n ?? 0;
};

describe(PostComment, () => {
  it('holds the first comment of a guest, stores all of it and has it screened', async () => {
    const article = await articleOn();
    const networkKey = Buffer.alloc(32, 7);
    const { comment, editToken, replayed } = await say(article, { body: '*Hello* <b>', networkKey });
    expect(comment).toMatchObject({
      status: 'pending',
      bodyHtml: '<p dir="auto"><em>Hello</em> &lt;b&gt;</p>\n',
      depth: 0,
    });
    expect(comment).toMatchObject({
      rootId: comment.id,
      parentId: null,
      anchorKind: 'article',
      authorName: guest.name,
    });
    expect(editToken).toMatch(/^[\w-]{43}$/);
    expect(replayed).toBe(false);
    const [revision] = await room.database.query<{ body: string; trace: { phase: string }[] }>(
      'SELECT body, trace FROM comment_revisions WHERE comment_id = $1',
      [comment.id],
    );
    expect(revision?.body).toBe('*Hello* <b>');
    expect(revision?.trace.map((entry) => entry.phase)).toContain('new-commenter');
    const prints = await room.database.query('SELECT network_key FROM comment_prints WHERE comment_id = $1', [
      comment.id,
    ]);
    expect(prints).toEqual([{ network_key: networkKey }]);
    expect(await room.heard('posted')).toContainEqual({ articleId: article.id, commentId: comment.id, revision: 1 });
    expect(await storedCounts(room.database, article.id)).toEqual({
      published: 0,
      sections: {},
      replies: {},
      descendants: {},
    });
  });

  it('makes safe text public with the commit and counts it', async () => {
    const article = await articleOn(open);
    const root = await say(article);
    const reply = await say(article, { parentId: root.comment.id });
    expect(root.comment.status).toBe('published');
    expect(reply.comment).toMatchObject({ depth: 1, parentId: root.comment.id, rootId: root.comment.id });
    const counts = await storedCounts(room.database, article.id);
    expect(counts).toEqual(await recount(room.database, article.id));
    expect(counts).toMatchObject({ published: 2, replies: { [root.comment.id]: 1 } });
    const versions = room.changes.filter((change) => change.articleId === article.id).map((change) => change.version);
    expect(versions).toEqual([1, 2]);
  });

  it('counts and badges a known writer', async () => {
    const site = await buildSite(room.database);
    const article = await buildArticle(room.database, { siteId: site.id, authorEmail: 'writer@example.org' });
    const author = await buildPerson(room.database, { email: 'writer@example.org' });
    const first = await sayAs(author.actor, article);
    expect(first.comment).toMatchObject({ status: 'pending', badges: ['author', 'verified'] });
    expect(first.editToken).toBeUndefined();
    await room.get(SettleComment).run({
      ...{ articleId: article.id, commentId: first.comment.id, revision: 1 },
      ...{ to: 'published', cause: 'moderator', makerId: newId() },
    });
    expect((await sayAs(author.actor, article, { body: 'Another word.' })).comment.status).toBe('published');
    const staff = await buildPerson(room.database, {
      kind: 'account',
      roles: [{ siteId: site.id, role: 'moderator' }],
    });
    expect((await sayAs(staff.actor, article)).comment).toMatchObject({
      status: 'published',
      badges: ['staff', 'verified'],
    });
  });

  it('places a comment on a section or a passage, and its replies in the same section', async () => {
    const article = await articleOn(open);
    const [section] = article.sections;
    const sectionId = section?.id ?? '';
    const onSection = await say(article, { anchor: { sectionId } });
    expect(onSection.comment).toMatchObject({ anchorKind: 'section', sectionId });
    const onPassage = await say(article, { anchor: { quote: { exact: 'ferries stayed in port' } } });
    expect(onPassage.comment).toMatchObject({ anchorKind: 'passage', sectionId, anchorOutcome: 'exact' });
    expect(onPassage.comment.quote).toMatchObject({
      exact: 'ferries stayed in port',
      prefix: expect.stringMatching(/the $/) as string,
    });
    const reply = await say(article, { parentId: onPassage.comment.id });
    expect(reply.comment).toMatchObject({ anchorKind: 'section', sectionId, quote: null });
    expect((await storedCounts(room.database, article.id)).sections).toEqual({ [sectionId]: 3 });
  });

  it.each<[string, Partial<PostCommentInput>, new (...values: never[]) => Error]>([
    ['a parent that is not there', { parentId: newId() }, BadParent],
    ['an anchor on a reply', { parentId: newId(), anchor: { sectionId: newId() } }, InputNotAllowed],
    ['a section that is not there', { anchor: { sectionId: newId() } }, SectionNotFound],
    ['a passage that is not there', { anchor: { quote: { exact: 'no such words' } } }, QuoteNotFound],
    ['no name', { guest: undefined }, InputNotAllowed],
    ['an empty text', { body: ' \u200b ' }, TextNotAllowed],
    ['a text without anything to see', { body: '---' }, TextNotAllowed],
    ['a reserved name', { guest: { name: 'Moderator' } }, NameReserved],
  ])('refuses %s and stores nothing', async (_what, input, error) => {
    const article = await articleOn(open);
    const people = await rowsOf(article, 'people');
    await expect(say(article, input)).rejects.toThrow(error);
    expect([await rowsOf(article, 'comments'), await rowsOf(article, 'people')]).toEqual([0, people]);
  });

  it('refuses a parent that waits, is gone, or stands on another article', async () => {
    const [article, other] = [await articleOn(open), await articleOn(open)];
    const elsewhere = await say(other);
    await expect(say(article, { parentId: elsewhere.comment.id })).rejects.toThrow(BadParent);
    const waiting = await say(await articleOn());
    await expect(say({ ...article, id: waiting.comment.articleId }, { parentId: waiting.comment.id })).rejects.toThrow(
      BadParent,
    );
  });

  it('refuses a guest from who is signed in, and more than the site allows', async () => {
    const person = await buildPerson(room.database);
    await expect(sayAs(person.actor, await articleOn(), { guest })).rejects.toThrow(InputNotAllowed);
    await expect(say(await articleOn({ ...open, maxLength: 5 }))).rejects.toThrow(TextNotAllowed);
    await expect(say(await articleOn({ discussion: 'closed' }))).rejects.toThrow(DiscussionClosed);
    await expect(say(await articleOn({ discussion: 'read-only' }))).rejects.toThrow(DiscussionReadOnly);
    await expect(say(await articleOn({ guests: 'verified-only' }))).rejects.toThrow(VerificationRequired);
    await expect(say(await articleOn({ guests: 'await-verification' }))).rejects.toThrow(InputNotAllowed);
  });

  it('lets staff write where the discussion is closed', async () => {
    const article = await articleOn({ discussion: 'closed' });
    const staff = await buildPerson(room.database, { kind: 'account', roles: [{ siteId: null, role: 'moderator' }] });
    expect((await sayAs(staff.actor, article)).comment.status).toBe('published');
  });

  it('refuses who is banned, and holds who is muted', async () => {
    const article = await articleOn(open);
    const [banned, muted] = [await buildPerson(room.database), await buildPerson(room.database)];
    for (const [person, kind] of [
      [banned, 'ban'],
      [muted, 'mute'],
    ] as const) {
      await room.database.execute(
        `INSERT INTO sanctions (id, site_id, person_id, kind, reason, created_at) VALUES ($1, NULL, $2, $3, 'test', now())`,
        [newId(), person.id, kind],
      );
    }
    await expect(sayAs(banned.actor, article)).rejects.toThrow(Sanctioned);
    expect((await sayAs(muted.actor, article)).comment.status).toBe('pending');
  });

  it('lets a comment wait for its address, and has nothing screened until then', async () => {
    const article = await articleOn({ ...open, guests: 'await-verification' });
    const { comment } = await say(article, { guest: { name: 'Waiting', email: 'waiting@example.org' } });
    expect(comment.status).toBe('awaiting-verification');
    expect((await room.heard('posted')).map((told) => told.commentId)).not.toContain(comment.id);
    const verifications = await room.database.query('SELECT email FROM verifications WHERE article_id = $1', [
      article.id,
    ]);
    expect(verifications).toEqual([{ email: 'waiting@example.org' }]);
  });
});

describe('threads that are deep', () => {
  it('takes a reply at the deepest level and none below', async () => {
    const article = await articleOn(open);
    const chain: string[] = [];
    for (let depth = 0; depth < 999; depth++) chain.push(newId());
    await room.database.execute(
      `INSERT INTO comments (article_id, id, site_id, root_id, parent_id, depth, path, author_id, author_name, author_kind, status, revision,
         public_revision, body_html, anchor_kind, reply_count, descendant_count, created_at)
       SELECT $1, c.id, $2, ($3::uuid[])[1], ($3::uuid[])[c.n - 1], c.n - 1, ($3::uuid[])[1:c.n - 1], c.id, 'Deep', 'guest', 'published', 1,
         1, '<p>x</p>', 'article', CASE WHEN c.n < 999 THEN 1 ELSE 0 END, 999 - c.n, now()
       FROM unnest($3::uuid[]) WITH ORDINALITY AS c (id, n)`,
      [article.id, article.siteId, chain],
    );
    await room.database.execute('UPDATE discussions SET published = 999 WHERE article_id = $1', [article.id]);
    const level999 = await say(article, { parentId: chain.at(-1) });
    const level1000 = await say(article, { parentId: level999.comment.id });
    expect(level1000.comment.depth).toBe(1000);
    await expect(say(article, { parentId: level1000.comment.id })).rejects.toThrow(ThreadTooDeep);
    expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));
  });
});

describe('a repeated request', () => {
  const idempotencyKey = 'b7c1b2f0-0c2e-4b0f-8a35-5d9f2f8b7c11';

  it('makes one comment and one guest, fifty at once', async () => {
    const article = await articleOn(open);
    const before = await rowsOf(article, 'people');
    const answers = await Promise.all(Array.from({ length: 50 }, () => say(article, { idempotencyKey })));
    expect(new Set(answers.map((answer) => answer.comment.id)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.editToken)).size).toBe(1);
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(answers.map((answer) => ({ ...answer.comment }))).toEqual(Array(50).fill(answers[0]?.comment));
    expect([await rowsOf(article, 'comments'), (await rowsOf(article, 'people')) - before]).toEqual([1, 1]);
  });

  it('is refused with another text, and free on another article', async () => {
    const article = await articleOn(open);
    const first = await say(article, { idempotencyKey });
    await expect(say(article, { idempotencyKey, body: 'Another.' })).rejects.toThrow(IdempotencyKeyReused);
    const other = await say(await articleOn(open), { idempotencyKey });
    expect(other.comment.id).not.toBe(first.comment.id);
  });

  it('is not bound by a try that failed', async () => {
    const article = await articleOn(open);
    await expect(say(article, { idempotencyKey, guest: { name: 'Admin' } })).rejects.toThrow(NameReserved);
    expect((await say(article, { idempotencyKey })).replayed).toBe(false);
  });
});
