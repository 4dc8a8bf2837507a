import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, NotFound } from '#accounts';
import { type Site, SiteDirectory } from '#articles';
import { StatisticsQuery } from '#contracts';
import type { CommentRow } from '#discussion';
import { type BuiltArticle, buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { SealLog } from '../log/seal-log.js';
import { StatisticsTooLong, UnknownTimeZone } from '../moderation.errors.js';
import { Decide } from '../review/decide.js';
import { ReadStatistics } from './read-statistics.js';

let room: WorkRoom;
let site: Site;
let article: BuiltArticle;
let writer: BuiltPerson;
let moderator: BuiltPerson;
let colleague: BuiltPerson;
let admin: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  const { id } = await buildSite(room.database, {
    settings: {
      screening: {
        newCommenter: { holdFirst: 0 },
        repeats: { windowSeconds: 0 },
        flood: { perMinute: 0, perHour: 0 },
        words: { suspect: ['heldword'] },
      },
    },
  });
  site = await room.get(SiteDirectory).byId(id);
  article = await buildArticle(room.database, { siteId: id });
  writer = await buildPerson(room.database);
  const staff = (role: 'moderator' | 'admin') => buildPerson(room.database, { roles: [{ siteId: id, role }] });
  [moderator, colleague, admin] = [await staff('moderator'), await staff('moderator'), await staff('admin')];
});
afterAll(() => room.close());

const screened = async (body: string): Promise<CommentRow> => {
  const comment = await room.post(writer.actor, { articleId: article.id, body });
  await room.screen(comment);
  return comment;
};
const decide = (
  { articleId, id: commentId, revision }: CommentRow,
  outcome: 'publish' | 'reject' | 'spam',
  by = moderator,
) => room.get(Decide).run(by.actor, { items: [{ articleId, commentId, revision, outcome }] });
const flag = async (comment: CommentRow) =>
  room.get(RaiseFlag).run((await buildPerson(room.database)).actor, comment.articleId, comment.id, { reason: 'spam' });
const read = (query: Partial<Record<'from' | 'to' | 'zone' | 'by', string>> = {}, by = admin) =>
  room.get(ReadStatistics).run(by.actor, site, StatisticsQuery.parse({ site: site.key, ...query }));

describe(ReadStatistics, () => {
  beforeAll(async () => {
    const held = [];
    for (let count = 0; count < 4; count++) held.push(await screened(`A heldword, number ${count}.`));
    const shown = [];
    for (let count = 0; count < 3; count++) shown.push(await screened(`A fair word, number ${count}.`));
    const [one, two, three, waits] = held as [CommentRow, CommentRow, CommentRow, CommentRow];
    const [good, bad, flagged] = shown as [CommentRow, CommentRow, CommentRow];
    expect(waits.status).toBe('pending');
    room.clock.advance(60_000);
    await decide(one, 'reject');
    room.clock.advance(540_000);
    await decide(two, 'spam', colleague);
    room.clock.advance(3_000_000);
    await decide(three, 'publish');
    await decide(good, 'publish');
    await decide(bad, 'reject', colleague);
    await flag(flagged);
    await flag(flagged);
    room.clock.advance(1000);
    await decide(flagged, 'reject');
    room.clock.advance(20_000);
    await decide(flagged, 'publish');
    await room.get(SealLog).run();
  });

  it('adds up volume, decisions and load', async () => {
    const { volume, decisions, moderators } = await read();
    expect(volume).toEqual([
      expect.objectContaining({
        comments: 7,
        system: { published: 3, pending: 4, rejected: 0, spam: 0, withdrawn: 0 },
        people: { published: 3, pending: 0, rejected: 3, spam: 1, withdrawn: 0 },
      }),
    ]);
    expect(decisions).toContainEqual({ cause: 'screening', maker: 'system', outcome: 'pending', count: 4 });
    expect(decisions).toContainEqual({ cause: 'moderator', maker: 'person', outcome: 'rejected', count: 3 });
    expect(moderators).toEqual([
      { id: moderator.id, name: moderator.name, decisions: 5, published: 3, rejected: 2, spam: 0 },
      { id: colleague.id, name: colleague.name, decisions: 2, published: 0, rejected: 1, spam: 1 },
    ]);
  });

  it('tells how long comments waited for a person', async () => {
    const { timeToDecision } = await read();
    expect(timeToDecision.count).toBe(3);
    expect(timeToDecision.p50).toBeCloseTo(600, -2);
    expect(Math.abs((timeToDecision.p99 ?? 0) - 3600) / 3600).toBeLessThan(0.05);
  });

  it('holds people’s first word on a text against what screening and each phase said', async () => {
    const { agreement, phases } = await read();
    expect(agreement).toMatchObject({ agreed: 1, disagreed: 2, rate: 1 / 3 });
    expect(agreement.table).toContainEqual({ screening: 'hold', person: 'rejected', count: 1 });
    expect(agreement.table.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    const objecting = phases.filter(({ objected }) => objected === 4);
    expect(objecting).toHaveLength(1);
    expect(objecting[0]).toMatchObject({ shadow: false, judged: 3, refused: 2, precision: 2 / 3 });
  });

  it('counts flags by what a person then decided, once', async () => {
    expect((await read()).flags).toEqual({ upheld: 2, dismissed: 0 });
  });

  it('tells the age of what waits now', async () => {
    const { queue } = await read();
    const [pending] = queue;
    expect(pending).toMatchObject({ state: 'pending', waiting: 1 });
    expect(pending?.oldest).toBeGreaterThan(3600);
    expect(queue[1]).toMatchObject({ state: 'reported', waiting: 0, p50: null });
  });

  it('counts nothing twice, whoever seals and however often', async () => {
    const before = await read();
    await Promise.all([1, 2, 3].map(() => room.get(SealLog).run()));
    expect(await read()).toEqual(before);
  });

  it('counts days of the zone that is asked for', async () => {
    const late = new Date('2026-04-01T20:00:00.000Z');
    await room.database.execute(
      `INSERT INTO moderation_statistics (site_id, slot, measure, key, n) VALUES ($1, $2, 'comment', 'new', 5)`,
      [site.id, late],
    );
    const range = { from: '2026-04-01T00:00:00.000Z', to: '2026-04-03T00:00:00.000Z' };
    const dayIn = async (zone: string) => (await read({ ...range, zone })).volume[0]?.at;
    expect(await dayIn('UTC')).toBe('2026-04-01T00:00:00.000Z');
    expect(await dayIn('Asia/Kathmandu')).toBe('2026-04-01T18:15:00.000Z');
    expect(await dayIn('America/New_York')).toBe('2026-04-01T04:00:00.000Z');
    expect((await read({ ...range, by: 'hour' })).volume[0]?.at).toBe('2026-04-01T20:00:00.000Z');
  });

  it('adds up whole days and their edges to the same as one by one', async () => {
    const other = await buildSite(room.database);
    const there = await room.get(SiteDirectory).byId(other.id);
    await room.database.execute(
      `WITH one AS (
         INSERT INTO moderation_statistics (site_id, slot, measure, key, n)
         SELECT $1::uuid, '2026-04-01'::timestamptz + q * interval '15 minutes', 'flag', 'upheld', 1 + q % 3 FROM generate_series(0, 959) q
         RETURNING *)
       INSERT INTO moderation_statistics_daily SELECT site_id, date_bin('1 day', slot, 'epoch'), measure, key, sum(n) FROM one GROUP BY 1, 2, 3, 4`,
      [other.id],
    );
    const owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
    for (const [from, to] of [
      ['2026-03-30T00:00:00.000Z', '2026-04-20T00:00:00.000Z'],
      ['2026-04-02T18:15:00.000Z', '2026-04-07T06:45:00.000Z'],
      ['2026-04-03T10:00:00.000Z', '2026-04-03T11:00:00.000Z'],
      ['2026-04-03T22:00:00.000Z', '2026-04-04T02:00:00.000Z'],
      ['2026-04-03T00:00:00.000Z', '2026-04-04T00:00:00.000Z'],
    ] as const) {
      const [row] = await room.database.query<{ n: number }>(
        'SELECT sum(n)::int AS n FROM moderation_statistics WHERE site_id = $1 AND slot >= $2 AND slot < $3',
        [other.id, from, to],
      );
      const query = StatisticsQuery.parse({ site: there.key, from, to });
      const { flags } = await room.get(ReadStatistics).run(owner.actor, there, query);
      expect([from, flags.upheld]).toEqual([from, row?.n]);
    }
  });

  it('shows load to admins only, and nothing to others', async () => {
    expect((await read({}, moderator)).moderators).toBeNull();
    await expect(read({}, writer)).rejects.toThrow(Forbidden);
    const stranger = await buildPerson(room.database, {
      roles: [{ siteId: (await buildSite(room.database)).id, role: 'moderator' }],
    });
    await expect(read({}, stranger)).rejects.toThrow(NotFound);
  });

  it('answers for a quarter of days and two weeks of hours at most', async () => {
    await expect(read({ to: '2020-01-01T00:00:00.000Z', by: 'day' })).resolves.toMatchObject({ volume: [] });
    await expect(read({ from: '2020-01-01T00:00:00.000Z' })).rejects.toThrow(StatisticsTooLong);
    await expect(read({ from: '2036-01-01T00:00:00.000Z' })).rejects.toThrow(StatisticsTooLong);
    expect(
      StatisticsQuery.safeParse({ site: 'x', from: '2020-01-01T00:00:00Z', to: '2022-01-01T00:00:00Z' }).success,
    ).toBe(false);
    const unknown = { ...StatisticsQuery.parse({ site: site.key }), zone: 'Nowhere/Land' };
    await expect(room.get(ReadStatistics).run(admin.actor, site, unknown)).rejects.toThrow(UnknownTimeZone);
  });
});
