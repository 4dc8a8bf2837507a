import { assertSchemaCompatibility, createPostgresBackend, SchemaMigrationRequiredError, withBackend } from 'bullmq';
import pg from 'pg';
import type { AppConfig } from '../../config/app-config.js';
import { withDeadline } from '../deadline.js';
import { type QueueName, queueNames } from '../queue-names.js';
import type { QuietLog } from '../quiet-log.js';
import { QueueUnavailable } from '../queue.errors.js';
import { QUEUE_SCHEMA } from './migrate-queues.js';
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

/** Every worker listens on a connection of its own; the others are for their short statements. */
const POOL_SIZE = queueNames.length + 8;
const STATEMENT_TIMEOUT_MS = 10_000;
const { Queue, Worker } = withBackend(createPostgresBackend);

/** The queues in PostgreSQL, in a schema of their own. One pool serves every queue and worker of the process. */
export class PostgresBackend extends QueueBackend {
  readonly kind = 'postgres';
  private readonly pool: pg.Pool;
  private readonly queues: OpenQueues;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly log: QuietLog,
  ) {
    super();
    this.pool = new pg.Pool({
      connectionString: config.databaseUrl,
      options: `-c search_path=${QUEUE_SCHEMA} -c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
      max: POOL_SIZE,
      keepAlive: true,
      connectionTimeoutMillis: READY_MS,
      application_name: 'colloquy-queue',
    });
    this.queues = new OpenQueues('PostgreSQL', log, (name) => new Queue<JobData>(name, { connection: this.pool }));
    this.pool.on('error', (error) => this.log.error('queue database', error));
    this.pool.on('connect', (client) => client.on('error', (error) => this.log.error('queue database', error)));
  }

  override async queue(name: QueueName): Promise<JobQueue> {
    return this.queues.get(name);
  }

  override worker(name: QueueName, process: JobProcessor): JobWorker {
    return new Worker(name, process, { ...workerOptions(name, this.config), connection: this.pool });
  }

  override async health(): Promise<BackendHealth> {
    const client = await this.connect();
    try {
      await assertSchemaCompatibility(client, QUEUE_SCHEMA);
      const { rows } = await client.query<{ synchronous_commit: string }>('SHOW synchronous_commit');
      const warnings =
        rows[0]?.synchronous_commit === 'off'
          ? ['PostgreSQL runs with synchronous_commit off: a crash of its machine can lose the last moments.']
          : [];
      return { faults: [], warnings };
    } catch (error) {
      if (!(error instanceof SchemaMigrationRequiredError)) throw error;
      return { faults: ['The queue schema is missing. Run `npm run db:migrate` first.'], warnings: [] };
    } finally {
      client.release();
    }
  }

  override async lostSince(): Promise<undefined> {
    return undefined;
  }

  override async recovered(): Promise<void> {
    // PostgreSQL keeps what it acknowledged, the queues like the outbox: nothing is ever to be sent again.
  }

  override onAvailable(): () => void {
    return () => undefined;
  }

  override close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    for (const queue of await this.queues.settled()) await queue.close();
    await withDeadline(this.pool.end(), READY_MS, 'Closing the queue database').catch(() => undefined);
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (cause) {
      throw new QueueUnavailable('PostgreSQL', { cause });
    }
  }
}
