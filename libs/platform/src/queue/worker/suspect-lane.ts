import { Injectable } from '@nestjs/common';

interface Waiting {
  readonly crashes: number;
  readonly begin: () => void;
}

/**
 * One at a time, the jobs that were running when a worker died. Any of them may have killed it: run beside each other they would die
 * together again and again, and the innocent would be buried with the guilty (reliability.md F11). Those least often seen at a death
 * go first, so that the innocent are done before the next one.
 */
@Injectable()
export class SuspectLane {
  private readonly waiting: Waiting[] = [];
  private isTaken = false;

  /** Runs work when nothing else runs in the lane. */
  async run<Result>(crashes: number, work: () => Promise<Result>): Promise<Result> {
    await this.turn(crashes);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(crashes: number): Promise<void> {
    if (!this.isTaken) {
      this.isTaken = true;
      return Promise.resolve();
    }
    return new Promise((begin) => {
      const at = this.waiting.findIndex((other) => other.crashes > crashes);
      this.waiting.splice(at === -1 ? this.waiting.length : at, 0, { crashes, begin });
    });
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.isTaken = false;
    else next.begin();
  }
}
