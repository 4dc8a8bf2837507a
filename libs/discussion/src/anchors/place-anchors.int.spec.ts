import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnchorDesk, bareAnchors, FIRST_TEXT, FROST, openAnchorDesk } from '../../../testing/src/anchor-desk.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { type DiscussionRoom, openDiscussionRoom } from '../../../testing/src/discussion-room.js';
import { expectTrueCounters } from '../../../testing/src/true-counters.js';
import { waitingPayloads } from '../../../testing/src/room-process.js';
import { WithdrawComment } from '../comments/withdraw-comment.js';
import { AnchorLedger } from './anchor-ledger.js';
import { eventually } from '../../../testing/src/eventually.js';
import { PlaceAnchors } from './place-anchors.js';

let room: DiscussionRoom;
beforeAll(async () => {
  room = await openDiscussionRoom();
});
afterAll(() => room.close());

const quote = (exact: string) => ({ quote: { exact } });
const text = (...parts: readonly string[]) => parts.join('\n');
const { opening, ice, wind, after, bread, school } = FROST;

describe(PlaceAnchors, () => {
  it('places every remark once, and says what became of it', async () => {
    const desk = await openAnchorDesk(room);
    const [iceSection, afterSection] = desk.article.sections.map(({ id }) => id);
    const stays = await desk.remark(quote('nobody had seen it coming'));
    const moves = await desk.remark(quote('by Thursday the ferries stayed in port'));
    const changes = await desk.remark(quote('sent bread over the ice on sledges, as it had done in 1963'));
    const goes = await desk.remark(quote('walked to school along a row of fir branches'));
    const onSection = await desk.remark({ sectionId: iceSection ?? '' });
    const onArticle = await desk.remark(undefined);
    const reply = await desk.remark(undefined, moves.id);

    await desk.push(
      text(
        opening,
        after,
        '<p>The bakery sent bread across the ice on sledges, as it had done in 1963, and charged nothing for it.</p>',
        wind,
        ice.replace('How the ice came', 'How the frost came'),
      ),
    );
    await desk.place();

    expect(await desk.read(stays.id)).toMatchObject({ anchorOutcome: 'exact', anchorScore: 1, quoteNow: null });
    expect(await desk.read(moves.id)).toMatchObject({
      anchorOutcome: 'moved',
      sectionId: afterSection,
      writtenSectionId: iceSection,
      quote: { exact: 'by Thursday the ferries stayed in port' },
      quoteNow: { exact: 'by Thursday the ferries stayed in port', suffix: '.\nHow the frost came' },
      anchorRevision: 1,
      stoodRevision: 2,
    });
    const changed = await desk.read(changes.id);
    expect(changed).toMatchObject({
      anchorOutcome: 'edited',
      quoteNow: { exact: 'sent bread across the ice on sledges, as it had done in 1963' },
    });
    expect(changed.anchorScore).toBeGreaterThan(0.8);
    expect(await desk.read(goes.id)).toMatchObject({
      anchorOutcome: 'orphaned',
      quote: { exact: 'walked to school along a row of fir branches' },
      quoteNow: null,
      stoodRevision: null,
    });
    expect(await desk.read(onSection.id)).toMatchObject({ sectionId: iceSection });
    expect(await desk.read(onArticle.id)).toMatchObject({ anchorOutcome: null, anchorRevision: null });
    expect(await desk.read(reply.id)).toMatchObject({ sectionId: afterSection, anchorKind: 'section' });
    expect(await desk.ledger(stays.id)).toEqual([{ revision: 2, outcome: 'exact', score: 1 }]);
    expect(await room.get(AnchorLedger).progress(desk.article.id, 2)).toMatchObject({
      orphaned: 1,
      edited: 1,
      written: 0,
      waiting: 0,
    });
    await desk.place();
    expect(await desk.ledger(stays.id)).toHaveLength(1);
  });

  it('brings remarks back when a text is taken back', async () => {
    const desk = await openAnchorDesk(room);
    const gone = await desk.remark(quote('as it had done in 1963'));
    const far = await desk.remark(quote('by Thursday the ferries stayed in port'));
    await desk.push(text(opening, after, school, wind));
    await desk.place();
    expect((await desk.read(gone.id)).anchorOutcome).toBe('orphaned');
    expect((await desk.read(far.id)).sectionId).toBe(desk.article.sections[1]?.id);
    await desk.push(FIRST_TEXT);
    await desk.place();
    for (const { id, sectionId } of [gone, far]) {
      const back = { anchorOutcome: 'exact', anchorScore: 1, sectionId, quoteNow: null, stoodRevision: 3 };
      expect(await desk.read(id)).toMatchObject(back);
    }
    expect((await desk.ledger(gone.id)).map(({ outcome }) => outcome)).toEqual(['orphaned', 'exact']);
    expect(await storedCounts(room.database, desk.article.id)).toEqual(await recount(room.database, desk.article.id));
  });

  it('follows every revision, also those that came faster than the job', async () => {
    const desk = await openAnchorDesk(room);
    const remark = await desk.remark(quote('on sledges'));
    await desk.push(text(opening, ice, wind));
    await desk.push(text(opening, ice, wind, after, school));
    await desk.push(FIRST_TEXT);
    const late = await desk.remark(quote('on sledges'));
    await desk.place();
    expect((await desk.ledger(remark.id)).map(({ revision, outcome }) => [revision, outcome])).toEqual([
      [2, 'orphaned'],
      [3, 'orphaned'],
      [4, 'exact'],
    ]);
    expect(await desk.ledger(late.id)).toEqual([]);
  });

  it('moves a thread with all that is in it, what is not public too, and keeps every count', async () => {
    const desk = await openAnchorDesk(room);
    const root = await desk.remark(quote('by Thursday the ferries stayed in port'));
    const reply = await desk.remark(undefined, root.id);
    const below = await desk.remark(undefined, reply.id);
    await desk.remark(quote('on sledges'));
    await room.get(WithdrawComment).run({ kind: 'system' }, { articleId: desk.article.id, commentId: reply.id });
    const before = room.changes.length;
    await desk.push(text(opening, ice, after, bread, school, wind));
    const version = room.changes.at(-1)?.version ?? 0;
    await desk.place();
    const [, second] = desk.article.sections;
    for (const { id } of [root, reply, below]) {
      const [row] = await room.database.query('SELECT section_id FROM comments WHERE id = $1', [id]);
      expect(row).toEqual({ section_id: second?.id });
    }
    expect(await storedCounts(room.database, desk.article.id)).toEqual(await recount(room.database, desk.article.id));
    expect(room.changes.slice(before).at(-1)).toMatchObject({ articleId: desk.article.id, version: version + 1 });
    await expectTrueCounters(room.database);
  });

  it('tells readers nothing where nothing they see is another', async () => {
    const desk = await openAnchorDesk(room);
    await desk.remark(quote('on sledges'));
    await desk.push(text(FIRST_TEXT, '<p>Later the ice went.</p>'));
    const before = room.changes.length;
    await desk.place();
    expect(room.changes).toHaveLength(before);
  });

  it('is not made for an article that nobody has written on', async () => {
    const desk = await openAnchorDesk(room);
    await desk.push(text(opening));
    const jobs = await waitingPayloads<{ articleId: string }>(room.database, 'place-anchors');
    expect(jobs.filter(({ articleId }) => articleId === desk.article.id)).toEqual([]);
    await desk.remark(quote('nobody had seen it coming'));
    await desk.push(FIRST_TEXT);
    const later = await waitingPayloads<{ articleId: string }>(room.database, 'place-anchors');
    expect(later.filter(({ articleId }) => articleId === desk.article.id)).toHaveLength(1);
  });

  it('goes on where it was stopped, and two at once share the work', async () => {
    const desk = await openAnchorDesk(room);
    await bareAnchors(room, desk.article, 1200);
    await desk.push(text(opening, ice, wind, school));
    const stop = AbortSignal.abort(new Error('stopped'));
    await expect(desk.place(stop)).rejects.toThrow('stopped');
    await Promise.all([desk.place(), desk.place(), desk.place()]);
    expect(await room.get(AnchorLedger).progress(desk.article.id, 2)).toMatchObject({ exact: 1200, waiting: 0 });
  });

  it('goes on in another job after 10,000', async () => {
    const desk = await openAnchorDesk(room);
    await bareAnchors(room, desk.article, 10_100);
    await desk.push(text(opening, ice, wind, school));
    const jobs = async () =>
      (await waitingPayloads<{ articleId: string }>(room.database, 'place-anchors')).filter(
        ({ articleId }) => articleId === desk.article.id,
      ).length;
    const before = await jobs();
    await desk.place();
    const ledger = room.get(AnchorLedger);
    expect(await ledger.progress(desk.article.id, 2)).toMatchObject({ exact: 10_000, waiting: 100 });
    expect(await jobs()).toBe(before + 1);
    await desk.place();
    expect(await ledger.progress(desk.article.id, 2)).toMatchObject({ exact: 10_100, waiting: 0 });
  });
});

/** Pushes in a transaction that is open until somebody waits for it. */
async function whilePushing(desk: AnchorDesk, html: string, act: () => Promise<unknown>): Promise<unknown> {
  let isPushed = false;
  const pushed = room.database.transaction(async () => {
    await desk.push(html);
    isPushed = true;
    await eventually('somebody waits for the push', async () => {
      const [waiting] = await room.database.query('SELECT 1 AS one FROM pg_locks WHERE NOT granted');
      return waiting !== undefined;
    });
  });
  await eventually('the push is written', () => isPushed);
  const acting = act();
  await pushed;
  return acting;
}

describe('a remark and a push at once', () => {
  it('waits for the push and is placed in its text', async () => {
    const desk = await openAnchorDesk(room);
    const remark = await whilePushing(desk, text(opening, ice, wind), () => desk.remark(quote('by Thursday')));
    expect(remark).toMatchObject({ anchorRevision: 2, anchorOutcome: 'exact' });
  });

  it('is refused with the reason when the push took its passage', async () => {
    const desk = await openAnchorDesk(room);
    const refused = await whilePushing(desk, text(opening), () =>
      desk.remark(quote('by Thursday')).catch((error: unknown) => error),
    );
    expect(refused).toMatchObject({ code: 'quote_not_found' });
  });

  it('stands in the new section when it answers in a thread that is being moved', async () => {
    const desk = await openAnchorDesk(room);
    const root = await desk.remark(quote('by Thursday the ferries stayed in port'));
    await desk.push(text(opening, ice, after, bread, school, wind));
    const moved = desk.place();
    const replies = await Promise.all(Array.from({ length: 8 }, () => desk.remark(undefined, root.id)));
    await moved;
    for (const { id } of replies) {
      const [row] = await room.database.query('SELECT section_id FROM comments WHERE id = $1', [id]);
      expect(row).toEqual({ section_id: desk.article.sections[1]?.id });
    }
    expect(await storedCounts(room.database, desk.article.id)).toEqual(await recount(room.database, desk.article.id));
  });

  it('never leaves a remark behind', async () => {
    const desk = await openAnchorDesk(room);
    const remarks = Array.from({ length: 20 }, () => desk.remark(quote('by Thursday')).catch(() => undefined));
    for (let turn = 0; turn < 6; turn++) {
      const revision = await desk.push(text(opening, ice, wind, ...Array<string>(turn).fill(school)));
      await room.get(PlaceAnchors).run({ articleId: desk.article.id }, () => Promise.resolve());
      expect(revision).toBe(turn + 2);
    }
    await Promise.all(remarks);
    await desk.place();
    const behind = await room.database.query(
      `SELECT 1 FROM comment_anchors n JOIN articles a ON a.id = n.article_id
       WHERE n.article_id = $1 AND coalesce(n.placed_revision, n.article_revision) < a.revision`,
      [desk.article.id],
    );
    expect(behind).toEqual([]);
  });
});
