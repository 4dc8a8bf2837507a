import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { buildSite } from '../../../testing/src/build-article.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { runTask } from '../moderation.jobs.js';
import { type LongTask, TaskCannotGoOn, type TaskStep } from './long-task.js';
import { LongTasks } from './long-tasks.js';
import { RunTask } from './run-task.js';
import { TaskKinds } from './task-kinds.js';

let room: WorkRoom;
let failing: Error | undefined;
/** Done between the step and its transaction. */
let meanwhile: () => Promise<void> = noJob;

beforeAll(async () => {
  room = await openWorkRoom();
  await room.database.execute('CREATE TABLE counted (task_id uuid, number int)');
  room.get(TaskKinds).add({ name: 'test.count', step: count });
});
afterAll(() => room.close());

/** Counts to `params.to`, one number a step. */
async function count(task: LongTask): Promise<TaskStep> {
  if (failing !== undefined) throw failing;
  const next = Number(task.place ?? 0) + 1;
  const { to } = task.params as { to: number };
  await meanwhile();
  const write = async () => {
    await room.database.execute('INSERT INTO counted VALUES ($1, $2)', [task.id, next]);
  };
  return { done: 1, total: to, place: next, figures: { sum: (next * (next + 1)) / 2 }, isLast: next === to, write };
}

async function start(to = 3) {
  const site = await buildSite(room.database);
  const tasks = room.get(LongTasks);
  const { id } = await tasks.start({ siteId: site.id, kind: 'test.count', params: { to } });
  const now = async () => {
    const task = await tasks.byId(id);
    if (task === undefined) throw new Error('The task is gone.');
    return task;
  };
  const step = (n: number, finish = noJob) =>
    room.get(RunTask).run({ taskId: id, step: n }, finish, new AbortController().signal);
  const numbers = async () =>
    (
      await room.database.query<{ number: number }>('SELECT number FROM counted WHERE task_id = $1 ORDER BY number', [
        id,
      ])
    ).map(({ number }) => number);
  const planned = async () =>
    (await room.jobs(runTask)).filter(({ taskId }) => taskId === id).map((payload) => payload.step);
  return { site, id, now, step, numbers, planned, tasks };
}

describe(RunTask, () => {
  it('does a task in steps, each with its effect, its progress and the next job in one commit', async () => {
    const { now, step, numbers, planned } = await start();
    expect(await now()).toMatchObject({ state: 'waiting', step: 0, done: 0, total: null });
    await step(0);
    expect(await now()).toMatchObject({ state: 'running', step: 1, done: 1, total: 3, place: 1, figures: { sum: 1 } });
    await step(1);
    await step(2);
    const end = await now();
    expect(end).toMatchObject({ state: 'done', step: 3, done: 3, figures: { sum: 6 } });
    expect([end.startedAt, end.endedAt]).toEqual([expect.any(Date), expect.any(Date)]);
    expect(await numbers()).toEqual([1, 2, 3]);
    expect(await planned()).toEqual([0, 1, 2]);
  });

  it('does a step once, however often it is delivered, at once and late', async () => {
    const { now, step, numbers } = await start();
    await Promise.all(Array.from({ length: 8 }, () => step(0)));
    await step(0);
    expect(await numbers()).toEqual([1]);
    expect(await now()).toMatchObject({ step: 1, done: 1 });
  });

  it('loses nothing but the step in hand when the process dies in it', async () => {
    const { now, step, numbers, planned } = await start();
    await step(0);
    const dies = () => Promise.reject(new Error('killed before the commit'));
    await expect(step(1, dies)).rejects.toThrow('killed');
    expect(await now()).toMatchObject({ step: 1, done: 1, place: 1 });
    expect(await numbers()).toEqual([1]);
    expect(await planned()).toEqual([0, 1]);
    await step(1);
    await step(2);
    expect(await numbers()).toEqual([1, 2, 3]);
  });

  it('stops before the next step, goes on from there, and stops only what is not at its end', async () => {
    const { site, id, now, step, numbers, planned, tasks } = await start();
    await step(0);
    await tasks.askToStop(id, site.id);
    await step(1);
    expect(await now()).toMatchObject({ state: 'stopped', step: 1, done: 1 });
    await tasks.resume(id, newId());
    expect(await now()).toMatchObject({ state: 'stopped' });
    await tasks.resume(id, site.id);
    expect(await now()).toMatchObject({ state: 'running', endedAt: null, stopAskedAt: null });
    expect((await planned()).at(-1)).toBe(1);
    await step(1);
    await step(2);
    expect(await numbers()).toEqual([1, 2, 3]);
    await tasks.askToStop(id, site.id);
    await tasks.resume(id, site.id);
    expect(await now()).toMatchObject({ state: 'done', stopAskedAt: null });
  });

  it('stops after a step during which it was asked to, and keeps what that step did', async () => {
    const { site, id, now, step, numbers, planned, tasks } = await start();
    meanwhile = () => tasks.askToStop(id, site.id);
    await step(0).finally(() => (meanwhile = noJob));
    expect(await now()).toMatchObject({ state: 'stopped', step: 1, done: 1 });
    expect(await numbers()).toEqual([1]);
    expect(await planned()).toEqual([0]);
  });

  it('fails with a sentence when it cannot go on, and tries again when it may', async () => {
    const { now, step } = await start();
    failing = new Error('a hiccup');
    await expect(step(0)).rejects.toThrow('a hiccup');
    expect(await now()).toMatchObject({ state: 'waiting' });
    failing = new TaskCannotGoOn('The rules are gone.');
    await step(0);
    failing = undefined;
    expect(await now()).toMatchObject({ state: 'failed', problem: 'The rules are gone.' });
    const { id, now: other } = await start();
    await room.get(RunTask).giveUp({ taskId: id, step: 0 });
    expect(await other()).toMatchObject({ state: 'failed', problem: expect.stringContaining('Resume') as string });
  });

  it('fails a task of a kind that nobody knows', async () => {
    const { site, tasks } = await start();
    const { id } = await tasks.start({ siteId: site.id, kind: 'test.unknown', params: {} });
    await room.get(RunTask).run({ taskId: id, step: 0 }, noJob, new AbortController().signal);
    expect(await tasks.byId(id)).toMatchObject({ state: 'failed' });
  });
});

describe(LongTasks, () => {
  it('has one of a kind and subject on a site at a time', async () => {
    const { site, id, tasks, step } = await start(1);
    const again = (subject?: string) =>
      tasks.start({ siteId: site.id, kind: 'test.count', params: { to: 1 }, ...(subject && { subject }) });
    await expect(again()).rejects.toMatchObject({ code: 'conflict' });
    await again('another');
    await tasks.end(id, 'stopped');
    const next = await again();
    await expect(tasks.resume(id, site.id)).rejects.toMatchObject({ code: 'conflict' });
    await tasks.end(next.id, 'stopped');
    await tasks.resume(id, site.id);
    await step(0);
    expect(await tasks.byId(id)).toMatchObject({ state: 'done' });
  });
});
