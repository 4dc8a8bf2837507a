import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { newId } from '#kernel';
import type { AppConfig } from '../../config/app-config.js';
import { withDeadline } from '../deadline.js';
import type { QueueName } from '../queue-names.js';
import type { QuietLog } from '../quiet-log.js';
import { QueueUnavailable } from '../queue.errors.js';
import { OpenQueues, READY_MS } from './open-queues.js';
import {
  type BackendHealth,
  type JobData,
  type JobProcessor,
  type JobQueue,
  type JobWorker,
  QueueBackend,
} from './queue-backend.js';
import { workerOptions } from './worker-options.js';

const PREFIX = 'colloquy';
/** Holds the id of the Redis process for which every open job is known to be in the queue. */
const LIFE_KEY = `${PREFIX}:life`;
/** A loss that takes longer to make good is found and made good once more. */
const SEEN_FOR_S = 3600;
/** KEYS: what was seen, the life; ARGV: the life. A server that lost its memory again meanwhile has lost what was seen, too. */
const CONFIRM_LIFE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('SET', KEYS[2], ARGV[1])
  redis.call('DEL', KEYS[1])
end`;
const reconnect = (times: number): number => Math.min(times * 50, 1000);

/**
 * The queues in Redis. The producer's connection fails at once instead of queueing commands, and queues are made only once it
 * answers, because `add()` hangs on a connection that never was (reliability.md findings 4 and D7).
 */
export class RedisBackend extends QueueBackend {
  readonly kind = 'redis';
  private readonly producer: Redis;
  private readonly seenKey = `${LIFE_KEY}:${newId()}`;
  private readonly queues: OpenQueues;
  private readonly listeners = new Set<() => void>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly config: AppConfig,
    private readonly log: QuietLog,
  ) {
    super();
    this.producer = new Redis(url, {
      enableOfflineQueue: false,
      commandTimeout: 500,
      connectTimeout: READY_MS,
      maxRetriesPerRequest: null,
      retryStrategy: reconnect,
      connectionName: 'colloquy-relay',
    });
    this.queues = new OpenQueues(
      'Redis',
      log,
      (name) => new Queue<JobData>(name, { connection: this.producer, prefix: PREFIX }),
    );
    this.producer.on('error', (error) => this.log.error('redis', error));
    this.producer.on('ready', () => {
      this.log.recovered('redis');
      for (const hear of this.listeners) hear();
    });
  }

  override async queue(name: QueueName): Promise<JobQueue> {
    this.assertReady();
    return this.queues.get(name);
  }

  override worker(name: QueueName, process: JobProcessor): JobWorker {
    return new Worker<JobData>(name, process, {
      ...workerOptions(name, this.config),
      prefix: PREFIX,
      connection: {
        url: this.url,
        maxRetriesPerRequest: null,
        connectTimeout: READY_MS,
        retryStrategy: reconnect,
      },
    });
  }

  override async health(): Promise<BackendHealth> {
    const [memory, persistence] = [await this.info('memory'), await this.info('persistence')];
    const policy = memory.get('maxmemory_policy');
    const faults =
      policy === undefined || policy === 'noeviction'
        ? []
        : [`Redis evicts keys (maxmemory-policy ${policy}) and would drop jobs. Set maxmemory-policy noeviction.`];
    const warnings =
      persistence.get('aof_enabled') === '0'
        ? [
            'Redis keeps no append-only file: a restart empties its queues, and jobs are sent again. Set appendonly yes.',
          ]
        : [];
    return { faults, warnings };
  }

  override async lostSince(): Promise<string | undefined> {
    const life = (await this.info('server')).get('run_id') ?? '';
    const known = await this.producer.get(LIFE_KEY);
    if (known === life) return undefined;
    await this.producer.set(this.seenKey, life, 'EX', SEEN_FOR_S);
    return life;
  }

  override async recovered(life: string): Promise<void> {
    this.assertReady();
    await this.producer.eval(CONFIRM_LIFE, 2, this.seenKey, LIFE_KEY, life);
  }

  override onAvailable(hear: () => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }

  override close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const queue of await this.queues.settled()) {
      await withDeadline(queue.close(), READY_MS, 'Closing a queue').catch(() => undefined);
    }
    this.producer.disconnect();
  }

  private assertReady(): void {
    if (this.producer.status !== 'ready') throw new QueueUnavailable('Redis');
  }

  private async info(section: string): Promise<Map<string, string>> {
    this.assertReady();
    const lines = (await this.producer.info(section)).split('\r\n');
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  }
}
