import { RunTask, runTask } from '#moderation';
import { noJob, type WorkRoom } from './work-room.js';

/** Does the steps of a long task, one after the other, until none is planned or so many were done. Returns how many were done. */
export async function runTaskSteps(room: WorkRoom, taskId: string, most = 1000): Promise<number> {
  for (let done = 0; done < most; done++) {
    const planned = (await room.jobs(runTask)).filter((job) => job.taskId === taskId);
    const [row] = await room.database.query<{ step: number; ended: boolean }>(
      'SELECT step, ended_at IS NOT NULL AS ended FROM long_tasks WHERE id = $1',
      [taskId],
    );
    const next = planned.find(({ step }) => step === row?.step);
    if (next === undefined || row?.ended === true) return done;
    await room.get(RunTask).run(next, noJob, new AbortController().signal);
  }
  return most;
}
