import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { KeyActor } from '#accounts';
import { PutRulesBody, RescreenBody, type ScreeningSettings } from '#contracts';
import { SettleComment } from '#discussion';
import { newId } from '#kernel';
import { fanOutComment } from '#notifications';
import { buildArticle, buildSite } from '../../../../testing/src/build-article.js';
import { recount, storedCounts } from '../../../../testing/src/build-comment.js';
import { type BuiltPerson, buildPerson } from '../../../../testing/src/build-person.js';
import { runTaskSteps } from '../../../../testing/src/run-task-steps.js';
import { openWorkRoom, type WorkRoom } from '../../../../testing/src/work-room.js';
import { Decide } from '../../review/decide.js';
import { ChangeRules } from '../change-rules.js';
import { RescreenComments } from './rescreen-comments.js';
import { StartRescreen } from './start-rescreen.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

type Rules = z.input<typeof ScreeningSettings>;
const OPEN: Rules = { newCommenter: { holdFirst: 0 }, repeats: { windowSeconds: 0 } };
const DAY_MS = 86_400_000;

async function place(rules: Rules = OPEN) {
  const site = await buildSite(room.database, { settings: { screening: rules } });
  const article = await buildArticle(room.database, { siteId: site.id });
  await room.database.execute(
    `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, confirmed_at, created_at)
     VALUES ($1, $2, $3, 'all', 'listener@example.org', $4, 'confirmed', now(), now())`,
    [newId(), site.id, article.id, Buffer.from('listener')],
  );
  const admin: KeyActor = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['admin', 'moderate'] };
  const writer = await buildPerson(room.database);
  const write = async (body: string, by: BuiltPerson = writer) => {
    room.clock.advance(120_000);
    const comment = await room.post(by.actor, { articleId: article.id, body });
    await room.screen(comment);
    return comment;
  };
  const decide = (commentId: string, outcome: 'publish' | 'reject' | 'spam') =>
    room.get(Decide).run(admin, { items: [{ articleId: article.id, commentId, revision: 1, outcome }] });
  const change = (screening: Rules, basedOn = 1) =>
    room
      .get(ChangeRules)
      .make(admin, PutRulesBody.parse({ site: site.key, rules: screening, basedOn, activate: true }));
  const begin = (body: Partial<RescreenBody> = {}) =>
    room.get(StartRescreen).run(admin, RescreenBody.parse({ site: site.key, apply: 'both', ...body }));
  const report = (id: string) => room.get(StartRescreen).report(admin, { site: site.key, id });
  const rescreen = async (body: Partial<RescreenBody> = {}) => {
    const id = await begin(body);
    await runTaskSteps(room, id);
    return report(id);
  };
  const comment = async (id: string) => {
    const [row] = await room.database.query<{ status: string; open: boolean; causes: string[] }>(
      `SELECT status, EXISTS (SELECT 1 FROM review_items i WHERE i.comment_id = c.id AND i.resolved_at IS NULL) AS open,
         ARRAY(SELECT cause FROM decisions d WHERE d.comment_id = c.id ORDER BY d.id) AS causes
       FROM comments c WHERE id = $1`,
      [id],
    );
    return row;
  };
  const announced = async () =>
    (await room.jobs(fanOutComment))
      .filter(({ articleId }) => articleId === article.id)
      .map(({ commentId }) => commentId);
  return { site, article, writer, write, decide, change, begin, report, rescreen, comment, announced };
}

describe(RescreenComments, () => {
  it('settles what comes out otherwise, with its counters and the list of what waits, and mails nobody', async () => {
    const { article, write, change, rescreen, comment, announced } = await place({
      ...OPEN,
      words: { suspect: ['ferry'] },
    });
    const plain = await write('A plain remark.');
    const gadget = await write('Buy a gadget.');
    const late = await write('It comes late.');
    const ferry = await write('The ferry.');
    const both = await write('A gadget on the ferry.');
    room.clock.advance(2 * DAY_MS);
    await change({ ...OPEN, words: { banned: ['gadget'], suspect: ['late'] } });
    const before = await announced();
    const { task, figures } = await rescreen();
    expect(task).toMatchObject({ state: 'done', done: 5, total: 5 });
    expect(figures).toEqual({
      judged: 5,
      leftAlone: 0,
      changed: 4,
      changes: { 'published>rejected': 1, 'published>pending': 1, 'pending>published': 1, 'pending>rejected': 1 },
    });
    expect(await comment(plain.id)).toEqual({ status: 'published', open: false, causes: ['screening'] });
    expect(await comment(gadget.id)).toEqual({ status: 'rejected', open: false, causes: ['screening', 'rescreening'] });
    expect(await comment(late.id)).toEqual({ status: 'pending', open: true, causes: ['screening', 'rescreening'] });
    expect(await comment(ferry.id)).toEqual({ status: 'published', open: false, causes: ['screening', 'rescreening'] });
    expect(await comment(both.id)).toEqual({ status: 'rejected', open: false, causes: ['screening', 'rescreening'] });
    expect(await announced()).toEqual(before);
    expect(await storedCounts(room.database, article.id)).toEqual(await recount(room.database, article.id));
    const again = await rescreen();
    expect(again.figures).toMatchObject({ judged: 3, leftAlone: 2, changed: 0 });
  });

  it.each([
    ['stricter', ['rejected', 'pending']],
    ['looser', ['published', 'published']],
  ] as const)('only %s, if that is asked', async (apply, statuses) => {
    const { write, change, rescreen, comment } = await place({ ...OPEN, words: { suspect: ['ferry'] } });
    const gadget = await write('Buy a gadget.');
    const ferry = await write('The ferry.');
    await change({ ...OPEN, words: { banned: ['gadget'] } });
    const { figures } = await rescreen({ apply });
    expect(figures.changed).toBe(1);
    expect([(await comment(gadget.id))?.status, (await comment(ferry.id))?.status]).toEqual(statuses);
  });

  it('leaves alone what people decided, what readers hid and what was refused', async () => {
    const { article, write, decide, change, rescreen, comment } = await place({
      ...OPEN,
      words: { suspect: ['ferry'] },
    });
    const approved = await write('A gadget on the ferry, approved.');
    const refused = await write('The ferry, refused.');
    const hidden = await write('Hidden by readers.');
    await decide(approved.id, 'publish');
    await decide(refused.id, 'reject');
    const flagged = {
      articleId: article.id,
      commentId: hidden.id,
      revision: 1,
      to: 'pending',
      cause: 'flags',
    } as const;
    await room.get(SettleComment).run(flagged);
    await change({ ...OPEN, words: { banned: ['gadget'] } });
    expect((await rescreen()).figures).toEqual({ judged: 0, leftAlone: 3, changed: 0, changes: {} });
    expect((await comment(approved.id))?.status).toBe('published');
    expect((await comment(refused.id))?.status).toBe('rejected');
    expect((await comment(hidden.id))?.status).toBe('pending');
  });

  it('tells of a comment of today that it lets pass, as screening would have', async () => {
    const { write, change, rescreen, announced } = await place({ ...OPEN, words: { suspect: ['ferry'] } });
    const ferry = await write('The ferry.');
    await change(OPEN);
    await rescreen();
    expect(await announced()).toEqual([ferry.id]);
  });

  it('never overrides a person who decides while it judges', async () => {
    const { write, decide, change, begin, report, comment } = await place();
    const gadget = await write('Buy a gadget.');
    await change({ ...OPEN, words: { banned: ['gadget'] } });
    const id = await begin();
    await runTaskSteps(room, id, 1);
    const kind = room.get(RescreenComments);
    const { task } = await report(id);
    const step = await kind.step(task, new AbortController().signal);
    await decide(gadget.id, 'publish');
    await room.database.transaction(async () => step.write?.());
    expect((await comment(gadget.id))?.status).toBe('published');
  });

  it('goes on after a death without judging twice, and ends when other rules come into use', async () => {
    const { write, change, begin, report, rescreen, comment } = await place();
    const written = [];
    for (let n = 0; n < 4; n++) written.push(await write(`Gadget number ${n}.`));
    await change({ ...OPEN, words: { banned: ['gadget'] } });
    const id = await begin();
    await expect(begin()).rejects.toMatchObject({ code: 'conflict' });
    await runTaskSteps(room, id, 1);
    const { task } = await report(id);
    const undone = room.database.transaction(async () => {
      const step = await room.get(RescreenComments).step(task, new AbortController().signal);
      await step.write?.();
      throw new Error('killed');
    });
    await expect(undone).rejects.toThrow('killed');
    for (const { id: commentId } of written) expect((await comment(commentId))?.status).toBe('published');
    await change(OPEN, 2);
    await runTaskSteps(room, id);
    expect((await report(id)).task).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('Other rules') as string,
    });
    await change({ ...OPEN, words: { banned: ['gadget'] } }, 3);
    expect((await rescreen()).figures.changed).toBe(4);
    for (const { id: commentId } of written) {
      expect(await comment(commentId)).toMatchObject({ status: 'rejected', causes: ['screening', 'rescreening'] });
    }
  });
});
