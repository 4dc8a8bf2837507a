import type { Anchor, Comment, CommentPage, ReplyPage } from '#contracts';
import type { CommentList, CommentRow, QuoteRow, RootRow, ThreadPage } from '#discussion';
import type { ThreadFacts } from '../threads/thread-state.js';

const NONE: ReadonlySet<string> = new Set();

/**
 * A comment as readers see it, field by field: nothing of a row leaves by being forgotten. A page holds up to 550 of them, so each is
 * made in one piece: copying parts together took a tenth of a page's time. JSON leaves out what is undefined.
 * @param locked the comments that take no replies.
 */
export function presentComment(row: CommentRow, locked: ReadonlySet<string> = NONE): Comment {
  return {
    id: row.id,
    articleId: row.articleId,
    parentId: row.parentId,
    rootId: row.rootId,
    depth: row.depth,
    kind: row.kind ?? undefined,
    anchor: presentAnchor(row),
    author: {
      id: row.authorId ?? undefined,
      name: row.authorName,
      kind: row.authorKind,
      badges: [...row.badges],
      avatarUrl: null,
    },
    bodyHtml: row.bodyHtml,
    status: row.status,
    revision: row.revision,
    score: { up: row.up, down: row.down },
    replyCount: row.replyCount,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString(),
    pinned: row.isPinned,
    featured: row.isFeatured,
    addressed: row.addressed === null ? undefined : { ...row.addressed, at: row.addressed.at.toISOString() },
    locked: locked.has(row.id) ? true : undefined,
  };
}

/** Comments of one level. */
export function presentReplies(list: CommentList, locked: ReadonlySet<string> = NONE): ReplyPage {
  return { items: list.items.map((row) => presentComment(row, locked)), next: list.next };
}

/** A page of a discussion. */
export function presentPage(articleId: string, page: ThreadPage, facts: ThreadFacts): CommentPage {
  return {
    article: { id: articleId, version: page.version, counts: page.counts, discussion: facts.discussion },
    comments: page.items.map((row) => presentRoot(row, facts.locked)),
    next: page.next,
  };
}

function presentRoot(row: RootRow, locked: ReadonlySet<string>): Comment {
  const root = presentComment(row, locked);
  root.replies = presentReplies(row.replies, locked);
  return root;
}

function presentAnchor(row: CommentRow): Anchor {
  const { anchorKind, sectionId, anchorOutcome, anchorRevision, writtenSectionId } = row;
  const isElsewhere = anchorRevision !== null && writtenSectionId !== sectionId;
  return {
    kind: anchorKind,
    sectionId: sectionId ?? undefined,
    quote: row.quote === null ? undefined : presentQuote(row.quote),
    outcome: anchorOutcome ?? undefined,
    score: row.anchorScore ?? undefined,
    revision: anchorRevision ?? undefined,
    stoodIn: anchorOutcome === 'orphaned' ? (row.stoodRevision ?? anchorRevision ?? undefined) : undefined,
    writtenIn: isElsewhere ? (writtenSectionId ?? undefined) : undefined,
    now: row.quoteNow === null ? undefined : presentQuote(row.quoteNow),
  };
}

function presentQuote({ exact, prefix, suffix }: QuoteRow): { exact: string; prefix: string; suffix: string } {
  return { exact, prefix, suffix };
}
