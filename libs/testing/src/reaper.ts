import { setInterval } from 'node:timers/promises';
import type { ServiceProcess } from './service-process.js';

/** What a process must have come to before it is worth killing. */
export type IsAtWork = (one: ServiceProcess) => boolean | Promise<boolean>;

/**
 * Kills one process of a fleet with SIGKILL at a pace and starts it again at once. A process needs about as long to start as the
 * faults leave it to live, so a fleet has two and the one that has worked longest goes first; one that is still starting is spared.
 */
export class Reaper {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private order: ServiceProcess[];
  kills = 0;

  constructor(
    fleet: readonly ServiceProcess[],
    private readonly everyMs: number,
    private readonly isAtWork: IsAtWork,
  ) {
    this.order = [...fleet];
    this.running = this.run();
  }

  /** Stops killing; the fleet runs on. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      for await (const _ of setInterval(this.everyMs, undefined, { signal: this.stopping.signal })) await this.reap();
    } catch (error) {
      if (!this.stopping.signal.aborted) throw error;
    }
  }

  private async reap(): Promise<void> {
    for (const one of this.order) {
      if (!one.isRunning) throw new Error(`The ${one.program} ended by itself:\n${one.output}`);
      if (!(await this.isAtWork(one))) continue;
      await one.kill();
      one.start();
      this.kills += 1;
      this.order = [...this.order.filter((other) => other !== one), one];
      return;
    }
  }
}
