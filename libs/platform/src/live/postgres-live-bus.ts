import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { Database } from '../database/database.js';
import { LocalLiveBus } from './local-live-bus.js';

const CHANNEL = 'live';

/** Live changes over NOTIFY. */
export class PostgresLiveBus extends LocalLiveBus implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly database: Pick<Database, 'listen' | 'notify'>) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.database.listen(CHANNEL, (payload) => this.receive(payload));
  }

  /** The listening connection is the database's own and ends with it. */
  onApplicationShutdown(): void {
    this.stopSending();
  }

  protected override send(payloads: readonly string[]): void {
    for (const payload of payloads) this.database.notify(CHANNEL, payload);
  }
}
