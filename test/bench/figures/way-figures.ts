import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ChangeSiteSecret, CreateSite } from '#articles';
import type { CommentPage, PostedComment } from '#contracts';
import { loadConfig } from '#platform';
import { withService } from '../../../apps/cli/src/ground/service.js';
import { SeedDiscussion } from '../../../apps/cli/src/seed/seed-discussion.js';
import type { Content } from '../content.js';
import { bounded, type Figure, percentile } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';
import { anyNetwork, anyText } from './write-figures.js';

const POSTS_PER_SECOND = 20;
const WITHIN_MS = 30_000;
const SITE = 'bench-asks';
const NOTE =
  'from sending the post until the comment is on the page that another reader loads when the live stream speaks. Screened by a service: the site asks a service of its own about every comment, so that the worker decides each; it answers at once. 20 posts/s on one article by people with a confirmed address.';

interface Way {
  readonly id: string;
  readonly what: string;
  readonly articleId: string;
  readonly isDecidedLater: boolean;
}

/** M1: the way of a comment to another reader's screen. */
export async function measureWay(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const judge = await startJudge();
  try {
    await measureAll(judge, ground, content, options, tell);
  } finally {
    judge.closeAllConnections();
    judge.close();
  }
}

async function measureAll(
  judge: Server,
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const host = `127.0.0.1:${(judge.address() as AddressInfo).port}`;
  const asking = await makeAskingSite(ground, `http://${host}/`);
  const redis = await ground.redis();
  const publicId = content.small[1]?.id ?? '';
  for (const backend of redis === undefined ? [undefined] : [redis, undefined]) {
    await ground.client.query('TRUNCATE outbox');
    await backend?.flush();
    const env = { OUTSIDE_INTERNAL_HOSTS: host, ...(backend === undefined ? {} : { REDIS_URL: backend.url }) };
    const { child, url } = await ground.api(env);
    const worker = ground.worker(env);
    const name = backend === undefined ? 'pg' : 'redis';
    const ways: Way[] = [
      { id: `M1 ${name}`, what: `public at once, ${name}`, articleId: publicId, isDecidedLater: false },
      { id: `M1 ${name}`, what: `screened by a service, ${name}`, articleId: asking, isDecidedLater: true },
    ];
    for (const way of ways) await measureOne(way, url, content, options, tell);
    await worker.stop();
    await child.stop();
  }
}

async function measureOne(
  { id, what, articleId, isDecidedLater }: Way,
  url: string,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const screen = await Screen.open(url, articleId);
  const posts = POSTS_PER_SECOND * (options.isQuick ? 3 : 15);
  const post = async (n: number): Promise<[string, number][]> => {
    const begun = performance.now();
    const token = content.readers[n % content.readers.length]?.token ?? '';
    const answer = await fetch(`${url}/api/v1/articles/${articleId}/comments`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-forwarded-for': anyNetwork(),
      },
      body: JSON.stringify({ body: anyText() }),
    });
    const { comment } = (await answer.json()) as PostedComment;
    // Words put together by chance may look like spam: what waits for a person is left out.
    const isMeasured = isDecidedLater === (comment.status === 'pending');
    return isMeasured ? [[comment.id, begun]] : [];
  };
  // The first jobs of a worker compile what the others run.
  const warm = (await Promise.all(Array.from({ length: POSTS_PER_SECOND }, (_, n) => post(n)))).flat();
  await screen.shows(warm.map(([comment]) => comment));
  const begun = performance.now();
  const sent: Promise<[string, number][]>[] = [];
  for (let n = 0; n < posts; n += 1) {
    await delay(Math.max(0, begun + (n * 1000) / POSTS_PER_SECOND - performance.now()));
    sent.push(post(n));
  }
  const posted = (await Promise.all(sent)).flat();
  await screen.shows(posted.map(([comment]) => comment));
  screen.close();
  const times = posted.map(([comment, at]) => (screen.shown.get(comment) ?? Number.POSITIVE_INFINITY) - at);
  const one = { id, unit: 'ms', note: NOTE, runs: { ours: times.map((time) => Math.round(time * 10) / 10) } };
  tell(bounded({ ...one, what: `${what}: p50`, ours: percentile(times, 0.5) }, 100));
  tell(bounded({ ...one, what: `${what}: p99`, ours: percentile(times, 0.99) }, 1000));
}

/** Another reader's page: loads the newest comments whenever the stream speaks. */
class Screen {
  /** When each comment was first on it. */
  readonly shown = new Map<string, number>();
  private isLoading = false;
  private news = 0;

  private constructor(
    private readonly page: string,
    private readonly stop: AbortController,
  ) {}

  static async open(url: string, articleId: string): Promise<Screen> {
    const stop = new AbortController();
    const page = `${url}/api/v1/articles/${articleId}/comments?limit=50&replies=0`;
    const screen = new Screen(page, stop);
    const live = await fetch(`${url}/api/v1/articles/${articleId}/live`, { signal: stop.signal });
    void screen.listen(live);
    await screen.load();
    return screen;
  }

  async shows(ids: readonly string[]): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    while (!ids.every((id) => this.shown.has(id))) {
      if (performance.now() > deadline) throw new Error('A post never came to the screen.');
      await delay(10);
    }
  }

  close(): void {
    this.stop.abort();
  }

  private async listen(live: Response): Promise<void> {
    try {
      for await (const _chunk of live.body as unknown as AsyncIterable<Uint8Array>) this.loadAgain();
    } catch {
      // Closed by this side.
    }
  }

  private loadAgain(): void {
    this.news += 1;
    if (!this.isLoading) void this.load();
  }

  /** Loads the page until it is newer than the last news. */
  private async load(): Promise<void> {
    this.isLoading = true;
    for (let known = -1; known < this.news;) {
      known = this.news;
      const { comments } = (await (await fetch(this.page)).json()) as CommentPage;
      const now = performance.now();
      for (const { id } of comments) if (!this.shown.has(id)) this.shown.set(id, now);
    }
    this.isLoading = false;
  }
}

/** A service that lets every comment pass. */
async function startJudge(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end('{"verdict":"publish"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** A site that asks the service about every comment. @returns its article. */
async function makeAskingSite(ground: Ground, judge: string): Promise<string> {
  const config = loadConfig({ ...ground.environment(), OUTSIDE_INTERNAL_HOSTS: new URL(judge).host });
  return withService(config, async (rooms) => {
    const screening = {
      external: { url: judge, mayPublish: true },
      newCommenter: { holdFirst: 0 },
      flood: { perMinute: 0, perHour: 0 },
      repeats: { holdFrom: 0 },
    };
    await rooms.get(CreateSite).run({ key: SITE, name: 'Bench that asks', settings: { screening } });
    const secret = { site: SITE, name: 'external-secret', value: 'a secret of the bench' } as const;
    await rooms.get(ChangeSiteSecret).run({ kind: 'system' }, secret);
    const seeded = await rooms.get(SeedDiscussion).run({ comments: 20, site: SITE, article: 'asked', shape: 'even' });
    return seeded.articleId;
  });
}
