import type { CommentPage, ReplyPage } from '#contracts';
import type { BenchArticle, Content } from '../content.js';
import { compared, type Figure } from '../figure.js';
import type { Ground } from '../ground.js';
import { alternate, type LoadTarget } from '../load.js';
import type { BenchOptions } from '../options.js';

const CONNECTIONS = 16;
const SORTS = ['newest', 'oldest', 'best', 'discussed'] as const;
const FAR_PAGE = 1000;
const WALK_LIMIT = 50;
/** The most answered of 100 comments has eight replies; so many are read at every size. */
const REPLIES = 5;
/** A reading that ends in the same time at every size needs no long runs; there are many of them. */
const SECONDS = 1;
const NOTE =
  'p50 under 16 connections of the same request without page cache; the baseline is ours on the article of 100 comments. Pages are 20 roots with 3 replies, whatever the size.';

/** R3: what a read costs as the article grows. */
export async function measureGrowth(
  ground: Ground,
  content: Content,
  options: BenchOptions,
  tell: (figure: Figure) => void,
): Promise<void> {
  const { child, url } = await ground.api({ PAGE_CACHE_BYTES: '0' });
  const target = (path: string): LoadTarget => ({ child, url: url + path, connections: CONNECTIONS, status: 200 });
  const compare = async (
    id: string,
    what: string,
    reads: readonly { label: string; path: string }[],
  ): Promise<void> => {
    const results = await alternate(
      reads.map(({ path }) => target(path)),
      { runs: options.runs, seconds: SECONDS },
    );
    const [base, ...others] = results;
    if (base === undefined) return;
    for (const [at, result] of others.entries()) {
      tell(
        compared(
          {
            ...{
              id,
              what: `${what}, ${reads[at + 1]?.label ?? ''}`,
              unit: 'ms',
              ours: result.p50Ms,
              baseline: base.p50Ms,
              note: NOTE,
            },
            runs: { ours: result.runs.map((run) => run.p50Ms), baseline: base.runs.map((run) => run.p50Ms) },
          },
          { atMost: 1.3 },
        ),
      );
    }
  };

  const [smallest] = content.sized;
  const largest = content.sized.at(-1);
  if (smallest === undefined || largest === undefined) return;
  for (const sort of SORTS) {
    const query = `sort=${sort}&limit=20&replies=3`;
    const far = await farCursor(url, largest, sort);
    await compare(`R3 ${sort}`, 'first page', [
      ...content.sized.map((article) => ({ label: sizeOf(article), path: `${pathOf(article)}?${query}` })),
      ...(far === undefined
        ? []
        : [
            {
              label: `page ${far.page} of ${sizeOf(largest)}`,
              path: `${pathOf(largest)}?${query}&after=${far.cursor}`,
            },
          ]),
    ]);
  }
  await compare(
    'R3 replies',
    'replies to the most answered comment',
    content.sized.map((article) => ({
      label: sizeOf(article),
      path: `${pathOf(article)}/${article.popularId}/replies?limit=${REPLIES}`,
    })),
  );
  await compare('R3 last', 'replies near their end', await lastReplies(url, content.sized));
  await compare('R3 link', 'one comment with those above it', await permalinks(ground, content.sized));
  await child.stop();
}

const pathOf = ({ id }: BenchArticle): string => `/api/v1/articles/${id}/comments`;
const sizeOf = ({ comments }: BenchArticle): string => comments.toLocaleString('en');

/** The cursor of the thousandth page of fifty, or of the last full one, found as a reader would. */
async function farCursor(
  url: string,
  article: BenchArticle,
  sort: string,
): Promise<{ page: number; cursor: string } | undefined> {
  let cursor: string | null = null;
  let before: string | undefined;
  let page = 1;
  while (page < FAR_PAGE) {
    const after = cursor === null ? '' : `&after=${cursor}`;
    const answer = await fetch(`${url}${pathOf(article)}?sort=${sort}&limit=${WALK_LIMIT}&replies=0${after}`);
    const { next } = (await answer.json()) as CommentPage;
    if (next === null) break;
    before = cursor ?? undefined;
    cursor = next;
    page += 1;
  }
  if (page === FAR_PAGE) return cursor === null ? undefined : { page, cursor };
  return before === undefined ? undefined : { page: page - 1, cursor: before };
}

/** Near the end of the replies to each article's most answered comment. */
async function lastReplies(url: string, sized: readonly BenchArticle[]): Promise<{ label: string; path: string }[]> {
  const reads = [];
  for (const article of sized) {
    const path = `${pathOf(article)}/${article.popularId}/replies`;
    let cursor: string | null = null;
    let last: string | null;
    do {
      const answer: Response = await fetch(
        `${url}${path}?limit=${WALK_LIMIT}${cursor === null ? '' : `&after=${cursor}`}`,
      );
      const { next } = (await answer.json()) as ReplyPage;
      last = cursor;
      cursor = next;
    } while (cursor !== null);
    reads.push({ label: sizeOf(article), path: `${path}?limit=${REPLIES}${last === null ? '' : `&after=${last}`}` });
  }
  return reads;
}

/** A reply to a reply on each article. */
async function permalinks(ground: Ground, sized: readonly BenchArticle[]): Promise<{ label: string; path: string }[]> {
  const reads = [];
  for (const article of sized) {
    const { rows } = await ground.client.query<{ id: string }>(
      'SELECT id FROM comments WHERE article_id = $1 AND depth = 2 ORDER BY id LIMIT 1',
      [article.id],
    );
    reads.push({ label: sizeOf(article), path: `${pathOf(article)}/${rows[0]?.id ?? ''}` });
  }
  return reads;
}
