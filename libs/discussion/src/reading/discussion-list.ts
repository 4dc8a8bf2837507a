import { Inject, Injectable } from '@nestjs/common';
import { CursorCodec, type CursorValues } from '#kernel';
import { Database } from '#platform';
import { DISCUSSIONS } from './thread.queries.js';

/** A discussion in the index of a site. */
export interface DiscussionRow {
  readonly articleId: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  /** Public comments. */
  readonly total: number;
  readonly lastActivityAt: Date | null;
  readonly createdAt: Date;
}

/** The orders of the index. */
export type DiscussionSort = 'active' | 'newest' | 'most-discussed';

interface DiscussionColumns {
  readonly article_id: string;
  readonly key: string;
  readonly url: string;
  readonly title: string;
  readonly total: number;
  readonly last_activity_at: Date | null;
  readonly created_at: Date;
  readonly position: string;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const STARTS: Readonly<Record<DiscussionSort, string>> = {
  active: 'infinity',
  newest: 'infinity',
  'most-discussed': '2147483647',
};

/** The index of a site's discussions. */
@Injectable()
export class DiscussionList {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of at most 50 discussions. In the order of activity, those nobody has written in come last.
   * @throws {InvalidCursor}
   */
  async page(
    siteId: string,
    query: { readonly sort: DiscussionSort; readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ discussions: readonly DiscussionRow[]; next: string | null }> {
    const list = `discussions:${siteId}:${query.sort}`;
    const after = query.after === undefined ? [STARTS[query.sort], LAST_ID] : this.cursors.decode(list, query.after);
    const rows = await this.rows(siteId, query.sort, query.limit + 1, after);
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      discussions: shown.map(toDiscussionRow),
      next: last === undefined ? null : this.cursors.encode(list, [last.position, last.article_id]),
    };
  }

  /** An empty position stands for "no activity": the list of the active ones goes on with the silent ones. */
  private async rows(
    siteId: string,
    sort: DiscussionSort,
    limit: number,
    after: CursorValues,
  ): Promise<DiscussionColumns[]> {
    const read = (statement: string, count: number, place: CursorValues): Promise<DiscussionColumns[]> =>
      this.database.query<DiscussionColumns>(statement, [siteId, count, ...place]);
    if (sort !== 'active') return read(DISCUSSIONS[sort], limit, after);
    if (after[0] === '') return read(DISCUSSIONS.silent, limit, after);
    const active = await read(DISCUSSIONS.active, limit, after);
    if (active.length === limit) return active;
    return [...active, ...(await read(DISCUSSIONS.silent, limit - active.length, ['', LAST_ID]))];
  }
}

function toDiscussionRow(row: DiscussionColumns): DiscussionRow {
  return {
    articleId: row.article_id,
    key: row.key,
    url: row.url,
    title: row.title,
    total: row.total,
    lastActivityAt: row.last_activity_at,
    createdAt: row.created_at,
  };
}
