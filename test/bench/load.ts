import autocannon from 'autocannon';
import type { Child } from './child.js';
import { median, percentile } from './figure.js';

/** What is asked, and of whom. */
export interface LoadTarget {
  readonly child: Child;
  readonly url: string;
  readonly connections: number;
  readonly status: number;
  /** Processor time that the database used so far, in milliseconds. */
  readonly databaseMs?: () => Promise<number>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes each request of its own: its path and body. */
  readonly next?: () => { path: string; body: string; headers?: Record<string, string> };
}

/** How a load went. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the server for one request. */
  readonly processorMs: number;
  /** Processor time of the database for one request; 0 when it was not asked for. */
  readonly databaseMs: number;
  readonly requests: number;
}

/** Loads of several sides, each the medians of their runs. */
export interface SideResult extends LoadResult {
  readonly runs: readonly LoadResult[];
}

/** Keeps connections busy for some seconds, or for a number of requests. @throws {Error} when an answer is not as expected. */
export async function load(
  target: LoadTarget,
  length: { readonly seconds: number } | { readonly requests: number },
): Promise<LoadResult> {
  const { next, child } = target;
  const times: number[] = [];
  let wrong = 0;
  const databaseMs = target.databaseMs ?? (() => Promise.resolve(0));
  const before = [await child.processorMs(), await databaseMs()] as const;
  const started = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url: target.url,
        connections: target.connections,
        headers: { ...target.headers },
        ...('seconds' in length ? { duration: length.seconds } : { amount: length.requests }),
        ...(next === undefined ? {} : { requests: [{ setupRequest: (request) => made(request, next()) }] }),
      },
      (error: unknown, done) => {
        if (error instanceof Error) reject(error);
        else resolve(done);
      },
    );
    instance.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds);
      if (status !== target.status) wrong += 1;
    });
  });
  const seconds = (performance.now() - started) / 1000;
  const spent = [(await child.processorMs()) - before[0], (await databaseMs()) - before[1]] as const;
  if (wrong + result.errors > 0 || times.length === 0) {
    throw new Error(
      `${target.url}: ${wrong} of ${times.length} answers were not ${target.status}, ${result.errors} failed.`,
    );
  }
  return {
    perSecond: times.length / ('seconds' in length ? result.duration : seconds),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    processorMs: spent[0] / times.length,
    databaseMs: spent[1] / times.length,
    requests: times.length,
  };
}

function made(
  request: autocannon.Request,
  { path, body, headers }: { path: string; body: string; headers?: Record<string, string> },
): autocannon.Request {
  return { ...request, method: 'POST', path, body, headers: { ...request.headers, ...headers } };
}

/**
 * How long a side warms up: a connection plans a statement anew for its first five executions (PostgreSQL's manual, "PREPARE"), and
 * there are ten connections.
 */
const WARM_UP_SECONDS = 3;

/** Loads several sides in turns, so that a noisy neighbour meets all of them; one run of each warms up and does not count. */
export async function alternate(
  sides: readonly LoadTarget[],
  { runs, seconds }: { readonly runs: number; readonly seconds: number },
): Promise<readonly SideResult[]> {
  const results: LoadResult[][] = sides.map(() => []);
  for (const side of sides) await load(side, { seconds: Math.max(seconds, WARM_UP_SECONDS) });
  for (let run = 0; run < runs; run += 1) {
    for (const [at, side] of sides.entries()) results[at]?.push(await load(side, { seconds }));
  }
  return results.map((all) => ({
    perSecond: median(all.map((one) => one.perSecond)),
    p50Ms: median(all.map((one) => one.p50Ms)),
    p99Ms: median(all.map((one) => one.p99Ms)),
    processorMs: median(all.map((one) => one.processorMs)),
    databaseMs: median(all.map((one) => one.databaseMs)),
    requests: all.reduce((sum, one) => sum + one.requests, 0),
    runs: all,
  }));
}
