import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, NotFound, SignInRequired } from '#accounts';
import { type CommentRow, EditComment } from '#discussion';
import { newId } from '#kernel';
import { fanOutComment } from '#notifications';
import { type BuiltArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { TooLateToUndo } from '../desk.errors.js';
import { Decide } from './decide.js';
import { UndoDecision } from './undo-decision.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderator: BuiltPerson;
let another: BuiltPerson;
let admin: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, writer, moderator, another, admin } = await buildDesk(room.database, {
    undoSeconds: 20,
    screening: { links: { holdFrom: 1 } },
  }));
});
afterAll(() => room.close());

const LINK = 'See https://example.org/';
const written = async (body = LINK, by = writer) => {
  const comment = await room.post(by.actor, { articleId: article.id, body });
  await room.screen(comment);
  return comment;
};
const decide = async (
  comment: Pick<CommentRow, 'articleId' | 'id' | 'revision'>,
  outcome: 'publish' | 'reject' | 'spam' = 'publish',
  by = moderator,
) => {
  room.clock.advance(15_000);
  const { articleId, id: commentId, revision } = comment;
  const [result] = await room.get(Decide).run(by.actor, { items: [{ articleId, commentId, revision, outcome }] });
  return result?.decisionId ?? '';
};
const undo = (decisionId: string, by = moderator) => room.get(UndoDecision).run(by.actor, decisionId);
const stored = async ({ id }: { id: string }) => {
  const [row] = await room.database.query(
    `SELECT c.status, c.public_revision, i.status AS listed, i.flags FROM comments c
     LEFT JOIN review_items i ON i.comment_id = c.id AND i.resolved_at IS NULL WHERE c.id = $1`,
    [id],
  );
  return row;
};

describe(UndoDecision, () => {
  it('puts a comment back where it was, and on the list', async () => {
    const comment = await written();
    const before = await stored(comment);
    const decision = await decide(comment);
    expect(await stored(comment)).toMatchObject({ status: 'published', listed: null });
    expect(await undo(decision)).toMatchObject({ status: 'pending', commentId: comment.id });
    expect(await stored(comment)).toEqual(before);
    expect(await undo(decision)).toMatchObject({ status: 'pending', decisionId: null });
    expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));
  });

  it('puts a refused edit back among what waits', async () => {
    const comment = await written('Plain.');
    const edited = await room
      .get(EditComment)
      .run(writer.actor, { articleId: article.id, commentId: comment.id, body: LINK });
    await room.screen(edited);
    const before = await stored(comment);
    expect(before).toMatchObject({ status: 'published', public_revision: 1, listed: 'pending' });
    for (const outcome of ['reject', 'publish', 'spam'] as const) {
      await undo(await decide({ ...comment, revision: 2 }, outcome));
      expect(await stored(comment)).toEqual(before);
    }
  });

  it('puts what readers reported back among the reports, and nothing else', async () => {
    const [reported, plain] = [await written('Reported.'), await written('Plain.')];
    const reader = await buildPerson(room.database);
    await room.get(RaiseFlag).run(reader.actor, article.id, reported.id, { reason: 'spam' });
    for (const comment of [reported, plain]) await undo(await decide(comment, 'reject'));
    expect(await stored(reported)).toMatchObject({ status: 'published', listed: 'published', flags: 1 });
    expect(await stored(plain)).toMatchObject({ status: 'published', listed: null });
  });

  it('is for one’s own decisions of a day, for admins for all', async () => {
    const [first, second] = [await written(), await written()];
    const decision = await decide(first);
    await expect(undo(decision, another)).rejects.toThrow(Forbidden);
    await expect(undo(decision, writer)).rejects.toThrow(Forbidden);
    await expect(room.get(UndoDecision).run({ kind: 'anonymous' }, decision)).rejects.toThrow(SignInRequired);
    const stranger = await buildPerson(room.database, {
      roles: [{ siteId: (await buildSite(room.database)).id, role: 'admin' }],
    });
    await expect(undo(decision, stranger)).rejects.toThrow(NotFound);
    await expect(undo(newId())).rejects.toThrow(NotFound);
    await expect(undo(decision, admin)).resolves.toMatchObject({ status: 'pending' });
    const old = await decide(second);
    room.clock.advance(24 * 60 * 60 * 1000 + 1);
    await expect(undo(old)).rejects.toThrow(Forbidden);
    await expect(undo(old, admin)).resolves.toMatchObject({ status: 'pending' });
  });

  it('is not for decisions on one’s own words, nor of screening', async () => {
    const own = await written(LINK, admin);
    const decision = await decide(own, 'publish', await ownerOf());
    await expect(undo(decision, admin)).rejects.toThrow(Forbidden);
    const [screened] = await room.database.query<{ id: string }>(
      `SELECT id FROM decisions WHERE comment_id = $1 AND cause = 'screening'`,
      [own.id],
    );
    await expect(undo(screened?.id ?? '', admin)).rejects.toThrow(NotFound);
  });

  it('comes too late when somebody decided anew, or the text is another one', async () => {
    const [decided, edited] = [await written(), await written()];
    const [first, second] = [await decide(decided), await decide(edited)];
    await decide(decided, 'reject', another);
    await expect(undo(first)).rejects.toThrow(TooLateToUndo);
    await room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: edited.id, body: 'Other.' });
    await expect(undo(second)).rejects.toThrow(TooLateToUndo);
    expect(await stored(decided)).toMatchObject({ status: 'rejected' });
  });

  it('leaves no announcement that could still go out, and lets the next publication make one', async () => {
    await room.database.execute('DELETE FROM outbox');
    await room.database.execute(
      `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, created_at)
       VALUES ($1, $2, $3, 'all', 'x@example.org', '\\x01', 'confirmed', now())`,
      [newId(), site.id, article.id],
    );
    const comment = await written();
    const decision = await decide(comment);
    await undo(decision);
    const second = await decide(comment);
    expect((await room.jobs(fanOutComment)).map(({ decisionId }) => decisionId)).toEqual([decision, second]);
    const [row] = await room.database.query(
      `SELECT min(extract(epoch FROM available_at - created_at))::int AS waits FROM outbox WHERE name = $1`,
      [fanOutComment.name],
    );
    expect(row).toEqual({ waits: 20 });
  });
});

const ownerOf = () => buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
