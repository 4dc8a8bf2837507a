/** Where a long task stands. The last three are ends; one that was stopped or failed can be taken up again. */
export type LongTaskState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

/** Work on a site that goes on in steps. */
export interface LongTask {
  readonly id: string;
  readonly siteId: string;
  /** What kind of work, e.g. `rules.replay`. */
  readonly kind: string;
  /** What it was asked to do, in the kind's own shape. */
  readonly params: unknown;
  readonly state: LongTaskState;
  /** How many steps were done; names the one that comes next. */
  readonly step: number;
  /** Where the next step begins, in the kind's own shape; null at the start. */
  readonly place: unknown;
  /** How much is done, of how much; `total` is null until it is known. */
  readonly done: number;
  readonly total: number | null;
  /** What was found so far, in the kind's own shape. */
  readonly figures: unknown;
  /** Milliseconds spent in steps so far. */
  readonly busyMs: number;
  /** Why it failed, in a sentence. */
  readonly problem: string | null;
  readonly madeBy: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly stopAskedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What a step has done. Nothing of it is stored before the step's transaction. */
export interface TaskStep {
  /** How much of the whole this step did. */
  readonly done: number;
  /** How much there is, if this step has found out. */
  readonly total?: number;
  /** Where the next step begins. */
  readonly place: unknown;
  /** What was found so far, this step included. */
  readonly figures: unknown;
  /** Whether nothing is left. */
  readonly isLast: boolean;
  /** Writes what the step found, in the transaction that moves the task on. May run again after a deadlock. */
  readonly write?: () => Promise<void>;
}

/**
 * A kind of long task. A step takes about a second at the most (`TimeBox`), so that the worker goes on answering, a stop is heard soon,
 * and little is done twice when the process dies in it.
 */
export interface TaskKind {
  readonly name: string;
  /**
   * Does the next step. What it reads may be older than its transaction, so `write` must hold against what happens meanwhile.
   * @throws {TaskCannotGoOn} when no repetition would help; the task fails with its sentence.
   */
  readonly step: (task: LongTask, signal: AbortSignal) => Promise<TaskStep>;
}

/** A long task cannot be ended, and trying again would not help. */
export class TaskCannotGoOn extends Error {
  /** @param sentence why, for the person who started the task. */
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = TaskCannotGoOn.name;
  }
}
