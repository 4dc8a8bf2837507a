import type { Anchor, Comment, CommentPage, ReplyPage } from '#contracts';
import type { CommentList, CommentRow, RootRow, ThreadPage } from '#discussion';

/** A comment as readers see it, field by field: nothing of a row leaves by being forgotten. */
export function presentComment(row: CommentRow): Comment {
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
  };
}

/** Comments of one level. */
export function presentReplies(list: CommentList): ReplyPage {
  return { items: list.items.map(presentComment), next: list.next };
}

/** A page of a discussion. */
export function presentPage(articleId: string, page: ThreadPage): CommentPage {
  return {
    article: { id: articleId, version: page.version, counts: page.counts },
    comments: page.items.map(presentRoot),
    next: page.next,
  };
}

function presentRoot(row: RootRow): Comment {
  return { ...presentComment(row), replies: presentReplies(row.replies) };
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
