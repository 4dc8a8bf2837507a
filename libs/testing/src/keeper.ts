import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceProcess } from './service-process.js';

const LOOK_MS = 100;

/** What a service manager does: starts processes again that have ended, and counts how often. */
export class Keeper {
  private isOver = false;
  private readonly working: Promise<void>;
  /** How often one was found dead. */
  deaths = 0;

  constructor(private readonly fleet: readonly ServiceProcess[]) {
    this.working = this.work();
  }

  /** Leaves them to themselves. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.isOver) {
      for (const one of this.fleet) {
        if (one.isRunning) continue;
        this.deaths += 1;
        one.start();
      }
      await delay(LOOK_MS);
    }
  }
}
