import type { QuietLog } from './quiet-log.js';
import { WakeSignal } from './wake-signal.js';

/** Does something again and again at a pace, never twice at the same time. A failure is logged and the next turn comes as usual. */
export class Ticker {
  private readonly signal = new WakeSignal();
  private isStopped = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly what: string,
    private readonly everyMs: number,
    private readonly turn: () => Promise<void>,
    private readonly log: QuietLog,
  ) {}

  /** Starts with a turn at once. A second call does nothing. */
  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the turn in hand. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.signal.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      try {
        await this.turn();
        this.log.recovered(this.what);
      } catch (error) {
        this.log.error(this.what, error);
      }
      await this.signal.wait(this.everyMs);
    }
  }
}
