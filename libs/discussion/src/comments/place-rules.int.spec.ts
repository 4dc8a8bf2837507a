import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Forbidden, NotFound } from '#accounts';
import { MOST_THREADS_WITH_RULES, PutArticle, SectionNotFound, SetPlaceRules, TooManyThreadRules } from '#articles';
import { newId } from '#kernel';
import {
  buildArticle,
  type BuiltArticle,
  type BuiltSite,
  buildSite,
  TEST_ARTICLE,
} from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { CommentNotFound, DiscussionClosed, SlowMode, ThreadLocked } from '../discussion.errors.js';
import { ThreadLocks } from '../reading/thread-locks.js';
import { CurateComment } from './curate-comment.js';
import { EditComment } from './edit-comment.js';
import { PostComment } from './post-comment.js';
import type { PostCommentInput } from './posting/post-comment-input.js';
import { PostingPlace } from './posting/posting-place.js';

let room: DiscussionRoom;
let site: BuiltSite;
let article: BuiltArticle;
let moderator: BuiltPerson;
let writer: BuiltPerson;

const FREE = {
  screening: { newCommenter: { holdFirst: 0 }, repeats: { windowSeconds: 0 }, flood: { perMinute: 0, perHour: 0 } },
};

beforeAll(async () => {
  room = await openDiscussionRoom();
  site = await buildSite(room.database, { settings: FREE });
  moderator = await buildPerson(room.database, { roles: [{ siteId: site.id, role: 'moderator' }] });
  writer = await buildPerson(room.database);
});
beforeEach(async () => {
  article = await buildArticle(room.database, { siteId: site.id });
});
afterAll(() => room.close());

const post = async (input: Partial<PostCommentInput> = {}, by = writer) =>
  (await room.get(PostComment).run(by.actor, { articleId: article.id, body: newId(), ...input })).comment;
const postAsNobody = async (input: Partial<PostCommentInput>) =>
  (await room.get(PostComment).run({ kind: 'anonymous' }, { articleId: article.id, body: newId(), ...input })).comment;
const set = (change: Parameters<SetPlaceRules['run']>[2], sectionId?: string, by = moderator) =>
  room
    .get(SetPlaceRules)
    .run(by.actor, { articleId: article.id, ...(sectionId === undefined ? {} : { sectionId }) }, change);
const curate = (commentId: string, change: Parameters<CurateComment['run']>[2], by = moderator) =>
  room.get(CurateComment).run(by.actor, { articleId: article.id, commentId }, change);
const audited = async () =>
  room.database.query<{ kind: string; actor_id: string; data: object }>(
    `SELECT kind, actor_id, data FROM audit_log WHERE data->>'articleId' = $1 ORDER BY id`,
    [article.id],
  );

describe(SetPlaceRules, () => {
  it('holds at once, changes one rule at a time, takes it back, and is written down', async () => {
    expect((await post()).status).toBe('published');
    expect(await set({ moderation: 'pre' })).toEqual({ moderation: 'pre' });
    expect((await post()).status).toBe('pending');
    expect(await set({ discussion: 'closed' })).toEqual({ moderation: 'pre', discussion: 'closed' });
    await expect(post()).rejects.toThrow(DiscussionClosed);
    expect((await post({}, moderator)).status).toBe('published');
    expect(await set({ discussion: null, moderation: null })).toEqual({});
    expect((await post()).status).toBe('published');
    const entries = await audited();
    expect(entries.map(({ kind, actor_id }) => [kind, actor_id])).toEqual(
      entries.map(() => ['place.rules-changed', moderator.id]),
    );
    expect(entries.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { articleId: article.id, change: { moderation: 'pre' } },
        { articleId: article.id, change: { discussion: 'closed' } },
        { articleId: article.id, change: { discussion: null, moderation: null } },
      ]),
    );
  });

  it('survives what the publisher pushes', async () => {
    const [sectionId = ''] = article.sections.map(({ id }) => id);
    await set({ moderation: 'pre' });
    await set({ discussion: 'closed' }, sectionId);
    const owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
    await room.get(PutArticle).run(owner.actor, {
      site: site.key,
      key: article.key,
      body: { url: article.url, title: 'New', html: `${TEST_ARTICLE}<p>More.</p>`, settings: { moderation: 'post' } },
    });
    expect((await post()).status).toBe('pending');
    await expect(post({ anchor: { sectionId } })).rejects.toThrow(DiscussionClosed);
  });

  it('holds in its section, for roots, passages and replies, and nowhere else', async () => {
    const [first = '', second = ''] = article.sections.map(({ id }) => id);
    const root = await post({ anchor: { sectionId: first } });
    await set({ moderation: 'pre' }, first);
    const quote = { exact: 'The wind turned east on Monday' };
    for (const input of [{ anchor: { sectionId: first } }, { anchor: { quote } }, { parentId: root.id }]) {
      expect((await post(input)).status).toBe('pending');
    }
    for (const input of [{ anchor: { sectionId: second } }, {}]) expect((await post(input)).status).toBe('published');
  });

  it('costs no query on a warm process', async () => {
    await set({ slowModeSeconds: 60 });
    const places = room.get(PostingPlace);
    await places.of(article.id);
    await room.database.execute('UPDATE place_rules SET rules = $2 WHERE article_id = $1', [article.id, {}]);
    expect((await places.of(article.id)).rules.slowModeSeconds).toBe(60);
    room.clock.advance(5001);
    expect((await places.of(article.id)).rules.slowModeSeconds).toBe(0);
  });

  it('is for moderators of the site, and for sections of the article', async () => {
    await expect(set({ moderation: 'pre' }, undefined, writer)).rejects.toThrow(Forbidden);
    const foreign = await buildPerson(room.database, {
      roles: [{ siteId: (await buildSite(room.database)).id, role: 'admin' }],
    });
    await expect(set({ moderation: 'pre' }, undefined, foreign)).rejects.toThrow(NotFound);
    await expect(set({ moderation: 'pre' }, newId())).rejects.toThrow(SectionNotFound);
    expect(await audited()).toEqual([]);
  });
});

describe(CurateComment, () => {
  it('locks everything below a comment and nothing beside it, for everybody but staff', async () => {
    const [root, other] = [await post(), await post()];
    const reply = await post({ parentId: root.id });
    const below = await post({ parentId: reply.id });
    const sibling = await post({ parentId: root.id });
    await curate(reply.id, { discussion: 'closed' });
    await expect(post({ parentId: reply.id })).rejects.toThrow(ThreadLocked);
    await expect(post({ parentId: below.id })).rejects.toThrow(ThreadLocked);
    await expect(postAsNobody({ parentId: reply.id, guest: { name: 'Gert' } })).rejects.toThrow(ThreadLocked);
    await expect(
      room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: below.id, body: 'Changed.' }),
    ).rejects.toThrow(ThreadLocked);
    for (const parentId of [root.id, sibling.id, other.id]) expect((await post({ parentId })).status).toBe('published');
    expect((await post({ parentId: below.id }, moderator)).status).toBe('published');
    const shown = [root, reply, below, sibling, other].map(({ id }) => id);
    expect(await room.get(ThreadLocks).among(article.id, shown)).toEqual(new Set([reply.id, below.id]));
    await curate(reply.id, { discussion: null });
    expect(await room.get(ThreadLocks).among(article.id, shown)).toEqual(new Set());
    expect((await post({ parentId: below.id })).status).toBe('published');
  });

  it('pins and features, tells live readers, and is written down', async () => {
    const comment = await post();
    const before = room.changes.length;
    const curated = { isPinned: true, isFeatured: false, rules: {} };
    expect(await curate(comment.id, { pinned: true })).toEqual(curated);
    expect(await curate(comment.id, { pinned: true, featured: true })).toEqual({ ...curated, isFeatured: true });
    expect(await curate(comment.id, { featured: false })).toEqual(curated);
    expect(room.changes.length).toBe(before + 3);
    expect((await audited()).map(({ kind }) => kind)).toEqual([
      'comment.curated',
      'comment.curated',
      'comment.curated',
    ]);
  });

  it('is for moderators, for comments that are there, and for 500 threads of an article', async () => {
    const comment = await post();
    await expect(curate(comment.id, { pinned: true }, writer)).rejects.toThrow(Forbidden);
    await expect(curate(newId(), { pinned: true })).rejects.toThrow(CommentNotFound);
    await room.database.execute(
      `INSERT INTO place_rules (article_id, comment_id, rules, updated_at)
       SELECT $1, gen_random_uuid(), '{"discussion":"closed"}', now() FROM generate_series(1, $2::int)`,
      [article.id, MOST_THREADS_WITH_RULES],
    );
    await expect(curate(comment.id, { discussion: 'closed' })).rejects.toThrow(TooManyThreadRules);
    expect(await curate(comment.id, { pinned: true })).toMatchObject({ isPinned: true });
  });
});

describe('slow mode', () => {
  it('asks for a pause between two comments of one person on one article, and says how long', async () => {
    await set({ slowModeSeconds: 60 });
    const elsewhere = await buildArticle(room.database, { siteId: site.id });
    await post();
    room.clock.advance(20_500);
    const refusal = await post().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SlowMode);
    expect((refusal as SlowMode).details).toEqual({ retryAfterSeconds: 40 });
    const other = await buildPerson(room.database);
    expect((await post({}, other)).status).toBe('published');
    expect((await post({ articleId: elsewhere.id })).status).toBe('published');
    room.clock.advance(39_500);
    expect((await post()).status).toBe('published');
  });

  it('lets one of a hundred at once through', async () => {
    await set({ slowModeSeconds: 60 });
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => post()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.filter((result) => result.status === 'rejected' && result.reason instanceof SlowMode);
    expect(refused).toHaveLength(99);
  });

  it('knows guests who come without a session by their network, and leaves staff alone', async () => {
    await set({ slowModeSeconds: 60 });
    const guest = (network: string, name: string) =>
      postAsNobody({ guest: { name }, networkKey: Buffer.from(network) });
    await guest('one', 'Gert');
    await expect(guest('one', 'Hanna')).rejects.toThrow(SlowMode);
    await guest('two', 'Ida');
    for (let n = 0; n < 3; n++) await post({}, moderator);
  });

  it('gives a repeated request the answer of the first', async () => {
    await set({ slowModeSeconds: 60 });
    const input = { body: 'Once.', idempotencyKey: newId() };
    const first = await post(input);
    expect((await post(input)).id).toBe(first.id);
  });
});
