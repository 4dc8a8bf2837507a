import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '../../database/database.js';
import { type BackendHealth, QueueBackend } from '../backend/queue-backend.js';

const SKEW_WARN_MS = 1000;
const SKEW_REFUSE_MS = 5000;

/** Whether this process may work with its queue (reliability.md D6). */
@Injectable()
export class Fitness {
  constructor(
    @Inject(QueueBackend) private readonly backend: QueueBackend,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Asks the queue's server and compares the clocks. BullMQ reckons locks in PostgreSQL by the client's clock, so there a skew
   * over 5 s makes duplicates (reliability.md finding 6).
   * @throws {QueueUnavailable} or the database's error when one of them is away.
   */
  async assess(): Promise<BackendHealth> {
    const health = await this.backend.health();
    const skewMs = await this.skewMs();
    if (skewMs <= SKEW_WARN_MS) return health;
    const text = `This machine's clock is ${(skewMs / 1000).toFixed(1)} s off PostgreSQL's. Set both by NTP.`;
    return skewMs > SKEW_REFUSE_MS && this.backend.kind === 'postgres'
      ? { ...health, faults: [...health.faults, text] }
      : { ...health, warnings: [...health.warnings, text] };
  }

  private async skewMs(): Promise<number> {
    const before = this.clock.nowMs();
    const rows = await this.database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    const after = this.clock.nowMs();
    const theirs = rows[0]?.at.getTime() ?? before;
    return Math.max(Math.abs(theirs - (before + after) / 2) - (after - before) / 2, 0);
  }
}
