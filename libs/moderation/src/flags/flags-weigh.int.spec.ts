import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SiteDirectory } from '#articles';
import { type CommentRow, SettleComment, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import type { BuiltArticle, BuiltSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { type BuiltPerson, buildPerson, type PersonParts } from '../../../testing/src/build-person.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { handleFlags, hideFlagged } from '../people/people.jobs.js';
import { Decide } from '../review/decide.js';
import { ReviewQueue } from '../review/review-queue.js';
import { HandleFlags } from './handle-flags.js';
import { HideFlagged } from './hide-flagged.js';
import { RaiseFlag } from './raise-flag.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderator: BuiltPerson;
let comment: CommentRow;

const LONG_AGO = new Date('2025-06-01T12:00:00.000Z');

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, writer, moderator } = await buildDesk(room.database, { flags: { queueFrom: 2, hideFrom: 4 } }));
});
beforeEach(async () => {
  comment = await shown();
});
afterAll(() => room.close());

const shown = async (by = writer) => {
  const posted = await room.post(by.actor, { articleId: article.id, body: newId() });
  await room.screen(posted);
  return posted;
};
const person = (parts: PersonParts = {}) => buildPerson(room.database, parts);
/** Somebody who is there for long and has a public comment. */
const known = async () => {
  const one = await person({ at: LONG_AGO });
  await shown(one);
  return one;
};
const trusted = () => person({ roles: [{ siteId: site.id, role: 'trusted' }] });
const flag = (by: BuiltPerson, on = comment) =>
  room.get(RaiseFlag).run(by.actor, on.articleId, on.id, { reason: 'abusive' });
const hide = async () => {
  const due = (await room.jobs(hideFlagged)).filter(({ commentId }) => commentId === comment.id);
  for (const payload of due) await room.get(HideFlagged).run(payload, noJob);
  return due.length;
};
const decide = (outcome: 'publish' | 'reject' | 'spam', on = comment) =>
  room.get(Decide).run(moderator.actor, {
    items: [{ articleId: article.id, commentId: on.id, revision: 1, outcome }],
  });
const handle = (on = comment) => room.get(HandleFlags).run({ commentId: on.id }, noJob);
const statusOf = async (on = comment) =>
  (await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [on.id]))[0]?.status;
const itemOf = async (on = comment) =>
  (
    await room.database.query<{ flags: number; urgency: number; status: string; reasons: string[]; open: boolean }>(
      'SELECT flags, urgency, status, reasons, resolved_at IS NULL AS open FROM review_items WHERE comment_id = $1',
      [on.id],
    )
  )[0];
const recordOf = async ({ id }: BuiltPerson) =>
  (
    await room.database.query<{ raised: number; agreed: number; disagreed: number }>(
      'SELECT raised, agreed, disagreed FROM flag_records WHERE person_id = $1 AND site_id = $2',
      [id, site.id],
    )
  )[0];
const setRecord = async ({ id }: BuiltPerson, agreed: number, disagreed: number) =>
  room.database.execute(
    'INSERT INTO flag_records (person_id, site_id, raised, agreed, disagreed) VALUES ($1, $2, $3, $4, $5)',
    [id, site.id, agreed + disagreed, agreed, disagreed],
  );

describe(RaiseFlag, () => {
  it('queues from a weight on, with every flag there is', async () => {
    await flag(await person());
    expect(await itemOf()).toBeUndefined();
    await flag(await person());
    expect(await itemOf()).toMatchObject({ flags: 2, urgency: 2, open: true, reasons: ['flag:abusive'] });
    await flag(await trusted());
    expect(await itemOf()).toMatchObject({ flags: 3, urgency: 4 });
    const { items } = await room.get(ReviewQueue).page(site.id, { state: 'reported', sort: 'urgent', limit: 50 });
    expect(items.map((item) => item.comment.id)).toContain(comment.id);
  });

  it('weighs by the record, and makes nothing of who was always wrong', async () => {
    const [right, wrong] = [await person(), await person()];
    await setRecord(right, 16, 0);
    await setRecord(wrong, 0, 16);
    await flag(wrong);
    expect(await itemOf()).toBeUndefined();
    await flag(right);
    expect(await itemOf()).toMatchObject({ flags: 2, urgency: 11 });
  });

  it('hides by people who are known, until a moderator looks', async () => {
    for (let n = 0; n < 3; n++) await flag(await known());
    expect(await hide()).toBe(0);
    await flag(await known());
    expect(await hide()).toBe(1);
    expect(await statusOf()).toBe('pending');
    expect(await itemOf()).toMatchObject({
      status: 'pending',
      open: true,
      flags: 4,
      reasons: ['flag:abusive', 'hidden_by_flags'],
    });
    const [decision] = await room.database.query<{ maker_id: null; reasons: string[] }>(
      `SELECT maker_id, reasons FROM decisions WHERE comment_id = $1 AND cause = 'flags'`,
      [comment.id],
    );
    expect(decision).toEqual({ maker_id: null, reasons: ['hidden_by_flags'] });
    await room.screen(comment);
    expect(await statusOf()).toBe('pending');
  });

  it('hides nothing by fifty new accounts and fifty guests (A36)', async () => {
    for (let n = 0; n < 50; n++) await flag(await person());
    for (let n = 0; n < 50; n++) await flag(await person({ kind: 'guest' }));
    await flag(await known());
    expect(await hide()).toBe(0);
    expect(await statusOf()).toBe('published');
    expect(await itemOf()).toMatchObject({ flags: 101, open: true });
    await flag(await trusted());
    expect(await hide()).toBe(1);
    expect(await statusOf()).toBe('pending');
  });

  it('counts no newcomer as known for a comment that is not public, or for time alone', async () => {
    for (let n = 0; n < 8; n++) {
      const old = await person({ at: LONG_AGO });
      await room.get(WithdrawComment).run(old.actor, { articleId: article.id, commentId: (await shown(old)).id });
      await flag(old);
    }
    expect(await hide()).toBe(0);
  });

  it('never hides what a moderator let stand, also when the job comes late', async () => {
    for (let n = 0; n < 4; n++) await flag(await known());
    await decide('publish');
    expect(await hide()).toBe(1);
    expect(await statusOf()).toBe('published');
    for (let n = 0; n < 5; n++) await flag(await known());
    expect(await hide()).toBe(1);
    expect(await statusOf()).toBe('published');
    expect(await itemOf()).toMatchObject({ flags: 5, open: true, status: 'published' });
  });

  it('never hides where the site says 0, and says so at once after a change', async () => {
    await room.database.execute(
      `UPDATE sites SET settings = jsonb_set(settings, '{flags,hideFrom}', '0') WHERE id = $1`,
      [site.id],
    );
    room.get(SiteDirectory).forget(site);
    for (let n = 0; n < 5; n++) await flag(await trusted());
    expect(await hide()).toBe(0);
    await room.database.execute(
      `UPDATE sites SET settings = jsonb_set(settings, '{flags,hideFrom}', '4') WHERE id = $1`,
      [site.id],
    );
    room.get(SiteDirectory).forget(site);
    await flag(await trusted());
    expect(await hide()).toBe(1);
  });

  it('counts a hundred that press at once, and one who presses a hundred times once (A36)', async () => {
    const crowd = await Promise.all(Array.from({ length: 100 }, () => person()));
    await Promise.all(crowd.map((one) => flag(one)));
    const [one = writer] = crowd;
    await Promise.all(Array.from({ length: 100 }, () => flag(one)));
    expect(await itemOf()).toMatchObject({ flags: 100, urgency: 100 });
    expect(await recordOf(one)).toEqual({ raised: 1, agreed: 0, disagreed: 0 });
  });
});

describe(HandleFlags, () => {
  it.each([
    ['reject', { agreed: 1, disagreed: 0 }],
    ['spam', { agreed: 1, disagreed: 0 }],
    ['publish', { agreed: 0, disagreed: 1 }],
  ] as const)('takes %s as an answer to every flag, once', async (outcome, record) => {
    const readers = [await person(), await person()];
    for (const reader of readers) await flag(reader);
    room.clock.advance(1000);
    await decide(outcome);
    expect(await room.jobs(handleFlags)).toContainEqual({ commentId: comment.id });
    await handle();
    await handle();
    for (const reader of readers) expect(await recordOf(reader)).toEqual({ raised: 1, ...record });
  });

  it('takes removal by a moderator as agreement, and nothing from what the writer or a sanction does', async () => {
    const [reader, other] = [await person(), await person()];
    await flag(reader);
    room.clock.advance(1000);
    await room.get(WithdrawComment).run(moderator.actor, { articleId: article.id, commentId: comment.id });
    await handle();
    expect(await recordOf(reader)).toMatchObject({ agreed: 1 });
    for (const cause of ['writer', 'operator'] as const) {
      const one = await shown();
      await flag(other, one);
      await room
        .get(SettleComment)
        .run({ articleId: article.id, commentId: one.id, revision: 1, to: 'withdrawn', cause });
      await handle(one);
    }
    expect(await recordOf(other)).toEqual({ raised: 2, agreed: 0, disagreed: 0 });
  });

  it('follows a later decision, an undo, and leaves later flags open', async () => {
    const [early, late] = [await person(), await person()];
    await flag(early);
    room.clock.advance(1000);
    const [decision] = await decide('publish');
    await handle();
    room.clock.advance(20_000);
    await flag(late);
    await handle();
    expect([await recordOf(early), await recordOf(late)]).toEqual([
      { raised: 1, agreed: 0, disagreed: 1 },
      { raised: 1, agreed: 0, disagreed: 0 },
    ]);
    await room.get(SettleComment).run({
      articleId: article.id,
      commentId: comment.id,
      revision: 1,
      to: 'published',
      cause: 'undo',
      undoes: decision?.decisionId ?? '',
    });
    await handle();
    expect(await recordOf(early)).toEqual({ raised: 1, agreed: 0, disagreed: 0 });
    room.clock.advance(20_000);
    await decide('reject');
    await handle();
    expect([await recordOf(early), await recordOf(late)]).toEqual([
      { raised: 1, agreed: 1, disagreed: 0 },
      { raised: 1, agreed: 1, disagreed: 0 },
    ]);
  });

  it('makes no job where nobody flagged', async () => {
    await decide('reject');
    expect(await room.jobs(handleFlags)).not.toContainEqual({ commentId: comment.id });
  });

  it('stays exact when decisions and flags come at the same time', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, () => person()));
    await Promise.allSettled([...readers.map((reader) => flag(reader)), decide('reject'), handle(), handle()]);
    room.clock.advance(1000);
    await handle();
    const [sums] = await room.database.query<{ flags: number; outcomes: number; agreed: number }>(
      `SELECT (SELECT count(*)::int FROM flags WHERE comment_id = $1) AS flags,
        (SELECT count(*)::int FROM flags WHERE comment_id = $1 AND outcome = 'agreed') AS outcomes,
        (SELECT coalesce(sum(agreed), 0)::int FROM flag_records WHERE person_id = ANY ($2::uuid[])) AS agreed`,
      [comment.id, readers.map(({ id }) => id)],
    );
    expect(sums?.agreed).toBe(sums?.outcomes);
    expect(sums?.outcomes).toBe(sums?.flags);
  });
});
