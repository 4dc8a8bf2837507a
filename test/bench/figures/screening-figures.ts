import { setTimeout as delay } from 'node:timers/promises';
import { addJobs, type BenchJob } from '../baselines/bench-queue.js';
import { Child } from '../child.js';
import type { Content } from '../content.js';
import { compared, type Figure, median } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';
import type { BenchRedis } from '../redis.js';
import { post } from './write-figures.js';

const LOOK_EVERY_MS = 100;
const WITHIN_MS = 180_000;
const NOTE =
  'from the first to the last decision of comments that were posted while no worker ran. Ours: relay from the outbox, facts, all phases, the decision with its log row and events, and the fan-out job that follows each, in the same time; the baseline: the same BullMQ backend and worker options, jobs in the queue beforehand, reads the comment and commits a status.';

/** M2: how many posted comments a worker decides in a second, on both backends. */
export async function measureScreening(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const redis = await ground.redis();
  if (redis === undefined)
    process.stdout.write('M2 on Redis is left out: this machine has neither redis-server nor valkey-server.\n');
  const backends = redis === undefined ? [undefined] : [redis, undefined];
  for (const backend of backends) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < options.runs; run += 1) {
      const { perSecond, jobs } = await decideOurs(ground, content, options.jobs, backend);
      ours.push(perSecond);
      theirs.push(await decideTheirs(ground, jobs, backend));
    }
    tell(
      compared(
        {
          id: `M2 ${backend === undefined ? 'pg' : 'redis'}`,
          what: `screening ${options.jobs} posts, queue in ${backend === undefined ? 'PostgreSQL' : 'Redis'}`,
          ...{ unit: 'jobs/s', ours: median(ours), baseline: median(theirs), note: NOTE },
          runs: { ours, baseline: theirs },
        },
        { atLeast: 0.6 },
      ),
    );
  }
}

async function decideOurs(
  ground: Ground,
  content: Content,
  count: number,
  redis: BenchRedis | undefined,
): Promise<{ perSecond: number; jobs: readonly BenchJob[] }> {
  await ground.client.query('TRUNCATE outbox');
  await redis?.flush();
  await post(ground, content, count);
  const { rows } = await ground.client.query<{ article_id: string; comment_id: string }>(
    `SELECT payload->>'articleId' AS article_id, payload->>'commentId' AS comment_id FROM outbox WHERE name = 'screen-comment'`,
  );
  const jobs = rows.map((row) => ({ articleId: row.article_id, commentId: row.comment_id }));
  const worker = ground.worker(redis === undefined ? {} : { REDIS_URL: redis.url });
  try {
    const deadline = performance.now() + WITHIN_MS;
    while (!(await isEmpty(ground))) {
      if (performance.now() > deadline)
        throw new Error(`The worker did not decide the posts in time: ${await left(ground)}`);
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    await worker.stop();
  }
  const decided = await ground.client.query<{ n: number; seconds: number }>(
    `SELECT count(*)::int AS n, extract(epoch FROM max(created_at) - min(created_at))::float8 AS seconds
     FROM decisions WHERE cause = 'screening' AND comment_id = ANY ($1::uuid[])`,
    [jobs.map(({ commentId }) => commentId)],
  );
  const { n = 0, seconds = 1 } = decided.rows[0] ?? {};
  if (n !== count) throw new Error(`${n} of ${count} posts were decided.`);
  return { perSecond: (n - 1) / seconds, jobs };
}

/** Schedules keep a row for their coming tick. */
async function isEmpty(ground: Ground): Promise<boolean> {
  const { rows } = await ground.client.query('SELECT 1 FROM outbox WHERE available_at <= clock_timestamp() LIMIT 1');
  return rows.length === 0;
}

/** What is still to be done, for the error. */
async function left(ground: Ground): Promise<string> {
  const { rows } = await ground.client.query(
    `SELECT name, count(*)::int AS rows, count(sent_at)::int AS sent, max(sweeps) AS sweeps FROM outbox GROUP BY 1
     UNION ALL SELECT 'given up: ' || reason, count(*)::int, 0, 0 FROM dead_letters GROUP BY 1`,
  );
  return JSON.stringify(rows);
}

async function decideTheirs(ground: Ground, jobs: readonly BenchJob[], redis: BenchRedis | undefined): Promise<number> {
  const backend = { databaseUrl: ground.databaseUrl, redisUrl: redis?.url };
  await redis?.flush();
  await addJobs(backend, jobs);
  const worker = Child.start(
    'test/bench/baselines/work-queue.js',
    [JSON.stringify({ ...backend, jobs: jobs.length })],
    { NODE_ENV: 'production' },
  );
  try {
    return Number(await worker.line('perSecond ', WITHIN_MS));
  } finally {
    await worker.stop();
  }
}
