import { setImmediate } from 'node:timers/promises';

/** A step's share of the worker: long enough to be worth a transaction, short enough that nobody waits for it. */
export const STEP_MS = 500;

/** Keeps a step short, and the process that does it answering. */
export class TimeBox {
  private readonly endsAt: number;

  /** @param signal ends the box when the worker may no longer do the job. */
  constructor(
    private readonly signal: AbortSignal,
    milliseconds = STEP_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.endsAt = now() + milliseconds;
  }

  /** Whether the step should come to its end. */
  get isOver(): boolean {
    return this.now() >= this.endsAt;
  }

  /**
   * Lets everything else that waits in this process have its turn. Called between two pieces of work.
   * @throws the reason of the signal when the job was given up.
   */
  async breathe(): Promise<void> {
    await setImmediate();
    this.signal.throwIfAborted();
  }
}
