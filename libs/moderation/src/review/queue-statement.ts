import type { QueueSort, QueueState } from '#contracts';
import { newId } from '#kernel';
import { type CommentTraits, type Found, type FoundTraits, searchWords } from '../search/find-comments.js';
import { holdsWords } from '../search/words.queries.js';
import { WALKS } from './queue-walks.queries.js';

/** What a queue is narrowed to. */
export interface QueueFilter extends CommentTraits {
  readonly article?: string | undefined;
  readonly section?: string | undefined;
  readonly reason?: string | undefined;
  readonly language?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly claim?: 'mine' | 'free' | undefined;
}

/** A page that is to be read. */
export interface PageRequest {
  readonly siteId: string;
  /** Who asks; none for an API key. */
  readonly viewerId: string | null;
  readonly state: QueueState;
  readonly sort: QueueSort;
  readonly limit: number;
  readonly filter: QueueFilter;
  /** What was found of the filter's traits. */
  readonly found: FoundTraits;
  /** The place after which the page begins; the first page when undefined. */
  readonly after?: readonly (string | number)[] | undefined;
  readonly now: Date;
}

/** So many rows of a queue are looked at for one page; a page that is not full by then has a cursor all the same. */
const WALKED = 10_000;

/** Values of a statement, in the order in which its text names them: the same filters make the same text, prepared once. */
class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/**
 * Reads one page of a queue: (comment_id, article_id, position, waiting_since, passes) in order, one row more than the page when there
 * are more. The walk through the index is a subquery of its own, because the planner thinks that hardly anything passes and would
 * rather sort all there is; its order is the order of the page. A row that does not pass comes only when the walk ends at it: the next
 * page goes on from there, so that no page costs more than the walk (reliability.md A23).
 */
export function queueStatement(request: PageRequest): { readonly sql: string; readonly values: readonly unknown[] } {
  const values = new Values();
  const site = values.add(request.siteId);
  const limit = values.add(request.limit + 1);
  const walk = WALKS[request.state][request.sort];
  const place = (request.after ?? walk.start).map((part) => values.add(part));
  const { article } = request.filter;
  const owner =
    article === undefined ? (table: string) => `${table}.site_id = ${site}::uuid` : ofArticle(values.add(article));
  const only = shortest(request.found);
  const over = { owner, ...(only === undefined ? {} : { only: values.add(only) }) };
  const rows = walk.rows(over, place);
  const conditions = [walk.passes, ...conditionsOf(request, site, values)];
  const sql = `
SELECT w.comment_id, w.article_id, w.waiting_since, w.position, w.passes FROM (
  SELECT w.*, (${conditions.map((one) => `(${one})`).join(' AND ')}) AS passes
  FROM (SELECT r.*, row_number() OVER () AS n FROM (${rows} LIMIT ${WALKED}) r OFFSET 0) w
  OFFSET 0
) w
WHERE w.passes OR w.n = ${WALKED}
LIMIT ${limit}::int`;
  return { sql, values: values.list };
}

function ofArticle(article: string): (table: string) => string {
  return (table) => `${table}.article_id = ${article}::uuid`;
}

/** The shortest list is walked; the others are asked of each row. */
function shortest(found: PageRequest['found']): readonly string[] | undefined {
  return Object.values<Found>(found)
    .filter((list) => list !== undefined)
    .sort((left, right) => left.length - right.length)[0];
}

function conditionsOf(request: PageRequest, site: string, values: Values): string[] {
  const { filter, found, now, viewerId } = request;
  const { article, section, reason, language, from, to, claim } = filter;
  const conditions: string[] = [];
  const when = (value: string | undefined, condition: (value: string) => string, given?: string) => {
    if (value !== undefined) conditions.push(condition(values.add(given ?? value)));
  };
  when(article, (at) => `(SELECT a.site_id FROM articles a WHERE a.id = ${at}::uuid) = ${site}::uuid`);
  when(section, (at) => `${ofComment('section_id')} = ${at}::uuid`);
  when(reason, (at) => `${at}::text = ANY (w.reasons)`);
  when(
    language,
    (at) => `EXISTS (SELECT 1 FROM decisions l WHERE l.comment_id = w.comment_id AND l.cause = 'screening'
    AND l.trace @> jsonb_build_object('phases', jsonb_build_array(jsonb_build_object('detail', jsonb_build_object('detected', ${at}::text)))))`,
  );
  when(from, (at) => `w.comment_id >= ${at}::uuid`, from === undefined ? from : firstIdAt(from));
  when(to, (at) => `w.comment_id < ${at}::uuid`, to === undefined ? to : firstIdAt(to));
  const claimed = (at: string) =>
    `(SELECT i.claimed_by FROM review_items i WHERE i.comment_id = w.comment_id AND i.claimed_until > ${at}::timestamptz)`;
  if (claim === 'free') conditions.push(`${claimed(values.add(now))} IS NULL`);
  if (claim === 'mine') conditions.push(`${claimed(values.add(now))} = ${values.add(viewerId)}::uuid`);
  for (const list of Object.values<Found>(found)) {
    if (list !== undefined && list !== shortest(found))
      conditions.push(`w.comment_id = ANY (${values.add(list)}::uuid[])`);
  }
  if ('q' in found && found.q === undefined) when(filter.q, holdsWords, searchWords(filter.q ?? ''));
  if ('author' in found && found.author === undefined)
    when(filter.author, (at) => `${ofComment('author_id')} = ${at}::uuid`);
  if ('network' in found && found.network === undefined) when(filter.network, sameNetwork);
  return conditions;
}

const ofComment = (column: string): string =>
  `(SELECT c.${column} FROM comments c WHERE c.article_id = w.article_id AND c.id = w.comment_id)`;

const sameNetwork = (
  comment: string,
): string => `(SELECT p.network_key FROM comment_prints p WHERE p.comment_id = w.comment_id)
  = (SELECT o.network_key FROM comment_prints o WHERE o.comment_id = ${comment}::uuid AND o.site_id = $1::uuid)`;

/** The least id of an instant: ids begin with the time. */
function firstIdAt(instant: string): string {
  return `${newId(Math.max(0, Date.parse(instant))).slice(0, 14)}7000-8000-000000000000`;
}
