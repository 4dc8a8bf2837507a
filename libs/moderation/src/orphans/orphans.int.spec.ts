import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, SignInRequired } from '#accounts';
import { InvalidField, QuoteNotFound, SectionNotFound } from '#articles';
import type { SettleOrphansBody } from '#contracts';
import type { CommentRow } from '#discussion';
import { InvalidCursor, newId } from '#kernel';
import { type AnchorDesk, FIRST_TEXT, FROST, openAnchorDesk } from '../../../testing/src/anchor-desk.js';
import { recount, storedCounts } from '../../../testing/src/build-comment.js';
import { buildPerson, type BuiltPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { ArticleRevised } from '../desk.errors.js';
import { ReviewQueue } from '../review/review-queue.js';
import { OrphanDesk } from './orphan-desk.js';
import { SettleOrphans } from './settle-orphans.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

const { opening, ice, wind, after, bread, school } = FROST;
const text = (...parts: readonly string[]) => parts.join('\n');
const OTHER_BREAD =
  '<p>A pastry cook from the mainland carried bread to the islands over the ice, and wanted two crowns for each loaf.</p>';

interface Scene extends AnchorDesk {
  readonly moderator: BuiltPerson;
  readonly orphan: CommentRow;
  readonly reply: CommentRow;
  readonly settle: (items: SettleOrphansBody['items'], revision?: number) => ReturnType<SettleOrphans['run']>;
  readonly orphans: (state?: 'open' | 'retired') => ReturnType<OrphanDesk['page']>;
}

/** A remark on the bakery, of which another text says nearly nothing any more. */
const openScene = async (): Promise<Scene> => {
  const desk = await openAnchorDesk(room);
  const moderator = await buildPerson(room.database, { roles: [{ siteId: desk.site.id, role: 'moderator' }] });
  const orphan = await desk.remark({ quote: { exact: 'The bakery sent bread over the ice on sledges' } });
  const reply = await desk.remark(undefined, orphan.id);
  await desk.push(text(opening, ice, OTHER_BREAD, wind, after, school));
  await desk.place();
  return {
    ...desk,
    moderator,
    orphan,
    reply,
    settle: (items, revision = 2) =>
      room.get(SettleOrphans).run(moderator.actor, desk.article.id, { revision, items: [...items] }),
    orphans: (state = 'open') => room.get(OrphanDesk).page(desk.article.id, { state, limit: 10 }),
  };
};
const inQueue = async ({ site, article }: Scene): Promise<string[]> => {
  const page = await room
    .get(ReviewQueue)
    .page(site.id, { state: 'orphaned', sort: 'newest', limit: 50, article: article.id });
  return page.items.map(({ comment }) => comment.id);
};

describe(OrphanDesk, () => {
  it('lists the articles and their orphans with the best places for them', async () => {
    const scene = await openScene();
    const { items } = await room.get(OrphanDesk).articles(scene.site.id, { limit: 10 });
    expect(items).toEqual([
      { articleId: scene.article.id, key: scene.article.key, title: 'An article', url: scene.article.url, orphans: 1 },
    ]);
    const page = await scene.orphans();
    expect(page).toMatchObject({ revision: 2, next: null, items: [{ comment: { id: scene.orphan.id } }] });
    const [best, ...others] = page.items[0]?.candidates ?? [];
    expect(best).toMatchObject({
      sectionId: scene.article.sections[0]?.id,
      passage: { exact: expect.stringContaining('bread') as string },
    });
    for (const { score } of others) expect(score).toBeLessThanOrEqual(best?.score ?? 0);
  });

  it('gives pages, and refuses the cursor of another list', async () => {
    const scene = await openScene();
    for (const exact of ['a row of fir branches', 'nobody had seen it coming'])
      await scene.remark({ quote: { exact } });
    await scene.push(text(ice, wind));
    await scene.place();
    const desk = room.get(OrphanDesk);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await desk.page(scene.article.id, { state: 'open', limit: 1, after });
      seen.push(...page.items.map(({ comment }) => comment.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(3);
    expect(seen).toEqual([...seen].sort());
    const { next } = await desk.page(scene.article.id, { state: 'open', limit: 1 });
    await expect(desk.page(scene.article.id, { state: 'retired', limit: 1, after: next ?? '' })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it('offers the sections that took the words of one that is gone', async () => {
    const desk = await openAnchorDesk(room);
    const remark = await desk.remark({ sectionId: desk.article.sections[1]?.id ?? '' });
    await desk.push(text(opening, ice, wind, bread.slice(0, 40), '<h2>Prices</h2>', '<p>Nothing was sold.</p>'));
    await desk.place();
    const { items } = await room.get(OrphanDesk).page(desk.article.id, { state: 'open', limit: 10 });
    expect(items.map(({ comment }) => comment.id)).toEqual([remark.id]);
    expect(items[0]?.candidates).toMatchObject([{ sectionId: desk.article.sections[0]?.id, passage: null }]);
  });
});

describe(SettleOrphans, () => {
  it('puts a remark where a candidate is, with its thread and its counts, and says whose choice it was', async () => {
    const scene = await openScene();
    expect(await inQueue(scene)).toEqual([scene.orphan.id]);
    const passage = (await scene.orphans()).items[0]?.candidates[0]?.passage;
    const place = { start: passage?.start ?? 0, end: passage?.end ?? 0 };
    const results = await scene.settle([{ commentId: scene.orphan.id, action: 'place', place }]);
    expect(results.items).toEqual([{ commentId: scene.orphan.id, result: 'applied' }]);
    const [section] = scene.article.sections;
    const placed = await scene.read(scene.orphan.id);
    expect(placed).toMatchObject({
      anchorOutcome: 'edited',
      sectionId: section?.id,
      quoteNow: { exact: passage?.exact },
    });
    expect(placed.anchorScore).toBeGreaterThan(0);
    expect((await scene.read(scene.reply.id)).sectionId).toBe(section?.id);
    expect(await storedCounts(room.database, scene.article.id)).toEqual(await recount(room.database, scene.article.id));
    expect(await inQueue(scene)).toEqual([]);
    const [row] = await room.database.query(
      'SELECT placed_by FROM anchor_placements WHERE comment_id = $1 AND revision = 2',
      [scene.orphan.id],
    );
    expect(row).toEqual({ placed_by: scene.moderator.id });
    const [entry] = await room.database.query(
      `SELECT actor_id, data FROM audit_log WHERE kind = 'orphans.settled' AND site_id = $1`,
      [scene.site.id],
    );
    expect(entry).toMatchObject({ actor_id: scene.moderator.id, data: { placed: [scene.orphan.id], retired: [] } });
  });

  it('keeps a chosen place through later texts, and gives it up for the old one', async () => {
    const scene = await openScene();
    const quote = { exact: 'wanted two crowns for each loaf' };
    await scene.settle([{ commentId: scene.orphan.id, action: 'place', place: { quote } }]);
    await scene.push(text(opening, ice, OTHER_BREAD, wind, after, school, '<p>It thawed in March.</p>'));
    await scene.place();
    expect(await scene.read(scene.orphan.id)).toMatchObject({
      anchorOutcome: 'edited',
      quoteNow: quote,
      stoodRevision: 3,
    });
    await scene.push(FIRST_TEXT);
    await scene.place();
    expect(await scene.read(scene.orphan.id)).toMatchObject({ anchorOutcome: 'exact', quoteNow: null });
  });

  it('lets a remark rest, puts it back, and finds it all the same when its text returns', async () => {
    const scene = await openScene();
    const commentId = scene.orphan.id;
    await scene.settle([{ commentId, action: 'retire' }]);
    expect([(await scene.orphans()).items, await inQueue(scene)]).toEqual([[], []]);
    expect((await scene.orphans('retired')).items).toMatchObject([{ comment: { id: commentId } }]);
    await scene.settle([{ commentId, action: 'restore' }]);
    expect(await inQueue(scene)).toEqual([commentId]);
    await scene.settle([{ commentId, action: 'retire' }]);
    await scene.push(FIRST_TEXT);
    await scene.place();
    expect((await scene.read(commentId)).anchorOutcome).toBe('exact');
    expect((await scene.orphans('retired')).items).toEqual([]);
  });

  it('changes nothing about a remark that has a place, is not there, or is named again', async () => {
    const scene = await openScene();
    const stays = await scene.remark({ quote: { exact: 'a row of fir branches' } });
    const place = { start: 0, end: 10 };
    const { items } = await scene.settle([
      { commentId: stays.id, action: 'place', place },
      { commentId: newId(), action: 'retire' },
      { commentId: scene.orphan.id, action: 'retire' },
      { commentId: scene.orphan.id, action: 'place', place },
    ]);
    expect(items.map(({ result }) => result)).toEqual(['stale', 'stale', 'applied', 'stale']);
    expect((await scene.read(scene.orphan.id)).anchorOutcome).toBe('orphaned');
    expect(await scene.ledger(stays.id)).toEqual([]);
  });

  it('refuses what was looked at in another text, and places that are none', async () => {
    const scene = await openScene();
    const commentId = scene.orphan.id;
    const on = (place: Extract<SettleOrphansBody['items'][number], { action: 'place' }>['place'], revision?: number) =>
      scene.settle([{ commentId, action: 'place', place }], revision);
    await expect(on({ start: 0, end: 5 }, 1)).rejects.toThrow(ArticleRevised);
    await expect(on({ start: 5, end: 5 })).rejects.toThrow(InvalidField);
    await expect(on({ start: 0, end: 2_000_000 })).rejects.toThrow(InvalidField);
    await expect(on({ quote: { exact: 'quarks carry colour charge' } })).rejects.toThrow(QuoteNotFound);
    await expect(on({ sectionId: newId() })).rejects.toThrow(SectionNotFound);
    expect((await scene.read(commentId)).anchorOutcome).toBe('orphaned');
  });

  it('is for who moderates on the site', async () => {
    const scene = await openScene();
    const reader = await buildPerson(room.database);
    const body: SettleOrphansBody = { revision: 2, items: [{ commentId: scene.orphan.id, action: 'retire' }] };
    const settle = room.get(SettleOrphans);
    await expect(settle.run(reader.actor, scene.article.id, body)).rejects.toThrow(Forbidden);
    await expect(settle.run({ kind: 'anonymous' }, scene.article.id, body)).rejects.toThrow(SignInRequired);
  });
});
