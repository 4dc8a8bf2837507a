import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether the process is on its way out. Readiness turns to 503 the moment it begins (reliability.md D11). */
@Injectable()
export class ShutdownState implements OnModuleDestroy {
  private readonly controller = new AbortController();

  /** Fires once when the shutdown begins: long answers such as event streams end themselves on it. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isShuttingDown(): boolean {
    return this.controller.signal.aborted;
  }

  /** Begins the shutdown. Doing it again changes nothing. */
  begin(): void {
    this.controller.abort();
  }

  onModuleDestroy(): void {
    this.begin();
  }
}
