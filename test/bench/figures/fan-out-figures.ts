import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommentPage } from '#contracts';
import type { BenchArticle, Content } from '../content.js';
import { bounded, type Figure, percentile } from '../figure.js';
import type { Ground } from '../ground.js';
import type { BenchOptions } from '../options.js';
import { anyNetwork, anyText } from './write-figures.js';

const READERS = 2000;
const EVENTS_PER_SECOND = 10;
/** So many connect at a time. */
const AT_ONCE = 100;
const WITHIN_MS = 30_000;
const SETTLE_MS = 3000;
const KIB = 1024;

/** S1: many who read one article live while it is written on. */
export async function measureFanOut(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const [article] = content.small;
  if (article === undefined) return;
  const count = options.isQuick ? READERS / 10 : READERS;
  const { child, url } = await ground.api();
  const audience = new Audience();
  const version = await versionOf(url, article);
  const before = await child.residentMiB();
  await audience.gather(url, article, count);
  await delay(SETTLE_MS);
  const idle = await child.residentMiB();
  const events = EVENTS_PER_SECOND * (options.isQuick ? 5 : 20);
  const processor = await child.processorMs();
  const begun = performance.now();
  for (let event = 1; event <= events; event += 1) {
    await delay(Math.max(0, begun + (event * 1000) / EVENTS_PER_SECOND - performance.now()));
    // Words put together by chance may look like spam, and then wait: another is sent.
    do audience.sent.set(version + event, performance.now());
    while (!(await isPublic(url, article, content, event)));
  }
  await audience.allHeard(version + events);
  const spent = ((await child.processorMs()) - processor) / (performance.now() - begun);
  const busy = await child.residentMiB();
  audience.close();
  await child.stop();
  const { times } = audience;
  const note = `from sending the post to reading its event, ${events} posts and ${count.toLocaleString('en')} readers of one process; p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms, ${times.length.toLocaleString('en')} of ${(count * events).toLocaleString('en')} events read, the others overtaken by newer ones. The api used ${(spent * 100).toFixed(0)} % of a core; the readers are this process, on the same two cores.`;
  tell(
    bounded(
      {
        ...{ id: 'S1', what: `${count.toLocaleString('en')} live readers, ${EVENTS_PER_SECOND} events/s`, unit: 'ms' },
        ...{ ours: percentile(times, 0.95), note },
      },
      300,
    ),
  );
  const perReader = (one: number): number => ((one - before) * KIB) / count;
  tell(
    bounded(
      {
        ...{ id: 'S1 memory', what: '  resident for each of them', unit: 'KB', ours: perReader(busy) },
        note: `${perReader(idle).toFixed(0)} KB while nothing happens.`,
      },
      60,
    ),
  );
}

/** Readers who only count what they are told. */
class Audience {
  /** When the post was sent that makes a version. */
  readonly sent = new Map<number, number>();
  readonly times: number[] = [];
  private readonly newest = new Map<Socket, number>();

  async gather(url: string, { id }: BenchArticle, count: number): Promise<void> {
    const { hostname, port } = new URL(url);
    const path = `/api/v1/articles/${id}/live`;
    for (let at = 0; at < count; at += AT_ONCE) {
      const group = Array.from({ length: Math.min(AT_ONCE, count - at) }, async (_, one) => {
        const address = `10.0.${Math.floor((at + one) / 250)}.${(at + one) % 250}`;
        const socket = connect(Number(port), hostname);
        this.newest.set(socket, 0);
        await new Promise<void>((resolve, reject) => {
          socket.on('error', reject);
          socket.on('data', (chunk: Buffer) => {
            this.hear(socket, chunk.toString('latin1'));
            resolve();
          });
          socket.write(`GET ${path} HTTP/1.1\r\nhost: here\r\nx-forwarded-for: ${address}\r\n\r\n`);
        });
      });
      await Promise.all(group);
    }
  }

  /** Waits until each of them has the newest. @throws {Error} when one has not. */
  async allHeard(version: number): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    while (![...this.newest.values()].every((one) => one >= version)) {
      if (performance.now() > deadline) throw new Error('Not every reader was told of the last post.');
      await delay(10);
    }
  }

  close(): void {
    for (const socket of this.newest.keys()) socket.destroy();
  }

  private hear(socket: Socket, text: string): void {
    if (text.startsWith('HTTP/1.1 ') && !text.startsWith('HTTP/1.1 200')) throw new Error(text);
    const now = performance.now();
    for (const [, id] of text.matchAll(/^id: (\d+)$/gm)) {
      const sent = this.sent.get(Number(id));
      if (sent !== undefined) this.times.push(now - sent);
      this.newest.set(socket, Math.max(Number(id), this.newest.get(socket) ?? 0));
    }
  }
}

async function versionOf(url: string, { id }: BenchArticle): Promise<number> {
  const answer = await fetch(`${url}/api/v1/articles/${id}/comments?limit=1&replies=0`);
  return ((await answer.json()) as CommentPage).article.version;
}

/** Posts. @returns whether readers see it at once. */
async function isPublic(url: string, { id }: BenchArticle, { readers }: Content, event: number): Promise<boolean> {
  const token = readers[event % readers.length]?.token ?? '';
  const answer = await fetch(`${url}/api/v1/articles/${id}/comments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-forwarded-for': anyNetwork(),
    },
    body: JSON.stringify({ body: anyText() }),
  });
  const { comment } = (await answer.json()) as { comment: { status: string } };
  return comment.status === 'published';
}
