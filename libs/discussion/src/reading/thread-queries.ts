import { Inject, Injectable } from '@nestjs/common';
import type { CommentSort, Counts } from '#contracts';
import { CursorCodec, type CursorValues } from '#kernel';
import { Database } from '#platform';
import { CommentNotFound, DiscussionNotFound } from '../discussion.errors.js';
import { type AnchoredColumns, type CommentColumns, type CommentRow, toCommentRow } from './comment-row.js';
import { BEFORE_ALL, PAGES, REPLIES, REPLIES_OF_MANY, SORTS, type ThreadFilter } from './thread-page.sql.js';
import {
  ANCESTORS,
  ANY_COMMENT,
  COMMENT,
  COUNTS,
  OWN_EDITS,
  OWN_VOTES,
  OWN_WAITING,
  shownPath,
  STATE,
} from './thread.queries.js';

/** Which page of a discussion. `limit` is at most 50 roots, `replies` at most 10 of each. */
export interface ThreadPageQuery {
  readonly sort: CommentSort;
  readonly section?: string | undefined;
  readonly inline?: boolean | undefined;
  readonly limit: number;
  readonly replies: number;
  readonly after?: string | undefined;
}

/** Comments of one level and the cursor of those after them. */
export interface CommentList {
  readonly items: readonly CommentRow[];
  readonly next: string | null;
}

/** A root with its first replies. */
export interface RootRow extends CommentRow {
  readonly replies: CommentList;
}

/** The version of a discussion, which grows with every visible change, and its public comments. */
export interface DiscussionState {
  readonly version: number;
  readonly counts: Counts;
}

/** One page of a discussion with the state it belongs to. */
export interface ThreadPage extends DiscussionState {
  readonly items: readonly RootRow[];
  readonly next: string | null;
}

/** What only one person may see of a discussion. */
export interface OwnState {
  readonly votes: Readonly<Record<string, number>>;
  /** Their comments that are not public. */
  readonly comments: readonly CommentRow[];
  /** Their edits that are not public, while the older text is. */
  readonly edits: readonly {
    readonly commentId: string;
    readonly revision: number;
    readonly bodyHtml: string;
    readonly isRefused: boolean;
  }[];
}

interface OwnEditRow {
  readonly comment_id: string;
  readonly revision: number;
  readonly body_html: string;
  readonly is_refused: boolean;
}

interface StateColumns {
  readonly version: string;
  readonly total: number;
  readonly sections: Record<string, number> | null;
}

interface PageColumns extends AnchoredColumns {
  readonly best: number;
  readonly descendant_count: number;
  readonly version: string | null;
  readonly total: number;
  readonly sections: Record<string, number> | null;
}

/** Reads threads. Only what is public leaves, and tombstones over it; every read is bounded and walks an index. */
@Injectable()
export class ThreadQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of roots with their first replies, the discussion's version and its counts, in one statement.
   * @throws {DiscussionNotFound} {InvalidCursor}
   */
  async page(articleId: string, query: ThreadPageQuery): Promise<ThreadPage> {
    const list = `comments:${articleId}:${query.sort}:${query.section ?? ''}:${query.inline === true ? 'inline' : ''}`;
    const start = query.after === undefined ? SORTS[query.sort].start : this.cursors.decode(list, query.after);
    const wanted = query.replies === 0 ? 0 : query.replies + 1;
    const rows = await this.database.query<PageColumns>(PAGES[query.sort][filterOf(query)], [
      articleId,
      query.limit + 1,
      wanted,
      ...start,
      ...(query.section === undefined ? [] : [query.section]),
    ]);
    const state = rows.find((row) => row.version !== null);
    if (state === undefined) throw new DiscussionNotFound();
    const roots = rows.filter((row) => row.version === null && row.parent_id === null).sort(ORDERS[query.sort]);
    const replies = byParent(rows.filter((row) => row.parent_id !== null));
    const shown = roots.slice(0, query.limit);
    const last = roots.length > query.limit ? shown.at(-1) : undefined;
    return {
      version: Number(state.version),
      counts: { total: state.total, sections: state.sections ?? {} },
      items: shown.map((row) =>
        Object.assign(toCommentRow(articleId, row), {
          replies: this.list(articleId, row.id, replies.get(row.id) ?? [], query.replies, row.reply_count > 0),
        }),
      ),
      next: last === undefined ? null : this.cursors.encode(list, PLACES[query.sort](last)),
    };
  }

  /**
   * The replies to a comment, oldest first.
   * @throws {InvalidCursor}
   */
  async replies(
    articleId: string,
    commentId: string,
    query: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<CommentList> {
    const list = repliesList(articleId, commentId);
    const [after] = query.after === undefined ? [BEFORE_ALL] : this.cursors.decode(list, query.after);
    const rows = await this.database.query<CommentColumns>(REPLIES, [articleId, commentId, query.limit + 1, after]);
    return this.list(articleId, commentId, rows, query.limit);
  }

  /** The first replies of several comments, at most 10 of each, by parent. */
  async repliesOfMany(
    articleId: string,
    parentIds: readonly string[],
    limitEach: number,
  ): Promise<ReadonlyMap<string, CommentList>> {
    const rows = await this.database.query<CommentColumns>(REPLIES_OF_MANY, [articleId, parentIds, limitEach + 1]);
    const found = byParent(rows);
    return new Map(parentIds.map((id) => [id, this.list(articleId, id, found.get(id) ?? [], limitEach)]));
  }

  /**
   * A comment with the nearest hundred above it, topmost first.
   * @param viewerId their own comment is found whatever its status.
   * @throws {CommentNotFound}
   */
  async permalink(
    articleId: string,
    commentId: string,
    viewerId?: string,
  ): Promise<{ comment: CommentRow; ancestors: readonly CommentRow[] }> {
    const [row] = await this.database.query<AnchoredColumns & { path: string[] }>(COMMENT, [
      articleId,
      commentId,
      viewerId ?? null,
    ]);
    if (row === undefined) throw new CommentNotFound();
    const above =
      row.path.length === 0
        ? []
        : await this.database.query<AnchoredColumns>(ANCESTORS, [articleId, shownPath(row.path)]);
    return {
      comment: toCommentRow(articleId, row, viewerId),
      ancestors: above.map((ancestor) => toCommentRow(articleId, ancestor, viewerId)),
    };
  }

  /**
   * A comment as its writer sees it, whatever its status.
   * @throws {CommentNotFound}
   */
  async own(articleId: string, commentId: string): Promise<CommentRow> {
    const [row] = await this.database.query<AnchoredColumns>(ANY_COMMENT, [articleId, commentId]);
    if (row === undefined) throw new CommentNotFound();
    return toCommentRow(articleId, row, row.author_id);
  }

  /** A person's own votes by comment, and their comments that are not public. */
  async mine(articleId: string, personId: string): Promise<OwnState> {
    const [votes, comments, edits] = await Promise.all([
      this.database.query<{ comment_id: string; value: number }>(OWN_VOTES, [articleId, personId]),
      this.database.query<AnchoredColumns>(OWN_WAITING, [articleId, personId]),
      this.database.query<OwnEditRow>(OWN_EDITS, [articleId, personId]),
    ]);
    return {
      votes: Object.fromEntries(votes.map((vote) => [vote.comment_id, vote.value])),
      comments: comments.map((row) => toCommentRow(articleId, row, personId)),
      edits: edits.map(({ comment_id: commentId, revision, body_html: bodyHtml, is_refused: isRefused }) => {
        return { commentId, revision, bodyHtml, isRefused };
      }),
    };
  }

  /**
   * A discussion's version and counts: what an ETag is made of.
   * @throws {DiscussionNotFound}
   */
  async state(articleId: string): Promise<DiscussionState> {
    const [row] = await this.database.query<StateColumns>(STATE, [articleId]);
    if (row === undefined) throw new DiscussionNotFound();
    return { version: Number(row.version), counts: { total: row.total, sections: row.sections ?? {} } };
  }

  /** Counts of up to 100 articles by their keys. An article that is not known has none. */
  async counts(siteId: string, keys: readonly string[]): Promise<Readonly<Record<string, Counts>>> {
    const rows = await this.database.query<Omit<StateColumns, 'version'> & { key: string }>(COUNTS, [siteId, keys]);
    const found = new Map(rows.map((row) => [row.key, { total: row.total, sections: row.sections ?? {} }]));
    return Object.fromEntries(keys.map((key) => [key, found.get(key) ?? { total: 0, sections: {} }]));
  }

  private list(
    articleId: string,
    parentId: string,
    rows: readonly CommentColumns[],
    limit: number,
    hasUnread = false,
  ): CommentList {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1)?.id ?? BEFORE_ALL;
    const hasMore = rows.length > limit || (limit === 0 && hasUnread);
    return {
      items: shown.map((row) => toCommentRow(articleId, row)),
      next: hasMore ? this.cursors.encode(repliesList(articleId, parentId), [last]) : null,
    };
  }
}

function filterOf({ section, inline }: ThreadPageQuery): ThreadFilter {
  if (section !== undefined) return inline === true ? 'section-inline' : 'section';
  return inline === true ? 'inline' : 'all';
}

function repliesList(articleId: string, parentId: string): string {
  return `replies:${articleId}:${parentId}`;
}

/** Rows by their parent, oldest first: the parts of a UNION come in no promised order. */
function byParent<Row extends CommentColumns>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = row.parent_id ?? '';
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) group.sort(oldest);
  return groups;
}

type Ordered = Pick<PageColumns, 'id' | 'best' | 'descendant_count'>;
const oldest = (left: { id: string }, right: { id: string }): number => (left.id < right.id ? -1 : 1);

const ORDERS: Readonly<Record<CommentSort, (left: Ordered, right: Ordered) => number>> = {
  newest: (left, right) => oldest(right, left),
  oldest,
  best: (left, right) => right.best - left.best || oldest(right, left),
  discussed: (left, right) => right.descendant_count - left.descendant_count || oldest(right, left),
};

const PLACES: Readonly<Record<CommentSort, (last: Ordered) => CursorValues>> = {
  newest: ({ id }) => [id],
  oldest: ({ id }) => [id],
  best: ({ best, id }) => [best, id],
  discussed: ({ descendant_count, id }) => [descendant_count, id],
};
