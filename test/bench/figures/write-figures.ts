import type { Content } from '../content.js';
import { bounded, compared, type Figure } from '../figure.js';
import type { Ground } from '../ground.js';
import { alternate, load, type LoadTarget, type SideResult } from '../load.js';
import type { BenchOptions } from '../options.js';
import { databaseFigure } from './read-figures.js';

const CONNECTIONS = 8;
const POOL_SIZE = 10;
const WORDS =
  'ice harbour winter ferry bread council sledge neighbour figure paragraph editor letter plan street measure north school reason'.split(
    ' ',
  );
const WORDS_EACH = 45;
const EVERY_NTH_REPLIES = 3;
const NOTE =
  'ours: session, validation, rights, place, Markdown, fast screening, counters, outbox, one commit; the baseline: Fastify and pg, BEGIN, one prepared statement a table, COMMIT, nothing checked. 8 connections, every third a reply to a root, durable commits on both sides.';

/** Makes posts by signed-in people, on any of the articles. */
export class Poster {
  private turn = 0;

  constructor(
    private readonly content: Content,
    private readonly articleIds: readonly string[],
    private readonly parents: ReadonlyMap<string, string>,
    private readonly prefix: string,
  ) {}

  /** The next post. Every one has its own text and comes from a network of its own. */
  next(): { path: string; body: string; headers: Record<string, string> } {
    this.turn += 1;
    const articleId = anyOf(this.articleIds);
    const reader = anyOf(this.content.readers);
    const parentId = this.turn % EVERY_NTH_REPLIES === 0 ? this.parents.get(articleId) : undefined;
    return {
      path: `${this.prefix}/articles/${articleId}/comments`,
      body: JSON.stringify({ body: anyText(), ...(parentId === undefined ? {} : { parentId }) }),
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${reader.token}`,
        'x-forwarded-for': anyNetwork(),
      },
    };
  }
}

/** The oldest root of each article: what replies answer. */
export async function rootsOf(ground: Ground, articleIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ground.client.query<{ article_id: string; id: string }>(
    `SELECT DISTINCT ON (article_id) article_id, id FROM comments WHERE article_id = ANY ($1::uuid[]) AND parent_id IS NULL AND status = 'published'
     ORDER BY article_id, id`,
    [articleIds],
  );
  return new Map(rows.map((row) => [row.article_id, row.id]));
}

/** Posts so many comments, which then wait in the outbox. */
export async function post(ground: Ground, content: Content, count: number): Promise<void> {
  const { child, url } = await ground.api();
  const articleIds = content.small.map(({ id }) => id);
  const poster = new Poster(content, articleIds, await rootsOf(ground, articleIds), '/api/v1');
  await load({ child, url, connections: CONNECTIONS, status: 201, next: () => poster.next() }, { requests: count });
  await child.stop();
}

/** W1: posts, spread over a hundred articles and all on one. */
export async function measurePosts(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const api = await ground.api({ DB_POOL_SIZE: String(POOL_SIZE) });
  const baseline = await ground.baseline('serve-database', {
    ...{ databaseUrl: ground.databaseUrl, siteId: content.site.id, poolSize: POOL_SIZE },
    writers: content.readers.map(({ id, name }) => ({ id, name })),
  });
  const [hot, ...others] = content.small.map(({ id }) => id);
  if (hot === undefined) return;
  const parents = await rootsOf(ground, [hot, ...others]);
  for (const [name, what, articleIds] of [
    ['spread', 'posts over 100 articles', [hot, ...others]],
    ['hot', 'posts on one article', [hot]],
  ] as const) {
    const side = ({ child, url }: { child: LoadTarget['child']; url: string }, prefix: string): LoadTarget => {
      const poster = new Poster(content, articleIds, parents, prefix);
      const databaseMs = (): Promise<number> => ground.databaseMs();
      return { child, url, connections: CONNECTIONS, status: 201, databaseMs, next: () => poster.next() };
    };
    const [ours, theirs] = await alternate([side(api, '/api/v1'), side(baseline, '')], options);
    if (ours === undefined || theirs === undefined) continue;
    tellPosts(name, what, ours, theirs, tell);
    await ground.client.query('TRUNCATE outbox');
  }
  await baseline.child.stop();
  await api.child.stop();
}

function tellPosts(
  name: string,
  what: string,
  ours: SideResult,
  theirs: SideResult,
  tell: (figure: Figure) => void,
): void {
  const runsOf = (of: (run: SideResult['runs'][number]) => number): Figure['runs'] => ({
    ours: ours.runs.map(of),
    baseline: theirs.runs.map(of),
  });
  tell(
    compared(
      {
        ...{ id: `W1 ${name}`, what, unit: 'req/s', ours: ours.perSecond, baseline: theirs.perSecond, note: NOTE },
        runs: runsOf((run) => run.perSecond),
      },
      { atLeast: 0.6 },
    ),
  );
  tell(
    compared(
      {
        ...{ id: `W1 p99`, what: `  ${name}: p99`, unit: 'ms', ours: ours.p99Ms, baseline: theirs.p99Ms },
        runs: runsOf((run) => run.p99Ms),
      },
      { atMost: 3 },
    ),
  );
  const processor = { id: 'W1 cpu', what: '  processor time for one', unit: 'ms', ours: ours.processorMs };
  tell({ ...bounded(processor, 2.5), baseline: theirs.processorMs, ratio: ours.processorMs / theirs.processorMs });
  tell(databaseFigure('W1', ours, theirs));
}

function anyOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item;
}

/** An address of a network of its own: many posts from one are taken for a flood. */
export function anyNetwork(): string {
  const byte = (): number => Math.floor(Math.random() * 256);
  return `10.${byte()}.${byte()}.${byte()}`;
}

/** Some 300 characters that nobody wrote before. */
export function anyText(): string {
  return `${Array.from({ length: WORDS_EACH }, () => anyOf(WORDS)).join(' ')} ${Math.random().toString(36).slice(2)}.`;
}
