import { TooManyRequests } from '#platform';

const RETRY_AFTER_SECONDS = 2;

/** Lets so many pieces of work run at once, so many wait in line, and turns the rest away. */
export class WorkGate {
  private running = 0;
  private readonly line: (() => void)[] = [];

  /**
   * @param atOnce how many run at once.
   * @param inLine how many wait.
   */
  constructor(
    private readonly atOnce: number,
    private readonly inLine: number,
  ) {}

  /**
   * Does a piece of work when it is its turn, first come, first served.
   * @throws {TooManyRequests} when the line is full.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.running < this.atOnce) {
      this.running++;
      return;
    }
    if (this.line.length >= this.inLine) throw new TooManyRequests(RETRY_AFTER_SECONDS);
    await new Promise<void>((resolve) => this.line.push(resolve));
  }

  /** The place goes to the next in line without being free in between, so that nobody jumps the line. */
  private leave(): void {
    const next = this.line.shift();
    if (next === undefined) this.running--;
    else next();
  }
}
