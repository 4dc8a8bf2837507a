import type { Anchor, Comment, CommentPage, ReplyPage } from '#contracts';
import type { CommentList, CommentRow, RootRow, ThreadPage } from '#discussion';
import type { ThreadFacts } from '../threads/thread-state.js';

const NONE: ReadonlySet<string> = new Set();

/**
 * A comment as readers see it, field by field: nothing of a row leaves by being forgotten.
 * @param locked the comments that take no replies.
 */
export function presentComment(row: CommentRow, locked: ReadonlySet<string> = NONE): Comment {
  return {
    id: row.id,
    articleId: row.articleId,
    parentId: row.parentId,
    rootId: row.rootId,
    depth: row.depth,
    anchor: presentAnchor(row),
    author: {
      ...(row.authorId === null ? {} : { id: row.authorId }),
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
    ...(row.editedAt === null ? {} : { editedAt: row.editedAt.toISOString() }),
    pinned: row.isPinned,
    featured: row.isFeatured,
    ...(locked.has(row.id) ? { locked: true } : {}),
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
  return { ...presentComment(row, locked), replies: presentReplies(row.replies, locked) };
}

function presentAnchor(row: CommentRow): Anchor {
  return {
    kind: row.anchorKind,
    ...(row.sectionId === null ? {} : { sectionId: row.sectionId }),
    ...(row.quote === null
      ? {}
      : { quote: { exact: row.quote.exact, prefix: row.quote.prefix, suffix: row.quote.suffix } }),
    ...(row.anchorOutcome === null ? {} : { outcome: row.anchorOutcome }),
    ...(row.anchorScore === null ? {} : { score: row.anchorScore }),
  };
}
