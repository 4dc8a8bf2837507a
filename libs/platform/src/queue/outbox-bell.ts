import { Injectable } from '@nestjs/common';

/** Tells the relay of the same process that the outbox has rows, without a way through PostgreSQL. */
@Injectable()
export class OutboxBell {
  private readonly listeners = new Set<() => void>();

  /** Tells every listener. */
  ring(): void {
    for (const hear of this.listeners) hear();
  }

  /** Hears of new rows. Returns how to stop. */
  onRing(hear: () => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }
}
