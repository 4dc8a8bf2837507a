import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Browser, Page } from 'playwright-core';
import { CreateSite, PutArticle } from '#articles';
import { PutArticleBody } from '#contracts';
import { PostComment, SettleComment } from '#discussion';
import { loadConfig } from '#platform';
import { withService } from '../../../apps/cli/src/ground/service.js';
import { openBrowser } from '../../browser/chromium.js';
import { bounded, type Figure, median } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';

const SITE = 'bench-page';
const SENTENCE_WORDS = 12;
const WORDS =
  'harbour ferry council north winter figure street letter plan ramp island morning cost vote wire signal bread market'.split(
    ' ',
  );
/** The marks are made in slices after the discussion is there. */
const SETTLE_MS = 1500;
const NOTE =
  "in Chromium, a publisher's page at another origin, the discussion below the article; the longest of the tasks over 50 ms that the page has while it loads, 0 where there is none. The baseline is the same page without the discussion.";

/** An article of a size that is measured. */
interface Sized {
  readonly key: string;
  readonly what: string;
  readonly paragraphs: number;
  readonly remarks: number;
}

const SIZES: readonly Sized[] = [
  { key: 'short', what: 'a discussion in sight from the first', paragraphs: 2, remarks: 2 },
  { key: 'usual', what: '10,000 characters, 30 remarks', paragraphs: 25, remarks: 30 },
  { key: 'huge', what: '200,000 characters, 200 remarks', paragraphs: 500, remarks: 200 },
];

/** E1: what a discussion does to the page that it is in, while it loads. */
export async function measureEmbed(
  ground: Ground,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const pages = new Map<string, string>();
  const server = await startPublisher(pages);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await fillPages(ground, origin);
  const { child, url } = await ground.api();
  const browser = await openBrowser();
  try {
    for (const sized of SIZES) {
      pages.set(`/${sized.key}`, hostPage(sized, url));
      pages.set(`/${sized.key}/plain`, hostPage(sized));
      await measureOne(browser, `${origin}/${sized.key}`, sized, options, tell);
    }
  } finally {
    await browser.close();
    await child.stop();
    server.closeAllConnections();
    server.close();
  }
}

/** What a page has seen of itself. */
interface Seen {
  readonly longestMs: number;
  readonly shift: number;
  readonly kilobytes: number;
}

async function measureOne(
  browser: Browser,
  address: string,
  { what, remarks }: Sized,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const ours: Seen[] = [];
  const theirs: Seen[] = [];
  for (let run = 0; run <= options.runs; run += 1) {
    const [with_, without] = [await load(browser, address, remarks), await load(browser, `${address}/plain`, 0)];
    // The first fills the caches of both sides.
    if (run === 0) continue;
    ours.push(with_);
    theirs.push(without);
  }
  const of = (seen: readonly Seen[], name: keyof Seen): number[] => seen.map((one) => one[name]);
  const figure = (id: string, name: keyof Seen, unit: string, label: string, most: number): void => {
    const runs = { ours: of(ours, name), baseline: of(theirs, name) };
    const values = { ours: median(runs.ours), baseline: median(runs.baseline), runs };
    tell(bounded({ id, what: `${label}: ${what}`, unit, ...values, note: NOTE }, most));
  };
  figure('E1 tasks', 'longestMs', 'ms', 'longest task', 50);
  figure('E1 shift', 'shift', '', 'layout shift', 0);
  figure('E1 bytes', 'kilobytes', 'KB', 'scripts, as sent', 25);
}

async function load(browser: Browser, address: string, remarks: number): Promise<Seen> {
  const page = await (await browser.newContext({ viewport: { width: 1100, height: 900 } })).newPage();
  await page.addInitScript(WATCH);
  let bytes = 0;
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.endsWith('.js')) return;
    void request.sizes().then(({ responseBodySize }) => (bytes += responseBodySize));
  });
  await page.goto(address);
  if (remarks > 0) await marksOf(page);
  await delay(SETTLE_MS);
  const { longestMs, shift } = await page.evaluate<{ longestMs: number; shift: number }>('globalThis.seen');
  await page.context().close();
  return { longestMs, shift, kilobytes: bytes / 1024 };
}

/** Waits until the passages are marked. */
async function marksOf(page: Page): Promise<void> {
  await page.locator('colloquy-layer button').first().waitFor({ state: 'attached', timeout: 20_000 });
}

/** Notes tasks over 50 ms (Long Tasks API) and shifts of what is in sight (Layout Instability API). */
const WATCH = `globalThis.seen = { longestMs: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestMs = Math.max(seen.longestMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

async function startPublisher(pages: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pages.get(request.url ?? '') ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function hostPage(sized: Sized, service?: string): string {
  const script = service === undefined ? '' : `<script src="${service}/embed.js" async></script>`;
  const element =
    service === undefined ? '' : `<colloquy-discussion site="${SITE}" article="${sized.key}"></colloquy-discussion>`;
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>${sized.key}</title>${script}
    <style>colloquy-discussion { display: block; min-block-size: 100vh }
    body { max-width: 700px; margin: auto; font: 18px/1.6 serif }</style>
    <main><h1>${sized.key}</h1><article>${textOf(sized)}</article>${element}</main><footer>The end.</footer></html>`;
}

/** Its paragraphs, each in words of its own. */
function textOf({ paragraphs }: Sized): string {
  return Array.from({ length: paragraphs }, (_, at) => {
    const heading = at % 25 === 5 ? `<h2>Part ${at}</h2>` : '';
    const sentences = Array.from({ length: 5 }, (__, n) => sentence(at, n)).join(' ');
    return `${heading}<p>${sentences}</p>`;
  }).join('\n');
}

function sentence(paragraph: number, number: number): string {
  const words = Array.from(
    { length: SENTENCE_WORDS },
    (_, at) => WORDS[(paragraph * 7 + number * 3 + at * at) % WORDS.length],
  );
  return `Number ${paragraph}-${number} ${words.join(' ')}.`;
}

async function fillPages(ground: Ground, origin: string): Promise<void> {
  await withService(loadConfig(ground.environment()), async (rooms) => {
    const screening = { newCommenter: { holdFirst: 0 } };
    await rooms.get(CreateSite).run({ key: SITE, name: 'Bench', origins: [origin], settings: { screening } });
    for (const sized of SIZES) await fillOne(rooms, sized, `${origin}/${sized.key}`);
  });
}

async function fillOne(rooms: INestApplicationContext, sized: Sized, url: string): Promise<void> {
  const body = PutArticleBody.parse({ url, title: sized.key, html: textOf(sized) });
  const { article } = await rooms.get(PutArticle).run({ kind: 'system' }, { site: SITE, key: sized.key, body });
  for (let at = 0; at < sized.remarks; at += 1) {
    const exact = sentence(Math.floor((at * sized.paragraphs) / sized.remarks), at % 5);
    const { comment } = await rooms.get(PostComment).run(
      { kind: 'anonymous' },
      {
        articleId: article.id,
        body: `A remark on it, number ${at}.`,
        guest: { name: `Guest ${at}` },
        anchor: { quote: { exact } },
      },
    );
    const decision = {
      articleId: article.id,
      commentId: comment.id,
      revision: 1,
      to: 'published',
      cause: 'operator',
    } as const;
    await rooms.get(SettleComment).run(decision);
  }
}
