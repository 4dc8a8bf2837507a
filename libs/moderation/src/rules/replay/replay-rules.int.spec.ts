import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { KeyActor } from '#accounts';
import { type FlipsQuery, ReplayBody } from '#contracts';
import { EditComment, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import { buildArticle, buildSite, type SiteParts } from '../../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson, buildSanction } from '../../../../testing/src/build-person.js';
import { runTaskSteps } from '../../../../testing/src/run-task-steps.js';
import { tableState } from '../../../../testing/src/table-state.js';
import { openWorkRoom, type WorkRoom } from '../../../../testing/src/work-room.js';
import { Decide } from '../../review/decide.js';
import { RunTask } from '../../tasks/run-task.js';
import { ReadReplay } from './read-replay.js';
import { ReplayRules } from './replay-rules.js';
import { StartReplay } from './start-replay.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

type Rules = NonNullable<NonNullable<SiteParts['settings']>['screening']>;
const OPEN: Rules = { newCommenter: { holdFirst: 0 }, repeats: { windowSeconds: 0 } };

async function place(rules: Rules = OPEN) {
  const site = await buildSite(room.database, { settings: { screening: rules } });
  const article = await buildArticle(room.database, { siteId: site.id });
  const admin: KeyActor = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['admin', 'moderate'] };
  const writer = await buildPerson(room.database);
  const write = async (body: string, by: BuiltPerson = writer) => {
    room.clock.advance(120_000);
    const comment = await room.post(by.actor, { articleId: article.id, body });
    await room.screen(comment);
    return comment;
  };
  const decide = async (commentId: string, outcome: 'publish' | 'reject' | 'spam') => {
    room.clock.advance(60_000);
    const items = [{ articleId: article.id, commentId, revision: 1, outcome }];
    await room.get(Decide).run(admin, { items });
  };
  const begin = (body: Omit<z.input<typeof ReplayBody>, 'site'>) =>
    room.get(StartReplay).run(admin, ReplayBody.parse({ site: site.key, ...body }));
  const report = (id: string) => room.get(ReadReplay).report(admin, { site: site.key, id });
  const flips = (id: string, query: Partial<FlipsQuery> = {}) =>
    room.get(ReadReplay).flips(admin, id, { site: site.key, contradicting: false, limit: 50, ...query });
  const replay = async (body: Omit<z.input<typeof ReplayBody>, 'site'>) => {
    const id = await begin(body);
    await runTaskSteps(room, id);
    return { id, ...(await report(id)) };
  };
  return { site, article, admin, writer, write, decide, begin, report, flips, replay };
}

describe(ReplayRules, () => {
  it('says what would flip, whom that contradicts, and what it cost; and changes nothing but its own rows', async () => {
    const { write, decide, replay, flips } = await place({ ...OPEN, words: { suspect: ['ferry'] } });
    const plain = await write('A plain remark about the ice.');
    const gadget = await write('Buy a gadget.');
    const ferry = await write('The ferry is late.');
    const spam = await write('A gadget and a ferry, cheap!');
    await decide(ferry.id, 'publish');
    await decide(spam.id, 'spam');
    const otherJobs = () => room.database.query(`SELECT id, name FROM outbox WHERE name <> 'run-task' ORDER BY id`);
    const [before, jobsBefore] = [await tableState(room.database), await otherJobs()];

    const { id, task, figures, warnings } = await replay({ rules: { ...OPEN, words: { banned: ['gadget', 'late'] } } });
    expect(task).toMatchObject({ state: 'done', done: 4, total: 4 });
    expect(figures).toMatchObject({
      judged: 4,
      skipped: 0,
      verdicts: {
        publish: { before: 2, after: 1 },
        hold: { before: 2, after: 0 },
        reject: { before: 0, after: 3 },
        spam: { before: 0, after: 0 },
      },
      flipped: 3,
      flips: { 'publish>reject': 1, 'hold>reject': 2 },
      people: {
        decided: 2,
        agreed: { before: 0, after: 1 },
        contradicted: { before: 0, after: 1 },
        held: { before: 2, after: 0 },
      },
      published: { total: 3, held: 0, refused: 2 },
    });
    expect(figures.judgeMs).toBeGreaterThan(0);
    expect(warnings.map(({ code }) => code)).toEqual(['contradicts_people']);
    const listed = await flips(id);
    expect(
      listed.items.map((flip) => [flip.comment_id, flip.before, flip.after, flip.person, flip.contradicts]),
    ).toEqual([
      [gadget.id, 'publish', 'reject', null, false],
      [ferry.id, 'hold', 'reject', 'publish', true],
      [spam.id, 'hold', 'reject', 'spam', false],
    ]);
    expect(listed.items[0]).toMatchObject({ excerpt: 'Buy a gadget.', status: 'published', reasons: ['banned_word'] });
    expect((await flips(id, { contradicting: true })).items.map(({ comment_id }) => comment_id)).toEqual([ferry.id]);
    expect((await flips(id, { from: 'publish' })).items.map(({ comment_id }) => comment_id)).toEqual([gadget.id]);
    expect((await flips(id, { to: 'spam' })).items).toEqual([]);
    expect(listed.items.map(({ comment_id }) => comment_id)).not.toContain(plain.id);

    const after = await tableState(room.database);
    const own = ['long_tasks', 'replays', 'replay_flips', 'outbox', 'audit_log', 'log_unsealed'];
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.sort()).toEqual([...own].sort());
    expect(await otherJobs()).toEqual(jobsBefore);
  });

  it('knows what was so then: with the rules of then nothing flips, whatever has happened since', async () => {
    const rules: Rules = { newCommenter: { holdFirst: 1 }, repeats: { windowSeconds: 360 } };
    const { article, write, decide, replay, writer } = await place(rules);
    const first = await write('My first.');
    await decide(first.id, 'publish');
    await write('My second, public at once.');
    const text = 'The very same text about the harbour.';
    for (let n = 0; n < 3; n++) {
      const copy = await write(text, await buildPerson(room.database));
      await decide(copy.id, 'spam');
    }
    await buildSanction(room.database, writer.id, 'ban', { siteId: article.siteId, at: room.clock.now() });
    const { figures } = await replay({});
    expect(figures).toMatchObject({ judged: 5, flipped: 0, flips: {} });
    expect(figures.verdicts).toMatchObject({ publish: { before: 1, after: 1 }, hold: { before: 3, after: 3 } });
    expect(figures.verdicts.spam).toEqual({ before: 1, after: 1 });
  });

  it('passes over what was edited or withdrawn since, and over what is older or too much', async () => {
    const { article, writer, write, replay } = await place();
    await write('Of an earlier week.');
    room.clock.advance(10 * 86_400_000);
    const edited = await write('To be edited.');
    const withdrawn = await write('To be withdrawn.');
    await write('One.');
    await write('Two.');
    const of = (commentId: string) => ({ articleId: article.id, commentId });
    await room.get(EditComment).run(writer.actor, { ...of(edited.id), body: 'Edited.' });
    await room.get(WithdrawComment).run(writer.actor, of(withdrawn.id));
    const week = await replay({});
    expect([week.task.total, week.figures.judged, week.figures.skipped]).toEqual([4, 2, 2]);
    const month = await replay({ days: 30 });
    expect([month.task.total, month.figures.judged]).toEqual([5, 3]);
    const newest = await replay({ days: 30, comments: 2 });
    expect([newest.task.total, newest.figures.judged]).toEqual([2, 2]);
  });

  it('warns of rules that refuse everything', async () => {
    const { write, replay } = await place();
    for (let n = 0; n < 25; n++) await write(`Remark number ${n} of the evening.`);
    const { warnings } = await replay({ rules: { ...OPEN, words: { banned: ['*re*'] } } });
    expect(warnings.map(({ code }) => code)).toEqual(['refuses_published']);
    expect(warnings[0]?.message).toContain('100 % of 25 published comments');
  });

  it('says when there is nothing to judge', async () => {
    const { replay } = await place();
    const { task, warnings } = await replay({});
    expect([task.state, task.total, warnings.map(({ code }) => code)]).toEqual(['done', 0, ['nothing_to_judge']]);
  });

  it('goes on where it was when the process died, and counts nothing twice', async () => {
    const { write, begin, report, flips } = await place();
    for (let n = 0; n < 6; n++) await write(`Gadget number ${n}.`);
    const id = await begin({ rules: { ...OPEN, words: { banned: ['gadget'] } } });
    await runTaskSteps(room, id, 1);
    const step = { taskId: id, step: 1 };
    const dies = () => Promise.reject(new Error('killed'));
    for (let n = 0; n < 3; n++) {
      await expect(room.get(RunTask).run(step, dies, new AbortController().signal)).rejects.toThrow('killed');
    }
    expect((await report(id)).figures).toMatchObject({ judged: 0, flipped: 0 });
    expect((await flips(id)).items).toEqual([]);
    await runTaskSteps(room, id);
    expect((await report(id)).figures).toMatchObject({ judged: 6, flipped: 6 });
    expect((await flips(id, { limit: 6 })).items).toHaveLength(6);
    const pages: string[] = [];
    let after: string | undefined;
    do {
      const page = await flips(id, { limit: 4, ...(after && { after }) });
      pages.push(...page.items.map(({ comment_id }) => comment_id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(pages).size).toBe(6);
    await expect(flips(id, { after: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('is one at a time on a site, and refuses rules that cannot be used', async () => {
    const { begin } = await place();
    await expect(begin({ rules: { words: { banned: ['...'] } } })).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(begin({ number: 9 })).rejects.toMatchObject({ code: 'not_found' });
    await begin({});
    await expect(begin({})).rejects.toMatchObject({ code: 'conflict' });
  });
});
