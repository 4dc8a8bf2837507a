import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, Forbidden, NotFound, Roles, Sanctions } from '#accounts';
import { CastVote, type CommentRow, EditComment, Sanctioned } from '#discussion';
import { newId } from '#kernel';
import type { BuiltArticle, BuiltSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { type BuiltPerson, buildApiKey, buildPerson } from '../../../testing/src/build-person.js';
import { eventually } from '../../../testing/src/eventually.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { RaiseFlag } from '../flags/raise-flag.js';
import { EndLiesBehind } from '../moderation.errors.js';
import { applySanction } from '../people/people.jobs.js';
import { ApplySanction } from './apply-sanction.js';
import { ImposeSanction, type ImposeSanctionInput } from './impose-sanction.js';
import { LiftSanction } from './lift-sanction.js';
import { SanctionList } from './sanction-list.js';

const DAY = 86_400_000;

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let elsewhere: BuiltArticle;
let moderator: BuiltPerson;
let admin: BuiltPerson;
let owner: BuiltPerson;
let writer: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  ({ site, article, moderator, admin } = await buildDesk(room.database));
  ({ article: elsewhere } = await buildDesk(room.database));
  owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
});
beforeEach(async () => {
  writer = await buildPerson(room.database);
  await post();
});
afterAll(() => room.close());

const post = (by = writer, on = article, more: object = {}) =>
  room.post(by.actor, { articleId: on.id, body: newId(), ...more });
const screened = async (comment: CommentRow) => {
  await room.screen(comment);
  return statusOf(comment);
};
const statusOf = async ({ id }: { id: string }) =>
  (await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [id]))[0]?.status;
const impose = (by: Actor, wanted: Partial<ImposeSanctionInput> = {}, on = writer) =>
  room.get(ImposeSanction).run(by, {
    ...{ siteId: site.id, personId: on.id, kind: 'ban', scope: 'site', reason: 'abuse', comments: 'leave' },
    ...wanted,
  });
const inDays = (days: number) => new Date(room.clock.nowMs() + days * DAY).toISOString();
const apply = ({ id: sanctionId }: { id: string }, finish = noJob) =>
  room.get(ApplySanction).run({ sanctionId }, finish);
const somebodyWaits = async () =>
  (await room.database.query('SELECT 1 AS one FROM pg_locks WHERE NOT granted')).length > 0;
const audited = async (sanctionId: string) =>
  (
    await room.database.query<{ kind: string; actor_id: string | null }>(
      `SELECT kind, actor_id FROM audit_log WHERE data->>'sanctionId' = $1`,
      [sanctionId],
    )
  )
    .map(({ kind, actor_id }) => `${kind} by ${actor_id ?? 'nobody'}`)
    .sort();

describe(ImposeSanction, () => {
  it('holds what a muted person writes, and takes nothing from a suspended or banned one', async () => {
    await impose(moderator.actor, { kind: 'mute' });
    const comment = await post();
    expect([comment.status, await screened(comment)]).toEqual(['pending', 'pending']);
    const publicText = 'You called a neighbour names, twice.';
    await impose(moderator.actor, { kind: 'suspension', endsAt: inDays(30), publicText });
    const refusal = await post().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Sanctioned);
    expect((refusal as Sanctioned).details).toEqual({ kind: 'suspension', endsAt: inDays(30), text: publicText });
    expect((refusal as Sanctioned).message).toContain(publicText);
    const other = await post(moderator);
    await expect(
      room.get(CastVote).run(writer.actor, { articleId: article.id, commentId: other.id, value: 1 }),
    ).rejects.toThrow(Sanctioned);
    await expect(room.get(RaiseFlag).run(writer.actor, article.id, other.id, { reason: 'spam' })).rejects.toThrow(
      Sanctioned,
    );
    expect((await post(writer, elsewhere)).status).toBe('published');
  });

  it('ends by itself', async () => {
    await impose(moderator.actor, { kind: 'suspension', endsAt: inDays(1) });
    await expect(post()).rejects.toThrow(Sanctioned);
    room.clock.advance(DAY);
    expect((await post()).status).toBe('published');
    const { items } = await room.get(SanctionList).page(writer.id, site.id, { limit: 10 });
    expect(items).toMatchObject([{ kind: 'suspension', liftedAt: null }]);
  });

  it.each<[string, () => Actor, Partial<ImposeSanctionInput>, unknown]>([
    ['a moderator a ban', () => moderator.actor, {}, Forbidden],
    ['a moderator 31 days', () => moderator.actor, { kind: 'suspension', endsAt: inDaysLater(31) }, Forbidden],
    ['a moderator a suspension without end', () => moderator.actor, { kind: 'suspension' }, Forbidden],
    ['an admin what holds everywhere', () => admin.actor, { scope: 'everywhere' }, Forbidden],
    ['a reader anything', () => writer.actor, { kind: 'mute' }, Forbidden],
    ['an end that lies behind', () => admin.actor, { endsAt: '2020-01-01T00:00:00Z' }, EndLiesBehind],
  ])('refuses %s', async (_what, by, wanted, error) => {
    const late = wanted.endsAt === undefined ? {} : { endsAt: wanted.endsAt };
    await expect(impose(by(), { ...wanted, ...late })).rejects.toThrow(error);
    expect((await post()).status).toBe('published');
  });

  it('touches nobody of equal or higher rank, nobody of another site, nobody who is not there', async () => {
    await post(admin);
    await post(moderator);
    await expect(impose(moderator.actor, { kind: 'mute' }, admin)).rejects.toThrow(Forbidden);
    await expect(impose(moderator.actor, { kind: 'mute' }, moderator)).rejects.toThrow(Forbidden);
    await expect(impose(admin.actor, { kind: 'mute' }, admin)).rejects.toThrow(Forbidden);
    expect(await impose(admin.actor, { kind: 'mute' }, moderator)).toMatchObject({ kind: 'mute' });
    const stranger = await buildPerson(room.database);
    await post(stranger, elsewhere);
    await expect(impose(admin.actor, {}, stranger)).rejects.toThrow(NotFound);
    await expect(impose(admin.actor, { personId: newId() })).rejects.toThrow(NotFound);
    await expect(impose(admin.actor, { siteId: elsewhere.siteId })).rejects.toThrow(NotFound);
  });

  it('holds on every site when the owner says so', async () => {
    await impose(owner.actor, { scope: 'everywhere' });
    await expect(post()).rejects.toThrow(Sanctioned);
    await expect(post(writer, elsewhere)).rejects.toThrow(Sanctioned);
  });

  it('replaces one of the same kind, keeps the history, and is written down', async () => {
    const first = await impose(admin.actor, { note: 'First.' });
    const second = await impose(admin.actor, { endsAt: inDays(1) });
    const active = await room.get(Sanctions).activeFor(writer.id, site.id);
    expect(active.map(({ id }) => id)).toEqual([second.id]);
    const { items } = await room.get(SanctionList).page(writer.id, site.id, { limit: 10 });
    expect(items.find(({ id }) => id === first.id)).toMatchObject({ liftReason: 'replaced', note: 'First.' });
    expect(await audited(second.id)).toEqual([`sanction.imposed by ${admin.id}`]);
  });

  it('never lets a comment be public that is written while a ban is imposed (F16)', async () => {
    let start = () => {};
    const posting = new Promise<void>((resolve) => (start = resolve)).then(() => post());
    await room.database.transaction(async () => {
      await impose(admin.actor);
      start();
      await eventually('the other waits for the ban', somebodyWaits);
    });
    const comment = await posting;
    expect([comment.status, await screened(comment)]).toEqual(['pending', 'rejected']);
    const shown = await room.database.query(
      `SELECT 1 AS one FROM decisions WHERE comment_id = $1 AND to_status = 'published'`,
      [comment.id],
    );
    expect(shown).toEqual([]);
  });

  it('of 50 bans beside a post each, leaves no later comment public', async () => {
    const ends: (string | undefined)[] = [];
    for (let round = 0; round < 50; round++) {
      const person = await buildPerson(room.database);
      await post(person);
      const [posted, ban] = await Promise.all([
        post(person).catch((error: unknown) => {
          if (error instanceof Sanctioned) return undefined;
          throw error;
        }),
        impose(admin.actor, { comments: 'reject' }, person),
      ]);
      await apply(ban);
      ends.push(posted === undefined ? 'refused' : await screened(posted));
    }
    expect(ends.filter((end) => end !== 'refused' && end !== 'rejected')).toEqual([]);
  });

  it('does not show an edit either that was checked before', async () => {
    const comment = await post();
    let start = () => {};
    const editing = new Promise<void>((resolve) => (start = resolve)).then(() =>
      room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: comment.id, body: 'Changed.' }),
    );
    await room.database.transaction(async () => {
      await impose(admin.actor);
      start();
      await eventually('the other waits for the ban', somebodyWaits);
    });
    expect((await editing).status).toBe('pending');
    const [row] = await room.database.query<{ body_html: string }>('SELECT body_html FROM comments WHERE id = $1', [
      comment.id,
    ]);
    expect(row?.body_html).not.toContain('Changed');
  });
});

describe(LiftSanction, () => {
  it('ends it for who may, once, and is written down', async () => {
    const ban = await impose(admin.actor);
    await expect(room.get(LiftSanction).run(moderator.actor, ban.id)).rejects.toThrow(Forbidden);
    await expect(room.get(LiftSanction).run(writer.actor, ban.id)).rejects.toThrow(Forbidden);
    const lifted = await room.get(LiftSanction).run(admin.actor, ban.id, 'A mistake.');
    expect(lifted).toMatchObject({ liftedBy: admin.id, liftReason: 'A mistake.' });
    expect(await room.get(LiftSanction).run(owner.actor, ban.id)).toEqual(lifted);
    expect((await post()).status).toBe('published');
    expect(await audited(ban.id)).toEqual([`sanction.imposed by ${admin.id}`, `sanction.lifted by ${admin.id}`]);
    await expect(room.get(LiftSanction).run(admin.actor, newId())).rejects.toThrow(NotFound);
  });

  it('lets moderators lift what is mild, and nobody what was imposed on themselves', async () => {
    const mute = await impose(admin.actor, { kind: 'mute' });
    expect(await room.get(LiftSanction).run(moderator.actor, mute.id)).toMatchObject({ liftedBy: moderator.id });
    await post(moderator);
    const own = await impose(admin.actor, { kind: 'mute' }, moderator);
    await expect(room.get(LiftSanction).run(moderator.actor, own.id)).rejects.toThrow(Forbidden);
    await room.get(LiftSanction).run(admin.actor, own.id);
  });
});

describe(ApplySanction, () => {
  const written = async () => {
    const [shown, waits, taken] = [await post(), await post(), await post()];
    await room.database.execute(`UPDATE comments SET status = 'pending', public_revision = NULL WHERE id = $1`, [
      waits.id,
    ]);
    await room.database.execute(`UPDATE comments SET status = 'withdrawn' WHERE id = $1`, [taken.id]);
    return { shown, waits, taken };
  };
  const itemOf = async ({ id }: { id: string }) =>
    (
      await room.database.query<{ status: string; open: boolean; reasons: string[] }>(
        'SELECT status, reasons, resolved_at IS NULL AS open FROM review_items WHERE comment_id = $1',
        [id],
      )
    )[0];

  it('leaves comments alone unless it is told otherwise', async () => {
    const { shown } = await written();
    const before = (await room.jobs(applySanction)).length;
    await impose(admin.actor);
    expect((await room.jobs(applySanction)).length).toBe(before);
    expect(await statusOf(shown)).toBe('published');
  });

  it('rejects what is public and what waits', async () => {
    const { shown, waits, taken } = await written();
    expect(await room.get(SanctionList).counts(writer.id, site.id)).toEqual({
      counts: { published: 2, pending: 1, withdrawn: 1 },
      isComplete: true,
    });
    const ban = await impose(admin.actor, { comments: 'reject' });
    expect(await room.jobs(applySanction)).toContainEqual({ sanctionId: ban.id });
    let finished = 0;
    const finish = () => {
      finished++;
      return Promise.resolve();
    };
    await apply(ban, finish);
    await apply(ban, finish);
    expect(finished).toBe(2);
    expect([await statusOf(shown), await statusOf(waits), await statusOf(taken)]).toEqual([
      'rejected',
      'rejected',
      'withdrawn',
    ]);
    const decisions = await room.database.query<{ cause: string; maker_id: string; reasons: string[] }>(
      `SELECT cause, maker_id, reasons FROM decisions WHERE comment_id = $1`,
      [shown.id],
    );
    expect(decisions).toEqual([{ cause: 'operator', maker_id: admin.id, reasons: ['sanction'] }]);
    expect(await audited(ban.id)).toEqual([`sanction.applied by ${admin.id}`, `sanction.imposed by ${admin.id}`]);
  });

  it('puts what is public before a moderator again', async () => {
    const { shown, waits } = await written();
    await apply(await impose(admin.actor, { kind: 'mute', comments: 'hold' }));
    expect([await statusOf(shown), await statusOf(waits)]).toEqual(['pending', 'pending']);
    expect(await itemOf(shown)).toEqual({ status: 'pending', open: true, reasons: ['sanction'] });
  });

  it('goes on where it was stopped, batch by batch, on its own site only', async () => {
    const there = await post(writer, elsewhere);
    const comments: CommentRow[] = [];
    while (comments.length < 230) comments.push(...(await Promise.all(Array.from({ length: 10 }, () => post()))));
    const ban = await impose(admin.actor, { comments: 'reject' });
    const dies = new Error('killed');
    await expect(apply(ban, () => Promise.reject(dies))).rejects.toThrow(dies);
    const [halfWay] = await room.database.query<{ touched: number; state: string }>(
      'SELECT touched, state FROM sanction_effects WHERE sanction_id = $1',
      [ban.id],
    );
    expect(halfWay).toEqual({ touched: 200, state: 'running' });
    await apply(ban);
    const left = await room.database.query(
      `SELECT 1 AS one FROM comments WHERE id = ANY ($1::uuid[]) AND status <> 'rejected'`,
      [comments.map(({ id }) => id)],
    );
    expect(left).toEqual([]);
    expect(await statusOf(there)).toBe('published');
    const [done] = await room.database.query('SELECT touched, state FROM sanction_effects WHERE sanction_id = $1', [
      ban.id,
    ]);
    expect(done).toEqual({ touched: 231, state: 'done' });
  });

  it('rejects a comment whose edit waits as a whole', async () => {
    const comment = await post();
    await room.database.execute(
      `INSERT INTO comment_revisions (article_id, comment_id, revision, body, body_html, renderer, trace, created_at)
       VALUES ($1, $2, 2, 'New', 'New', 1, '[]', now())`,
      [article.id, comment.id],
    );
    await room.database.execute('UPDATE comments SET revision = 2 WHERE id = $1', [comment.id]);
    await apply(await impose(admin.actor, { comments: 'reject' }));
    expect(await statusOf(comment)).toBe('rejected');
  });

  it.each<[string, (ban: { id: string }) => Promise<unknown>]>([
    ['its maker was demoted', () => room.get(Roles).revoke(admin.id, site.id)],
    ['it was lifted', (ban) => room.get(LiftSanction).run(owner.actor, ban.id)],
    ['the person became staff', () => room.get(Roles).grant(writer.id, site.id, 'admin')],
  ])('does nothing once %s (A42)', async (_why, change) => {
    const { shown } = await written();
    const ban = await impose(admin.actor, { comments: 'reject' });
    await change(ban);
    await apply(ban);
    expect(await statusOf(shown)).toBe('published');
    expect(await audited(ban.id)).toContain(`sanction.stopped by ${admin.id}`);
    await room.get(Roles).grant(admin.id, site.id, 'admin');
    await apply(ban);
    expect(await statusOf(shown)).toBe('published');
  });

  it('asks the same of an API key', async () => {
    const { shown } = await written();
    const key = await buildApiKey(room.database, site.id, ['admin']);
    const ban = await impose(key.actor, { comments: 'reject' });
    await room.database.execute('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [key.id]);
    await apply(ban);
    expect(await statusOf(shown)).toBe('published');
    await room.database.execute('UPDATE api_keys SET revoked_at = NULL WHERE id = $1', [key.id]);
    await apply(await impose(key.actor, { comments: 'reject' }));
    expect(await statusOf(shown)).toBe('rejected');
  });
});

/** The room's clock starts at this instant, and tests move it by days only. */
function inDaysLater(days: number): string {
  return new Date(Date.parse('2026-03-20T12:00:00.000Z') + days * DAY).toISOString();
}
