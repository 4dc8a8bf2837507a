import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database, isUniqueViolation, Outbox } from '#platform';
import { TaskRuns } from '../moderation.errors.js';
import { runTask } from '../moderation.jobs.js';
import type { LongTask, LongTaskState, TaskStep } from './long-task.js';
import { ADVANCE, ASK_TO_STOP, END_TASK, INSERT_TASK, RESUME, TASK, TASK_PAGE } from './long-tasks.queries.js';

/** A long task as it is asked for. */
export interface NewTask {
  readonly siteId: string;
  readonly kind: string;
  /** What it is about, where a site may have several of one kind at a time: each subject has one. */
  readonly subject?: string;
  readonly params: unknown;
  readonly makerId?: string | undefined;
}

interface TaskRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly site_id: string;
  readonly kind: string;
  readonly params: unknown;
  readonly state: LongTaskState;
  readonly step: number;
  readonly place: unknown;
  readonly done: number;
  readonly total: number | null;
  readonly figures: unknown;
  readonly busy_ms: number;
  readonly problem: string | null;
  readonly made_by: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly stop_asked_at: Date | null;
  readonly ended_at: Date | null;
}

/**
 * The rows of long tasks. A task is its row: every step stores there what it found and where the next one begins, in one transaction,
 * so that a process that dies loses the step in hand and nothing else.
 */
@Injectable()
export class LongTasks {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Starts a task, in the caller's transaction or in its own.
   * @throws {TaskRuns} when the site has one of this kind and subject that has not ended.
   */
  async start(task: NewTask): Promise<LongTask> {
    return this.database.transaction(async () => {
      const [row] = await this.database.query<TaskRow>(INSERT_TASK, [
        newId(this.clock.nowMs()),
        task.siteId,
        task.kind,
        task.subject ?? '',
        JSON.stringify(task.params),
        task.makerId ?? null,
        this.clock.now(),
      ]);
      if (row === undefined) throw new TaskRuns();
      await this.outbox.add(runTask, { taskId: row.id, step: 0 });
      return toTask(row);
    });
  }

  /** A task, if there is one. */
  async byId(id: string): Promise<LongTask | undefined> {
    const [row] = await this.database.query<TaskRow>(TASK, [id]);
    return row && toTask(row);
  }

  /** A site's tasks before an id, newest first; of one kind when it is given. */
  async before(siteId: string, id: string, limit: number, kind?: string): Promise<LongTask[]> {
    return (await this.database.query<TaskRow>(TASK_PAGE, [siteId, id, limit, kind ?? null])).map(toTask);
  }

  /** Stores a step, in the caller's transaction. False when the task was ended, or moved on by another process. */
  async advance(task: LongTask, step: TaskStep, tookMs: number): Promise<boolean> {
    const [row] = await this.database.query<{ state: LongTaskState }>(ADVANCE, [
      task.id,
      task.step,
      step.done,
      step.total ?? null,
      JSON.stringify(step.place),
      JSON.stringify(step.figures),
      tookMs,
      step.isLast,
      this.clock.now(),
    ]);
    if (row === undefined) return false;
    await step.write?.();
    if (row.state === 'running') await this.outbox.add(runTask, { taskId: task.id, step: task.step + 1 });
    return true;
  }

  /** Ends a task that has not ended. */
  async end(id: string, state: 'stopped' | 'failed', problem?: string): Promise<void> {
    await this.database.execute(END_TASK, [id, state, problem ?? null, this.clock.now()]);
  }

  /** Asks a task to stop before its next step. One that has ended stays as it is. */
  async askToStop(id: string, siteId: string): Promise<void> {
    await this.database.execute(ASK_TO_STOP, [id, siteId, this.clock.now()]);
  }

  /**
   * Goes on with a task where it was stopped or failed. Any other stays as it is.
   * @throws {TaskRuns} when the site has started another one of its kind meanwhile.
   */
  async resume(id: string, siteId: string): Promise<void> {
    try {
      await this.database.transaction(async () => {
        const [row] = await this.database.query<{ step: number }>(RESUME, [id, siteId]);
        if (row !== undefined) await this.outbox.add(runTask, { taskId: id, step: row.step });
      });
    } catch (error) {
      if (isUniqueViolation(error, 'long_tasks_one_at_a_time')) throw new TaskRuns();
      throw error;
    }
  }
}

function toTask(row: TaskRow): LongTask {
  return {
    id: row.id,
    siteId: row.site_id,
    kind: row.kind,
    params: row.params,
    state: row.state,
    step: row.step,
    place: row.place,
    done: row.done,
    total: row.total,
    figures: row.figures,
    busyMs: row.busy_ms,
    problem: row.problem,
    madeBy: row.made_by,
    createdAt: row.created_at,
    startedAt: row.started_at,
    stopAskedAt: row.stop_asked_at,
    endedAt: row.ended_at,
  };
}
