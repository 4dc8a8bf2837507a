import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle, buildSite } from '../../../testing/src/build-article.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { EditComment } from './edit-comment.js';
import { PostComment } from './post-comment.js';
import { SettleComment } from './settle-comment.js';
import type { Settlement } from './settlement.js';

let room: DiscussionRoom;
let writer: BuiltPerson;
let article: BuiltArticle;

beforeAll(async () => {
  room = await openDiscussionRoom();
  writer = await buildPerson(room.database);
  const site = await buildSite(room.database, {
    settings: {
      screening: { newCommenter: { holdFirst: 0 }, recentRejections: { holdPercent: 0 }, links: { holdFrom: 1 } },
    },
  });
  article = await buildArticle(room.database, { siteId: site.id });
});
afterAll(() => room.close());

/** Text with a link waits, text without is public at once. */
const LINK = 'See https://example.org/';
const moderator = newId();
const post = async (body = 'A word.', parentId?: string) =>
  (await room.get(PostComment).run(writer.actor, { articleId: article.id, body, parentId })).comment;
const edit = (commentId: string, body: string) =>
  room.get(EditComment).run(writer.actor, { articleId: article.id, commentId, body });
const settle = (commentId: string, parts: Partial<Settlement>) => {
  room.clock.advance(20_000);
  return room
    .get(SettleComment)
    .run({ articleId: article.id, commentId, revision: 1, to: 'published', cause: 'screening', ...parts });
};
const decide = (commentId: string, to: Settlement['to'], parts: Partial<Settlement> = {}) =>
  settle(commentId, { cause: 'moderator', makerId: moderator, to, ...parts });
const undo = (commentId: string, undoes: string | undefined, to: Settlement['to'], parts: Partial<Settlement> = {}) =>
  settle(commentId, { cause: 'undo', makerId: moderator, to, ...(undoes === undefined ? {} : { undoes }), ...parts });
const flags = (commentId: string, revision = 1) =>
  settle(commentId, { cause: 'flags', to: 'pending', revision, reasons: ['flags'] });
const stored = async (id: string) => {
  const [row] = await room.database.query<Record<string, unknown>>(
    'SELECT status, public_revision, body_html, edited_at FROM comments WHERE article_id = $1 AND id = $2',
    [article.id, id],
  );
  return row;
};
const decisions = async (id: string) =>
  (
    await room.database.query<{ line: string }>(
      `SELECT cause || ' ' || from_status || '>' || to_status AS line FROM decisions WHERE comment_id = $1 ORDER BY id`,
      [id],
    )
  ).map(({ line }) => line);
const told = async (id: string) =>
  (await room.heard('published')).filter(({ commentId }) => commentId === id).map(({ decisionId }) => decisionId);
const expectExactCounts = async () =>
  expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));

describe('flags', () => {
  it('hide what no person has judged, and leave what a person let pass', async () => {
    const [unseen, seen] = [await post(), await post()];
    await settle(unseen.id, {});
    await decide(seen.id, 'published');
    expect(await flags(unseen.id)).toMatchObject({ result: 'applied', from: 'published', to: 'pending' });
    expect(await flags(unseen.id)).toMatchObject({ result: 'unchanged', to: 'pending' });
    expect(await flags(seen.id)).toMatchObject({ result: 'unchanged', to: 'published' });
    expect(await decisions(seen.id)).toEqual(['moderator published>published']);
    await expectExactCounts();
  });

  it('take the whole comment away while an edit of it waits, unless a person let the public text pass', async () => {
    const [unseen, seen] = [await post(), await post()];
    await decide(seen.id, 'published');
    for (const { id } of [unseen, seen]) await edit(id, LINK);
    expect(await flags(unseen.id, 2)).toMatchObject({ result: 'applied', to: 'pending', isEdit: false });
    expect(await flags(seen.id, 2)).toMatchObject({ result: 'unchanged', to: 'published' });
  });

  it('are not outdone by screening of a later text, only by a person', async () => {
    const comment = await post();
    await flags(comment.id);
    await edit(comment.id, 'Harmless now.');
    expect(await settle(comment.id, { revision: 2 })).toMatchObject({ result: 'applied', to: 'pending' });
    expect(await decide(comment.id, 'published', { revision: 2 })).toMatchObject({ to: 'published' });
    expect(await flags(comment.id, 2)).toMatchObject({ result: 'unchanged' });
  });

  it('do nothing to what is refused already', async () => {
    const comment = await post();
    await decide(comment.id, 'rejected');
    expect(await flags(comment.id)).toMatchObject({ result: 'unchanged', to: 'rejected' });
  });
});

describe('undo', () => {
  it('gives back what was, names what it takes back, and does so once', async () => {
    const comment = await post(LINK);
    const { decisionId } = await decide(comment.id, 'published');
    expect(await undo(comment.id, decisionId, 'pending')).toMatchObject({
      result: 'applied',
      from: 'published',
      to: 'pending',
    });
    expect(await stored(comment.id)).toMatchObject({ status: 'pending', public_revision: null });
    expect(await undo(comment.id, decisionId, 'pending')).toMatchObject({ result: 'unchanged' });
    const rows = await room.database.query('SELECT cause FROM decisions WHERE undoes = $1', [decisionId]);
    expect(rows).toEqual([{ cause: 'undo' }]);
    await expectExactCounts();
  });

  it('lets screening decide again, and a later publication be told', async () => {
    const [comment, again] = [await post(LINK), await post(LINK)];
    for (const { id } of [comment, again]) await undo(id, (await decide(id, 'published')).decisionId, 'pending');
    expect(await settle(comment.id, { to: 'spam' })).toMatchObject({ result: 'applied', to: 'spam' });
    const second = await decide(again.id, 'published');
    expect(await told(again.id)).toEqual([expect.any(String), second.decisionId]);
  });

  it('brings a rejected comment back with everything above it', async () => {
    const root = await post();
    const leaf = await post('Yes.', root.id);
    const { decisionId } = await decide(leaf.id, 'rejected');
    await decide(root.id, 'spam');
    await expectExactCounts();
    expect(await undo(leaf.id, decisionId, 'published')).toMatchObject({ result: 'applied', to: 'published' });
    await expectExactCounts();
  });

  it('of a published edit shows the older text again, as it was', async () => {
    const comment = await post('Older.');
    await edit(comment.id, LINK);
    const before = await stored(comment.id);
    const { decisionId } = await decide(comment.id, 'published', { revision: 2 });
    expect(await stored(comment.id)).toMatchObject({ public_revision: 2 });
    await undo(comment.id, decisionId, 'published', { revision: 2 });
    expect(await stored(comment.id)).toEqual(before);
    expect(await decide(comment.id, 'rejected', { revision: 2 })).toMatchObject({ to: 'published', isEdit: true });
  });

  it('of a refused edit lets it wait again', async () => {
    const comment = await post('Older.');
    await edit(comment.id, LINK);
    const { decisionId } = await decide(comment.id, 'rejected', { revision: 2 });
    expect(await undo(comment.id, decisionId, 'published', { revision: 2 })).toMatchObject({ result: 'applied' });
    expect(await decide(comment.id, 'rejected', { revision: 2 })).toMatchObject({ to: 'published', isEdit: true });
  });

  it('of a confirmation takes the person’s word away', async () => {
    const comment = await post();
    const { decisionId } = await decide(comment.id, 'published');
    expect(await undo(comment.id, decisionId, 'published')).toMatchObject({ result: 'applied', to: 'published' });
    expect(await flags(comment.id)).toMatchObject({ result: 'applied', to: 'pending' });
  });

  it('comes too late after another decision, another text, or a withdrawal', async () => {
    const [overtaken, edited] = [await post(LINK), await post(LINK)];
    const first = await decide(overtaken.id, 'published');
    await decide(overtaken.id, 'rejected', { makerId: newId() });
    expect(await undo(overtaken.id, first.decisionId, 'pending')).toMatchObject({ result: 'stale', from: 'rejected' });
    const shown = await decide(edited.id, 'published');
    await edit(edited.id, 'Other.');
    expect(await undo(edited.id, shown.decisionId, 'pending')).toMatchObject({ result: 'stale', revision: 2 });
    expect(await undo(edited.id, newId(), 'pending', { revision: 2 })).toMatchObject({ result: 'stale' });
    expect(await undo(edited.id, undefined, 'pending', { revision: 2 })).toMatchObject({ result: 'stale' });
  });

  it('is done once, however many ask at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const comment = await post(LINK);
      const { decisionId } = await decide(comment.id, 'published');
      const results = await Promise.all([1, 2, 3].map(() => undo(comment.id, decisionId, 'pending')));
      expect(results.map(({ result }) => result).sort()).toEqual(['applied', 'unchanged', 'unchanged']);
    }
    await expectExactCounts();
  });
});

describe('a refused edit', () => {
  it('can still be let pass by a person', async () => {
    const comment = await post('Older.');
    await edit(comment.id, LINK);
    await decide(comment.id, 'rejected', { revision: 2 });
    expect(await decide(comment.id, 'published', { revision: 2 })).toMatchObject({ result: 'applied' });
    expect(await stored(comment.id)).toMatchObject({ status: 'published', public_revision: 2 });
    expect(await decide(comment.id, 'published', { revision: 2 })).toMatchObject({ result: 'unchanged' });
  });
});

describe('re-screening', () => {
  const again = (commentId: string, to: Settlement['to'], rulesVersion = 'v2', revision = 1) =>
    settle(commentId, { cause: 'rescreening', to, rulesVersion, revision });

  it('judges a revision once by each rule set', async () => {
    const comment = await post();
    await settle(comment.id, {});
    expect(await again(comment.id, 'spam')).toMatchObject({ result: 'applied', from: 'published', to: 'spam' });
    expect(await again(comment.id, 'spam')).toMatchObject({ result: 'unchanged' });
    expect(await again(comment.id, 'published', 'v3')).toMatchObject({ result: 'applied', to: 'spam' });
    const others = await post();
    const results = await Promise.all([1, 2, 3, 4].map(() => again(others.id, 'published')));
    expect(results.map(({ result }) => result).sort()).toEqual(['applied', ...Array<string>(3).fill('unchanged')]);
    await expectExactCounts();
  });

  it('leaves a person’s word and what flags hid', async () => {
    const [decided, hidden] = [await post(LINK), await post()];
    await decide(decided.id, 'published');
    await flags(hidden.id);
    expect(await again(decided.id, 'spam')).toMatchObject({ result: 'applied', to: 'published' });
    expect(await again(hidden.id, 'published')).toMatchObject({ result: 'applied', to: 'pending' });
    expect(await decisions(decided.id)).toEqual(['moderator pending>published', 'rescreening published>published']);
  });

  it('lets a held comment and a held edit pass', async () => {
    const [held, edited] = [await post(LINK), await post('Older.')];
    await edit(edited.id, LINK);
    expect(await again(held.id, 'published')).toMatchObject({ to: 'published' });
    await again(edited.id, 'published', 'v2', 2);
    expect(await stored(edited.id)).toMatchObject({ status: 'published', public_revision: 2 });
    await expectExactCounts();
  });
});

describe('what leaves the service', () => {
  it('waits as long as the decision says', async () => {
    const comment = await post(LINK);
    await decide(comment.id, 'published', { outsideAfterMs: 10_000 });
    const waits = await room.database.query(
      `SELECT DISTINCT round(extract(epoch FROM available_at - created_at))::int AS seconds FROM outbox
       WHERE payload ->> 'commentId' = $1 AND name LIKE 'hear-comment-%' AND name <> 'hear-comment-posted'`,
      [comment.id],
    );
    expect(waits).toEqual([{ seconds: 10 }]);
  });
});
