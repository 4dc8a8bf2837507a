import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchArticle, Content } from '../content.js';
import { bounded, compared, type Figure } from '../figure.js';
import type { Ground } from '../ground.js';
import { alternate, type LoadTarget, type SideResult } from '../load.js';
import type { BenchOptions } from '../options.js';

const CONNECTIONS = 16;
const POOL_SIZE = 10;
/** Pages as readers and peers ask for them; the even shape gives each of the twenty roots its three replies. */
const PAGES = [
  { name: '20 roots with 3 replies each', query: 'sort=newest&limit=20&replies=3' },
  { name: '10 roots alone', query: 'sort=newest&limit=10&replies=0' },
] as const;

const pagePath = (article: BenchArticle, query: string): string => `/api/v1/articles/${article.id}/comments?${query}`;

/** The article that single pages are measured on. */
export function usualArticle({ sized }: Content): BenchArticle {
  const article = sized.find(({ comments }) => comments === 10_000);
  if (article === undefined) throw new Error('There is no article with 10,000 comments.');
  return article;
}

/** R1: cached pages beside bare Fastify that sends the same bytes. */
export async function measureCached(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'colloquy-bench-pages-'));
  const api = await ground.api();
  try {
    const article = usualArticle(content);
    const pages = [];
    for (const [at, { query }] of PAGES.entries()) {
      const response = await fetch(api.url + pagePath(article, query));
      const bytes = Buffer.from(await response.arrayBuffer());
      const file = join(folder, `${at}.json`);
      await writeFile(file, bytes);
      const etag = response.headers.get('etag') ?? '';
      pages.push({
        path: `/${at}`,
        file,
        etag,
        contentType: response.headers.get('content-type') ?? '',
        size: bytes.length,
      });
    }
    const baseline = await ground.baseline('serve-bytes', { pages });
    for (const [at, { name, query }] of PAGES.entries()) {
      const { etag = '', size = 0 } = pages[at] ?? {};
      for (const status of at === 0 ? [200, 304] : [200]) {
        const headers: Record<string, string> = status === 304 ? { 'if-none-match': etag } : {};
        const usual = { connections: CONNECTIONS, status, headers };
        const [ours, theirs] = await alternate(
          [
            { ...usual, child: api.child, url: api.url + pagePath(article, query) },
            { ...usual, child: baseline.child, url: `${baseline.url}/${at}` },
          ],
          options,
        );
        if (ours === undefined || theirs === undefined) continue;
        tell(
          compared(
            {
              id: status === 304 ? 'R1 304' : `R1 ${at === 0 ? 'page' : 'small'}`,
              what: `cached, ${name}${status === 304 ? ', If-None-Match' : ` (${(size / 1024).toFixed(1)} KiB)`}`,
              ...{ unit: 'req/s', ours: ours.perSecond, baseline: theirs.perSecond },
              note: 'ours answers from the page cache with all security headers; the baseline is bare Fastify sending the same Buffer.',
              runs: { ours: ours.runs.map((run) => run.perSecond), baseline: theirs.runs.map((run) => run.perSecond) },
            },
            { atLeast: status === 304 ? 0.9 : 0.8 },
          ),
        );
        tell({
          ...{
            id: 'R1 cpu',
            what: `  processor time for one`,
            unit: 'ms',
            ours: ours.processorMs,
            baseline: theirs.processorMs,
          },
          ratio: ours.processorMs / theirs.processorMs,
        });
      }
    }
    await baseline.child.stop();
  } finally {
    await api.child.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** R2: pages that are not cached, and R4: counts, beside bare Fastify with pg. */
export async function measureUncached(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const api = await ground.api({ PAGE_CACHE_BYTES: '0', DB_POOL_SIZE: String(POOL_SIZE) });
  const baseline = await ground.baseline('serve-database', {
    ...{ databaseUrl: ground.databaseUrl, siteId: content.site.id, poolSize: POOL_SIZE, writers: [] },
  });
  const article = usualArticle(content);
  const keys = content.small.map(({ key }) => `key=${key}`).join('&');
  const pairs = [
    ...PAGES.map(({ name, query }, at) => ({
      id: `R2 ${at === 0 ? 'page' : 'small'}`,
      what: `not cached, ${name}`,
      ours: pagePath(article, query),
      theirs: `/articles/${article.id}/comments?${query}`,
      note: 'ours: route, guard, one statement, presenter, JSON, ETag; the baseline: one prepared statement on an equal pool, JSON.',
    })),
    {
      ...{ id: 'R4', what: 'counts of 100 articles in one call' },
      ...{ ours: `/api/v1/counts?site=${content.site.key}&${keys}`, theirs: `/counts?${keys}` },
      note: 'the same statement on both sides.',
    },
  ];
  for (const { id, what, ours, theirs, note } of pairs.filter((pair) => isWanted(pair.id, options))) {
    const usual: Omit<LoadTarget, 'child' | 'url'> = {
      ...{ connections: CONNECTIONS, status: 200 },
      databaseMs: () => ground.databaseMs(),
    };
    const [our, their] = await alternate(
      [
        { ...usual, child: api.child, url: api.url + ours },
        { ...usual, child: baseline.child, url: baseline.url + theirs },
      ],
      options,
    );
    if (our === undefined || their === undefined) continue;
    tell(
      compared(
        {
          ...{ id, what, note, unit: 'req/s', ours: our.perSecond, baseline: their.perSecond },
          runs: { ours: our.runs.map((run) => run.perSecond), baseline: their.runs.map((run) => run.perSecond) },
        },
        { atLeast: 0.7 },
      ),
    );
    const processor = {
      id: `${id.split(' ')[0]} cpu`,
      what: '  processor time for one',
      unit: 'ms',
      ours: our.processorMs,
    };
    tell({
      ...(id.startsWith('R2') ? bounded(processor, 1.5) : processor),
      baseline: their.processorMs,
      ratio: our.processorMs / their.processorMs,
    });
    tell(databaseFigure(id, our, their));
  }
  await baseline.child.stop();
  await api.child.stop();
}

/** What the database had to do for one request. */
export function databaseFigure(id: string, ours: SideResult, theirs: SideResult): Figure {
  return {
    ...{ id: `${id.split(' ')[0]} cpu`, what: '  processor time of PostgreSQL for one', unit: 'ms' },
    ...{ ours: ours.databaseMs, baseline: theirs.databaseMs, ratio: ours.databaseMs / theirs.databaseMs },
  };
}

/** Whether a figure was asked for. */
export function isWanted(id: string, { only }: BenchOptions): boolean {
  return only.length === 0 || only.some((start) => id.startsWith(start));
}
