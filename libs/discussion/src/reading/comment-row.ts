import type { AuthorKind, Badge, CommentStatus } from '#contracts';

/** A passage with what stands around it. */
export interface QuoteRow {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A comment as it is read. Of a tombstone only its place in the thread is left: text and author are blank. */
export interface CommentRow {
  readonly id: string;
  readonly articleId: string;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly depth: number;
  /** A question of the article's author, or an answer to one; null for any other comment. */
  readonly kind: 'question' | 'answer' | null;
  readonly anchorKind: 'article' | 'section' | 'passage';
  readonly sectionId: string | null;
  /** The passage as its writer quoted it. */
  readonly quote: QuoteRow | null;
  /** How the passage reads in the article now, where that is otherwise or elsewhere; null where it is as it was, or gone. */
  readonly quoteNow: QuoteRow | null;
  /** The article's revision in which its writer placed it; null when it stands on the article as a whole. */
  readonly anchorRevision: number | null;
  /** The newest revision in which it had a place; null when that is its writer's. */
  readonly stoodRevision: number | null;
  /** The section it was written on. */
  readonly writtenSectionId: string | null;
  readonly anchorOutcome: 'exact' | 'moved' | 'edited' | 'split' | 'orphaned' | null;
  /** How surely the passage was found again, 0 to 1. */
  readonly anchorScore: number | null;
  /** Null on a tombstone. */
  readonly authorId: string | null;
  readonly authorName: string;
  readonly authorKind: AuthorKind;
  readonly badges: readonly Badge[];
  readonly bodyHtml: string;
  readonly status: CommentStatus;
  /** The revision whose text this is. */
  readonly revision: number;
  readonly up: number;
  readonly down: number;
  /** Direct replies that are shown. */
  readonly replyCount: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly isPinned: boolean;
  readonly isFeatured: boolean;
  /** Of a remark that a revision of its article has dealt with, at some time or still. */
  readonly addressed: { readonly state: 'addressed' | 'reopened'; readonly revision: number; readonly at: Date } | null;
}

/** The columns of a comment as the queries of this folder select them. */
export interface CommentColumns {
  readonly id: string;
  readonly parent_id: string | null;
  readonly root_id: string;
  readonly depth: number;
  readonly kind: CommentRow['kind'];
  readonly anchor_kind: CommentRow['anchorKind'];
  readonly section_id: string | null;
  readonly author_id: string;
  readonly author_name: string;
  readonly author_kind: AuthorKind;
  readonly badges: Badge[];
  readonly status: CommentStatus;
  readonly revision: number;
  readonly body_html: string;
  readonly up: number;
  readonly down: number;
  readonly reply_count: number;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly is_pinned: boolean;
  readonly is_featured: boolean;
  readonly addressed_revision: number | null;
  readonly addressed_at: Date | null;
  readonly reopened_at: Date | null;
}

/** A comment's columns with those of its anchor; null where it has none. */
export interface AnchoredColumns extends CommentColumns {
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly outcome: CommentRow['anchorOutcome'];
  readonly score: number | null;
  readonly article_revision: number | null;
  readonly stood_revision: number | null;
  readonly written_section: string | null;
  readonly now_exact: string | null;
  readonly now_prefix: string | null;
  readonly now_suffix: string | null;
}

/** What is selected of a comment `c`. */
export const COMMENT_COLUMNS = `c.id, c.parent_id, c.root_id, c.depth, c.kind, c.anchor_kind, c.section_id, c.author_id, c.author_name,
  c.author_kind, c.badges, c.status, coalesce(c.public_revision, c.revision) AS revision, c.body_html, c.up, c.down, c.reply_count,
  c.created_at, c.edited_at, c.pinned_at IS NOT NULL AS is_pinned, c.featured_at IS NOT NULL AS is_featured,
  c.addressed_revision, c.addressed_at, c.reopened_at`;

/** What is selected of its anchor `a`, joined with `anchorOf` or `anyAnchorOf`. */
export const ANCHOR_COLUMNS = `a.exact, a.prefix, a.suffix, a.outcome, a.score, a.article_revision, a.stood_revision, a.written_section,
  a.now_exact, a.now_prefix, a.now_suffix`;

/** As many nulls of the same types, for rows that have no anchor. */
export const NO_ANCHOR = `NULL::text, NULL::text, NULL::text, NULL::text, NULL::real, NULL::integer, NULL::integer, NULL::uuid,
  NULL::text, NULL::text, NULL::text`;

/**
 * Joins the anchor of a comment. Where the passage reads now is looked up only for those of which it is not what it was. The limits keep
 * the planner from reading all anchors of the article into a hash.
 */
const joinedAnchor = (article: string, comment: string): string => `LEFT JOIN LATERAL (
    SELECT n.exact, n.prefix, n.suffix, n.outcome, n.score, n.article_revision, n.stood_revision, n.section_id AS written_section,
      p.exact AS now_exact, p.prefix AS now_prefix, p.suffix AS now_suffix
    FROM comment_anchors n LEFT JOIN LATERAL (
      SELECT exact, prefix, suffix FROM anchor_placements
      WHERE article_id = n.article_id AND comment_id = n.comment_id
        AND revision = CASE WHEN n.outcome IN ('moved', 'edited', 'split') THEN n.stood_revision END
      LIMIT 1
    ) p ON true
    WHERE n.article_id = ${article} AND n.comment_id = ${comment}
    LIMIT 1
  ) a ON true`;

/** Joins a comment's anchor in article $1. Most comments stand on the article itself and have none: for them nothing is looked up. */
export const anchorOf = (comment: string): string =>
  joinedAnchor(
    '$1::uuid',
    `CASE WHEN ${comment}.anchor_kind = 'article' OR ${comment}.parent_id IS NOT NULL THEN NULL ELSE ${comment}.id END`,
  );

/** Joins the anchor of a comment `c` of any article. */
export const ANY_ANCHOR = joinedAnchor('c.article_id', 'c.id');

/**
 * A row as readers get it. What is not public and not the viewer's own leaves as a tombstone, whatever took it away.
 * @param viewerId the person who reads; their own comments keep text and status until they withdraw them.
 */
export function toCommentRow(
  articleId: string,
  row: CommentColumns & Partial<AnchoredColumns>,
  viewerId?: string,
): CommentRow {
  const isOwn = viewerId !== undefined && row.author_id === viewerId;
  const isShown = row.status === 'published' || (isOwn && row.status !== 'withdrawn');
  return {
    id: row.id,
    articleId,
    parentId: row.parent_id,
    rootId: row.root_id,
    depth: row.depth,
    kind: row.kind,
    anchorKind: row.anchor_kind,
    sectionId: row.section_id,
    quote: toQuote(row.exact, row.prefix, row.suffix),
    quoteNow: toQuote(row.now_exact, row.now_prefix, row.now_suffix),
    anchorRevision: row.article_revision ?? null,
    stoodRevision: row.stood_revision ?? null,
    writtenSectionId: row.written_section ?? null,
    anchorOutcome: row.outcome ?? null,
    anchorScore: row.score ?? null,
    authorId: isShown ? row.author_id : null,
    authorName: isShown ? row.author_name : '',
    authorKind: isShown ? row.author_kind : 'guest',
    badges: isShown ? row.badges : [],
    bodyHtml: isShown ? row.body_html : '',
    status: isShown ? row.status : 'withdrawn',
    revision: row.revision,
    up: row.up,
    down: row.down,
    replyCount: row.reply_count,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    isPinned: row.is_pinned,
    isFeatured: row.is_featured,
    addressed: addressedOf(row),
  };
}

function addressedOf({
  addressed_revision: revision,
  addressed_at: addressed,
  reopened_at: reopened,
}: CommentColumns): CommentRow['addressed'] {
  if (revision === null || addressed === null) return null;
  return { state: reopened === null ? 'addressed' : 'reopened', revision, at: reopened ?? addressed };
}

type OptionalText = string | null | undefined;

function toQuote(exact: OptionalText, prefix: OptionalText, suffix: OptionalText): QuoteRow | null {
  return typeof exact === 'string' ? { exact, prefix: prefix ?? '', suffix: suffix ?? '' } : null;
}
