import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { type LongTask, TaskCannotGoOn, type TaskStep } from './long-task.js';
import { LongTasks } from './long-tasks.js';
import { TaskKinds } from './task-kinds.js';

/** One step of a task. */
export interface StepToDo {
  readonly taskId: string;
  readonly step: number;
}

const GAVE_UP = 'It failed again and again, and the log of the service says why. Resume it once that is mended.';

/** Does long tasks, a step a job. A step that was delivered twice, or comes after the end, does nothing. */
@Injectable()
export class RunTask {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LongTasks) private readonly tasks: LongTasks,
    @Inject(TaskKinds) private readonly kinds: TaskKinds,
  ) {}

  /** The step's effect, the task's progress, the next step and the end of this one are one transaction. */
  async run({ taskId, step }: StepToDo, finish: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const task = await this.tasks.byId(taskId);
    if (task === undefined || task.step !== step || task.endedAt !== null) return this.database.transaction(finish);
    if (task.stopAskedAt !== null) return this.end(task, 'stopped', finish);
    const kind = this.kinds.find(task.kind);
    if (kind === undefined) return this.end(task, 'failed', finish, 'This version of the service cannot do it.');
    const startedMs = performance.now();
    let done: TaskStep;
    try {
      done = await kind.step(task, signal);
    } catch (error) {
      if (error instanceof TaskCannotGoOn) return this.end(task, 'failed', finish, error.sentence);
      throw error;
    }
    await this.database.transaction(async () => {
      await this.tasks.advance(task, done, performance.now() - startedMs);
      await finish();
    });
  }

  /** A step that cannot be done ends its task, in the caller's transaction. */
  async giveUp({ taskId }: StepToDo): Promise<void> {
    await this.tasks.end(taskId, 'failed', GAVE_UP);
  }

  private async end(
    task: LongTask,
    state: 'stopped' | 'failed',
    finish: () => Promise<void>,
    problem?: string,
  ): Promise<void> {
    await this.database.transaction(async () => {
      await this.tasks.end(task.id, state, problem);
      await finish();
    });
  }
}
