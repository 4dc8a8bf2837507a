import { Inject, Injectable } from '@nestjs/common';
import type { FlagReason, QueueQuery, Trace } from '#contracts';
import { type AnchoredColumns, type CommentRow, toCommentRow } from '#discussion';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { QUEUE_CONTEXT, QUEUE_PAGES } from './review-queue.queries.js';

/** A comment before a moderator, with what is around it. */
export interface ReviewQueueItem {
  readonly comment: CommentRow;
  /** Markdown of the revision that waits. */
  readonly body: string;
  readonly reasons: readonly string[];
  readonly trace: Trace | null;
  readonly article: { readonly id: string; readonly key: string; readonly title: string; readonly url: string };
  readonly parent: { readonly id: string; readonly authorName: string; readonly bodyHtml: string } | null;
  /** What became of the writer's last 20 comments on the site. */
  readonly record: { readonly published: number; readonly rejected: number };
  readonly flags: readonly {
    readonly reason: FlagReason;
    readonly detail: string | null;
    readonly createdAt: string;
  }[];
  readonly claim: { readonly by: string; readonly until: Date } | null;
  readonly waitingSince: Date;
}

interface KeyRow {
  readonly comment_id: string;
  readonly article_id: string;
  readonly waiting_since: Date;
  readonly position: string;
}

interface ContextRow extends AnchoredColumns {
  readonly newest_revision: number;
  readonly newest_html: string;
  readonly body: string;
  readonly decided_trace: Trace | null;
  readonly reasons: string[];
  readonly claimed_by: string | null;
  readonly claimed_until: Date | null;
  readonly article_id: string;
  readonly article_key: string;
  readonly article_title: string;
  readonly article_url: string;
  readonly parent_author: string | null;
  readonly parent_html: string | null;
  readonly published: number;
  readonly rejected: number;
  readonly flags: ReviewQueueItem['flags'];
}

/** Reads what waits for moderators. */
@Injectable()
export class ReviewQueue {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of one of a site's queues.
   * @throws {InvalidCursor}
   */
  async page(
    siteId: string,
    query: Pick<QueueQuery, 'state' | 'sort' | 'limit' | 'after' | 'article'>,
  ): Promise<{ items: ReviewQueueItem[]; next: string | null }> {
    const list = `queue:${siteId}:${query.state}:${query.sort}:${query.article ?? ''}`;
    const { ofSite, ofArticle, start } = QUEUE_PAGES[query.state][query.sort];
    const place = query.after === undefined ? start : this.cursors.decode(list, query.after);
    const keys = await this.database.query<KeyRow>(query.article === undefined ? ofSite : ofArticle, [
      siteId,
      query.limit + 1,
      ...place,
      ...(query.article === undefined ? [] : [query.article]),
    ]);
    const shown = keys.slice(0, query.limit);
    const last = keys.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: await this.items(shown),
      next: last === undefined ? null : this.cursors.encode(list, placeOf(last, query)),
    };
  }

  private async items(keys: readonly KeyRow[]): Promise<ReviewQueueItem[]> {
    const rows = await this.database.query<ContextRow>(QUEUE_CONTEXT, [
      keys.map((key) => key.article_id),
      keys.map((key) => key.comment_id),
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return keys.flatMap((key) => {
      const row = found.get(key.comment_id);
      return row === undefined ? [] : toItem(row, key.waiting_since);
    });
  }
}

/** Urgent lists are ordered by urgency and then by comment, all others by one id. */
function placeOf(last: KeyRow, { state, sort }: Pick<QueueQuery, 'state' | 'sort'>): (string | number)[] {
  const isByUrgency = sort === 'urgent' && (state === 'pending' || state === 'reported');
  return isByUrgency ? [last.position, last.comment_id] : [last.position];
}

/** A moderator reads the newest text, also of an edit that waits, and decides on its revision. */
function toItem(row: ContextRow, waitingSince: Date): ReviewQueueItem {
  const newest = { ...row, revision: row.newest_revision, body_html: row.newest_html };
  return {
    comment: toCommentRow(row.article_id, newest, row.author_id),
    body: row.body,
    reasons: row.reasons,
    trace: row.decided_trace,
    article: { id: row.article_id, key: row.article_key, title: row.article_title, url: row.article_url },
    parent:
      row.parent_id === null
        ? null
        : { id: row.parent_id, authorName: row.parent_author ?? '', bodyHtml: row.parent_html ?? '' },
    record: { published: row.published, rejected: row.rejected },
    flags: row.flags,
    claim:
      row.claimed_by === null || row.claimed_until === null ? null : { by: row.claimed_by, until: row.claimed_until },
    waitingSince,
  };
}
