import type { Clock } from '#kernel';

/** How a breaker behaves. Times in milliseconds. */
export interface BreakerOptions {
  /** Failures in a row that open it; 5 when left out (reliability.md D9). */
  readonly failures?: number;
  /** How long it stays open before one probe is let through; 30 s when left out (reliability.md D9). */
  readonly openMs?: number;
}

/**
 * Stops asking an outside service that keeps failing: after five failures in a row nothing is asked for 30 s, then one probe
 * decides. The caller asks `allows()` first and reports how it went.
 */
export class CircuitBreaker {
  private failedInARow = 0;
  private openUntil = 0;
  private probing = false;
  private readonly failures: number;
  private readonly openMs: number;

  constructor(
    private readonly clock: Clock,
    options: BreakerOptions = {},
  ) {
    this.failures = options.failures ?? 5;
    this.openMs = options.openMs ?? 30_000;
  }

  /** Whether the service may be asked now. True while half open only for the one probe; the caller must then report. */
  allows(): boolean {
    if (this.failedInARow < this.failures) return true;
    if (this.probing || this.clock.nowMs() < this.openUntil) return false;
    this.probing = true;
    return true;
  }

  /** Milliseconds until the next probe may go; 0 when the service may be asked. */
  retryAfterMs(): number {
    return this.failedInARow < this.failures ? 0 : Math.max(0, this.openUntil - this.clock.nowMs());
  }

  /** The service answered, even if it refused. */
  succeeded(): void {
    this.failedInARow = 0;
    this.probing = false;
  }

  /** The service did not answer. */
  failed(): void {
    this.probing = false;
    this.failedInARow++;
    if (this.failedInARow >= this.failures) this.openUntil = this.clock.nowMs() + this.openMs;
  }
}
