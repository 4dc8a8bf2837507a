import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '#kernel';
import { bounded, type Figure, median } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';

/** By then V8 has given back what only the start needed; 3 s after it, it still holds some forty MiB more. */
const SETTLE_MS = 45_000;
const WITHIN_MS = 30_000;
const NOTE =
  'api: until /health/ready answers; worker: until it has done its first job. Resident memory 45 s later, before any load.';

/** U1: how long api and worker take to start, and what they hold when idle. */
export async function measureStarts(
  ground: Ground,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const apiMs: number[] = [];
  const workerMs: number[] = [];
  let apiMiB = 0;
  let workerMiB = 0;
  for (let run = 0; run < options.runs; run += 1) {
    const isLast = run === options.runs - 1;
    const api = await ground.api();
    apiMs.push(api.startedMs / 1000);
    if (isLast) {
      await delay(SETTLE_MS);
      apiMiB = await api.child.residentMiB();
    }
    await api.child.stop();
    const started = performance.now();
    const id = newId();
    await ground.client.query(
      `INSERT INTO outbox (id, queue, name, payload, available_at, created_at) VALUES ($1, 'maintenance', 'recover-deliveries', '{}', now(), now())`,
      [id],
    );
    const worker = ground.worker();
    while ((await ground.client.query('SELECT 1 FROM outbox WHERE id = $1', [id])).rows.length > 0) {
      if (performance.now() - started > WITHIN_MS) throw new Error('The worker did no job.');
      await delay(10);
    }
    workerMs.push((performance.now() - started) / 1000);
    if (isLast) {
      await delay(SETTLE_MS);
      workerMiB = await worker.residentMiB();
    }
    await worker.stop();
  }
  tell(
    bounded(
      { id: 'U1 api', what: 'start of the api', unit: 's', ours: median(apiMs), note: NOTE, runs: { ours: apiMs } },
      3,
    ),
  );
  tell(
    bounded(
      { id: 'U1 worker', what: 'start of the worker', unit: 's', ours: median(workerMs), runs: { ours: workerMs } },
      3,
    ),
  );
  tell(bounded({ id: 'U1 api', what: 'resident memory of the idle api', unit: 'MiB', ours: apiMiB }, 150));
  tell(bounded({ id: 'U1 worker', what: 'resident memory of the idle worker', unit: 'MiB', ours: workerMiB }, 150));
}
