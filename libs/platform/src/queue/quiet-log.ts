import { Logger } from '@nestjs/common';

const REPEAT_AFTER_MS = 30_000;

/** Logs an error that comes again and again (a server that is away) once at first and then twice a minute, with a count. */
export class QuietLog {
  private readonly seen = new Map<string, { sinceMs: number; unsaid: number }>();

  constructor(private readonly logger: Logger = new Logger('Queue')) {}

  /** Reports an error of a source, e.g. `relay`. */
  error(source: string, error: unknown): void {
    const now = performance.now();
    const known = this.seen.get(source);
    if (known !== undefined && now - known.sinceMs < REPEAT_AFTER_MS) {
      known.unsaid += 1;
      return;
    }
    const again = known !== undefined && known.unsaid > 0 ? ` (and ${known.unsaid} more since)` : '';
    this.seen.set(source, { sinceMs: now, unsaid: 0 });
    this.logger.error(`${source}: ${error instanceof Error ? error.message : String(error)}${again}`);
  }

  /** Reports that a source works again, when an error of it was reported. */
  recovered(source: string): void {
    if (this.seen.delete(source)) this.logger.log(`${source}: works again`);
  }
}
