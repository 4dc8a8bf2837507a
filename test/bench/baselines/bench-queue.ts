import { createPostgresBackend, Queue, withBackend, Worker, type WorkerOptions } from 'bullmq';
import pg from 'pg';

/** The queue of the baseline. */
export const BENCH_QUEUE = 'bench-baseline';

const PREFIX = 'colloquy';
const POOL_SIZE = 12;
const onPostgres = withBackend(createPostgresBackend);

/** The options of Colloquy's own workers (reliability.md D3). */
const OPTIONS: Omit<WorkerOptions, 'connection'> = {
  concurrency: 32,
  lockDuration: 15_000,
  stalledInterval: 5000,
  maxStalledCount: 5,
  runRetryDelay: 500,
  drainDelay: 5,
  removeOnComplete: { count: 1000 },
};

/** One comment to decide. */
export interface BenchJob {
  readonly articleId: string;
  readonly commentId: string;
}

/** Where the queue is kept: in Redis when there is a URL of one, else in PostgreSQL. */
export interface BenchBackend {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
}

function queuePool(databaseUrl: string): pg.Pool {
  return new pg.Pool({ connectionString: databaseUrl, options: '-c search_path=bullmq', max: POOL_SIZE });
}

/** Adds jobs in bulk. */
export async function addJobs({ databaseUrl, redisUrl }: BenchBackend, jobs: readonly BenchJob[]): Promise<void> {
  const bulk = jobs.map((data) => ({ name: 'decide', data, opts: { jobId: `bench-${data.commentId}` } }));
  if (redisUrl !== undefined) {
    const queue = new Queue<BenchJob>(BENCH_QUEUE, { prefix: PREFIX, connection: { url: redisUrl } });
    await queue.addBulk(bulk);
    await queue.close();
    return;
  }
  const pool = queuePool(databaseUrl);
  const queue = new onPostgres.Queue<BenchJob>(BENCH_QUEUE, { connection: pool });
  await queue.addBulk(bulk);
  await queue.close();
  await pool.end();
}

/** Starts a worker of the queue. */
export function startWorker(
  { databaseUrl, redisUrl }: BenchBackend,
  process: (job: { data: BenchJob }) => Promise<void>,
): { close(): Promise<void> } {
  if (redisUrl !== undefined) {
    const connection = { url: redisUrl, maxRetriesPerRequest: null };
    return new Worker<BenchJob>(BENCH_QUEUE, process, { ...OPTIONS, prefix: PREFIX, connection });
  }
  return new onPostgres.Worker<BenchJob>(BENCH_QUEUE, process, { ...OPTIONS, connection: queuePool(databaseUrl) });
}
