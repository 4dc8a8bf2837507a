import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Database } from '../database/database.js';
import { QueueBackend } from './backend/queue-backend.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import { OutboxBell } from './outbox-bell.js';
import { WakeSignal } from './wake-signal.js';

/** What the relay waits for: rows of this process, rows of others (NOTIFY), and the queue's server coming back. */
@Injectable()
export class RelayBells {
  private readonly rows = new WakeSignal();
  private readonly server = new WakeSignal();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxBell) private readonly outbox: OutboxBell,
    @Inject(QueueBackend) private readonly backend: QueueBackend,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** Starts to listen. Returns how to stop. */
  async listen(): Promise<() => Promise<void>> {
    const ring = (): void => this.rows.ring();
    const stops = [this.outbox.onRing(ring), this.backend.onAvailable(() => this.server.ring())];
    const unlisten = await this.database.listen(OUTBOX_CHANNEL, ring);
    return async () => {
      for (const stop of stops) stop();
      await unlisten();
    };
  }

  /** Resolves when there may be rows: somebody rang, or the time of a poll has come. */
  async forRows(): Promise<void> {
    await this.rows.wait(this.config.relayPollMs);
  }

  /** Resolves when the queue's server may answer again; new rows do not end this wait. */
  async forServer(milliseconds: number): Promise<void> {
    await this.server.wait(milliseconds);
  }

  /** Ends every wait. */
  release(): void {
    this.rows.ring();
    this.server.ring();
  }
}
