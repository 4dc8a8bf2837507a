import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { QuietLog } from '../queue/quiet-log.js';
import { LocalLiveBus } from './local-live-bus.js';

const CHANNEL = 'colloquy:live';
const OPTIONS: RedisOptions = {
  connectTimeout: 2000,
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(times * 50, 1000),
};

/** Live changes over Redis. While it is away changes reach this process only; it comes back by itself. */
export class RedisLiveBus extends LocalLiveBus implements OnApplicationShutdown {
  private readonly log = new QuietLog(new Logger('Live'));
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private isClosed = false;

  constructor(url: string) {
    super();
    this.publisher = new Redis(url, { ...OPTIONS, enableOfflineQueue: false, commandTimeout: 500 });
    this.subscriber = new Redis(url, OPTIONS);
    for (const client of [this.publisher, this.subscriber]) {
      client.on('error', (error) => this.log.error('live', error));
      client.on('ready', () => this.log.recovered('live'));
    }
    this.subscriber.on('message', (_channel, payload) => this.receive(payload));
    this.subscriber.subscribe(CHANNEL).catch((error: unknown) => this.failed(error));
  }

  onApplicationShutdown(): void {
    this.isClosed = true;
    this.stopSending();
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  protected override send(payloads: readonly string[]): void {
    for (const payload of payloads) {
      this.publisher.publish(CHANNEL, payload).catch((error: unknown) => this.failed(error));
    }
  }

  private failed(error: unknown): void {
    if (!this.isClosed) this.log.error('live', error);
  }
}
