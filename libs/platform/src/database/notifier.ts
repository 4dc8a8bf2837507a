import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { AppConfig } from '../config/app-config.js';

const RECONNECT_FIRST_MS = 50;
const RECONNECT_LAST_MS = 2000;
/**
 * After a NOTIFY the next waits so long, and takes with it all that came meanwhile: each costs PostgreSQL about as much as a small
 * write and wakes every listener. The first after a pause goes at once.
 */
const PAUSE_MS = 10;

/**
 * LISTEN and NOTIFY on one connection of their own. NOTIFY takes a lock on the whole database at commit, so it never runs inside a
 * transaction that a reader waits for: senders hand over a channel and go on. What is lost while the connection is down is found by
 * those who poll (architecture.md, "A comment's way").
 */
@Injectable()
export class Notifier implements OnModuleDestroy {
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private isClosed = false;
  private isFlushing = false;
  private retryTimer: NodeJS.Timeout | undefined;
  private retryMs = RECONNECT_FIRST_MS;
  private readonly waiting = new Set<string>();
  private readonly listeners = new Map<string, Set<(payload: string) => void>>();

  constructor(@Inject(AppConfig) private readonly config: AppConfig) {}

  /** Adds a listener; resolves when the connection listens, or after the first failed try (it is tried again by itself). */
  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    const set = this.listeners.get(channel) ?? new Set();
    set.add(onPayload);
    this.listeners.set(channel, set);
    await this.connected();
    await this.client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    return async () => {
      set.delete(onPayload);
      if (set.size > 0 || this.isClosed) return;
      this.listeners.delete(channel);
      await this.client?.query(`UNLISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    };
  }

  /** Queues a NOTIFY; equal ones that wait together are one. */
  notify(channel: string, payload: string): void {
    if (this.isClosed) return;
    this.waiting.add(JSON.stringify([channel, payload]));
    if (!this.isFlushing) {
      this.isFlushing = true;
      setImmediate(() => void this.flush());
    }
  }

  /** Ends the connection. Later calls do nothing. */
  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retryTimer);
    this.waiting.clear();
    await this.connecting;
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async flush(): Promise<void> {
    try {
      await this.connected();
      while (this.waiting.size > 0 && this.client !== undefined) {
        const batch = [...this.waiting].map((entry) => JSON.parse(entry) as [string, string]);
        this.waiting.clear();
        await this.client.query('SELECT pg_notify(n->>0, n->>1) FROM jsonb_array_elements($1::jsonb) n', [
          JSON.stringify(batch),
        ]);
        await pause(PAUSE_MS, undefined, { ref: false });
      }
    } catch {
      this.waiting.clear();
    } finally {
      this.isFlushing = false;
    }
  }

  private connected(): Promise<void> {
    if (this.client !== undefined || this.isClosed) return Promise.resolve();
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      connectionTimeoutMillis: 2000,
      keepAlive: true,
      application_name: 'colloquy-notify',
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ channel, payload }) => {
      for (const hear of this.listeners.get(channel) ?? []) hear(payload ?? '');
    });
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      this.client = client;
      this.retryMs = RECONNECT_FIRST_MS;
    } catch {
      await client.end().catch(() => undefined);
      this.retryLater();
    }
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.retryLater();
  }

  private retryLater(): void {
    if (this.isClosed || this.listeners.size === 0) return;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => void this.connected(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RECONNECT_LAST_MS);
  }
}
