import { Inject, Injectable } from '@nestjs/common';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { type AnchoredColumns, type CommentColumns, type CommentRow, toCommentRow } from './comment-row.js';
import { NEWEST_REPLIES, OF_ARTICLE, OF_SITE, QUESTIONS, SITE_SINCE } from './public-comments.queries.js';

/** Which page of a list. `limit` is at most 100. */
export interface PublicPageQuery {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Public comments, newest first, and the cursor of those before them. */
export interface PublicPage<Row = CommentRow> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

/** A comment with the article that it stands on. */
export interface SiteComment {
  readonly comment: CommentRow;
  readonly article: {
    readonly id: string;
    readonly key: string;
    readonly title: string;
    readonly url: string;
    /** When somebody last wrote on it. */
    readonly lastActivityAt: Date;
  };
}

interface SiteColumns extends CommentColumns {
  readonly article_id: string;
  readonly key: string;
  readonly title: string;
  readonly url: string;
  readonly last_activity_at: Date | null;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Reads what was said lately, without the order of threads: public comments only, no tombstones. */
@Injectable()
export class PublicComments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** Those of an article. @throws {InvalidCursor} */
  async ofArticle(articleId: string, query: PublicPageQuery): Promise<PublicPage> {
    const read = (last: string, count: number) =>
      this.database.query<CommentColumns>(OF_ARTICLE, [articleId, last, count]);
    const { rows, next } = await this.page(`public:${articleId}`, query, read);
    return { items: rows.map((row) => toCommentRow(articleId, row)), next };
  }

  /** The direct replies to a comment. @throws {InvalidCursor} */
  async repliesTo(articleId: string, commentId: string, query: PublicPageQuery): Promise<PublicPage> {
    const read = (last: string, count: number) =>
      this.database.query<CommentColumns>(NEWEST_REPLIES, [articleId, commentId, last, count]);
    const { rows, next } = await this.page(`public-replies:${articleId}:${commentId}`, query, read);
    return { items: rows.map((row) => toCommentRow(articleId, row)), next };
  }

  /** The questions of an article's author that are public, with their passages. @throws {InvalidCursor} */
  async questionsOf(articleId: string, query: PublicPageQuery): Promise<PublicPage> {
    const read = (last: string, count: number) =>
      this.database.query<AnchoredColumns>(QUESTIONS, [articleId, last, count]);
    const { rows, next } = await this.page(`questions:${articleId}`, query, read);
    return { items: rows.map((row) => toCommentRow(articleId, row)), next };
  }

  /** Those of a site. @throws {InvalidCursor} */
  async ofSite(siteId: string, query: PublicPageQuery): Promise<PublicPage<SiteComment>> {
    const read = (last: string, count: number) => this.database.query<SiteColumns>(OF_SITE, [siteId, last, count]);
    const { rows, next } = await this.page(`public-of-site:${siteId}`, query, read);
    return { items: rows.map(toSiteComment), next };
  }

  /** Since when there is a site: the time of a list that is still empty. Undefined when there is no such site. */
  async siteSince(siteId: string): Promise<Date | undefined> {
    const [row] = await this.database.query<{ created_at: Date }>(SITE_SINCE, [siteId]);
    return row?.created_at;
  }

  private async page<Row extends { readonly id: string }>(
    list: string,
    { limit, after }: PublicPageQuery,
    read: (last: string, count: number) => Promise<Row[]>,
  ): Promise<{ rows: Row[]; next: string | null }> {
    const [last] = after === undefined ? [LAST_ID] : this.cursors.decode(list, after);
    const found = await read(String(last), limit + 1);
    const rows = found.slice(0, limit);
    const end = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: end === undefined ? null : this.cursors.encode(list, [end.id]) };
  }
}

function toSiteComment(row: SiteColumns): SiteComment {
  const { article_id: id, key, title, url } = row;
  return {
    comment: toCommentRow(id, row),
    article: { id, key, title, url, lastActivityAt: row.last_activity_at ?? row.created_at },
  };
}
