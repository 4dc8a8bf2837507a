import { Inject, Injectable } from '@nestjs/common';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { ANNOTATED, COUNT_ANNOTATED } from './annotated-comments.queries.js';
import { BEFORE_ALL } from './thread-page.sql.js';

/** The place of a comment as words of the article. Offsets are code points into the canonical text of the revision. */
export interface PassagePlace {
  readonly kind: 'passage';
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly position: { readonly start: number; readonly end: number } | null;
}

/** The place of a comment as a section; its heading is null when nothing is known of it any more. */
export interface SectionPlace {
  readonly kind: 'section';
  readonly heading: string | null;
  /** The `id` of the heading in the publisher's markup. */
  readonly headingId: string | null;
}

/** A public comment on a part of an article. */
export interface AnnotatedComment {
  readonly id: string;
  /** A question of the article's author. */
  readonly isQuestion: boolean;
  readonly authorName: string;
  readonly bodyHtml: string;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly place: PassagePlace | SectionPlace;
  /** The revision of the article that the place is about. */
  readonly revision: number;
  /** When the publisher pushed it. */
  readonly revisedAt: Date | null;
}

/** A page of them, oldest first. */
export interface AnnotatedPage {
  readonly items: readonly AnnotatedComment[];
  readonly next: string | null;
}

interface AnnotatedColumns {
  readonly id: string;
  readonly is_question: boolean;
  readonly author_name: string;
  readonly body_html: string;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly start_offset: number | null;
  readonly end_offset: number | null;
  readonly heading: string | null;
  readonly heading_id: string | null;
  readonly article_revision: number;
  readonly revised_at: Date | null;
}

/** Reads comments as remarks on parts of an article. Those whose place was lost are among them, with the revision that had it. */
@Injectable()
export class AnnotatedComments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** A page of at most 100. @throws {InvalidCursor} */
  async page(articleId: string, query: { readonly limit: number; readonly after: string }): Promise<AnnotatedPage> {
    const [last] = this.cursors.decode(list(articleId), query.after);
    const found = await this.database.query<AnnotatedColumns>(ANNOTATED, [articleId, last, query.limit + 1]);
    const shown = found.slice(0, query.limit);
    const end = found.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(toAnnotated),
      next: end === undefined ? null : this.cursors.encode(list(articleId), [end.id]),
    };
  }

  /** The cursor of the first page: pages have addresses, and the first is no other kind of page. */
  start(articleId: string): string {
    return this.cursors.encode(list(articleId), [BEFORE_ALL]);
  }

  /** How many there are on all pages. */
  async total(articleId: string): Promise<number> {
    const [row] = await this.database.query<{ total: number }>(COUNT_ANNOTATED, [articleId]);
    return row?.total ?? 0;
  }
}

function list(articleId: string): string {
  return `annotated:${articleId}`;
}

function toAnnotated(row: AnnotatedColumns): AnnotatedComment {
  return {
    id: row.id,
    isQuestion: row.is_question,
    authorName: row.author_name,
    bodyHtml: row.body_html,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    place: placeOf(row),
    revision: row.article_revision,
    revisedAt: row.revised_at,
  };
}

function placeOf(row: AnnotatedColumns): PassagePlace | SectionPlace {
  const { exact, prefix, suffix, start_offset: start, end_offset: end } = row;
  if (exact === null) return { kind: 'section', heading: row.heading, headingId: row.heading_id };
  const position = start === null || end === null ? null : { start, end };
  return { kind: 'passage', exact, prefix: prefix ?? '', suffix: suffix ?? '', position };
}
