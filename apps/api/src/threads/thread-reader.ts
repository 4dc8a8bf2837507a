import { Inject, Injectable } from '@nestjs/common';
import { type CommentRow, ThreadLocks, ThreadQueries } from '#discussion';
import { type CardContext, type CommentCard, commentCard } from './comment-card.js';
import type { ThreadView } from './thread-view.js';

const ROOTS = 20;
const REPLIES_OF_ROOT = 10;
/** Below the first replies, so many of each are shown, to this depth; the rest is one link away. */
const REPLIES_BELOW = 3;
const LEVELS_BELOW = 3;

/** The comments of a page, as cards. */
export interface ThreadCards {
  readonly total: number;
  readonly sections: Readonly<Record<string, number>>;
  readonly version: number;
  readonly cards: readonly CommentCard[];
  readonly next: string | null;
  /** Those of the cards that take no replies. */
  readonly locked: ReadonlySet<string>;
}

/** Reads what a page of a discussion shows, in a number of queries that does not depend on the discussion. */
@Injectable()
export class ThreadReader {
  constructor(
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(ThreadLocks) private readonly locks: ThreadLocks,
  ) {}

  /**
   * A page of roots, or one comment with those above it and its replies.
   * @throws {CommentNotFound} {InvalidCursor}
   */
  async run(articleId: string, view: ThreadView, context: CardContext): Promise<ThreadCards> {
    const shown = await this.cards(articleId, view, context);
    return { ...shown, locked: await this.locks.among(articleId, idsOf(shown.cards)) };
  }

  private async cards(articleId: string, view: ThreadView, context: CardContext): Promise<Omit<ThreadCards, 'locked'>> {
    if (view.comment !== undefined) return this.around(articleId, view.comment, context);
    const page = await this.threads.page(articleId, {
      ...view,
      inline: view.anchored === 'inline',
      limit: ROOTS,
      replies: REPLIES_OF_ROOT,
    });
    const first = page.items.flatMap((root) => root.replies.items);
    const below = await this.below(articleId, first);
    const cards = page.items.map((root) => build(root, new Map([...below, [root.id, root.replies.items]]), context));
    return { total: page.counts.total, sections: page.counts.sections, version: page.version, cards, next: page.next };
  }

  private async around(
    articleId: string,
    commentId: string,
    context: CardContext,
  ): Promise<Omit<ThreadCards, 'locked'>> {
    const [{ comment, ancestors }, state] = await Promise.all([
      this.threads.permalink(articleId, commentId),
      this.threads.state(articleId),
    ]);
    const replies = await this.threads.replies(articleId, commentId, { limit: 50 });
    const tree = new Map([...(await this.below(articleId, replies.items)), [comment.id, replies.items]]);
    let card = build(comment, tree, context);
    for (const ancestor of [...ancestors].reverse()) card = commentCard(ancestor, [card], context);
    return {
      total: state.counts.total,
      sections: state.counts.sections,
      version: state.version,
      cards: [card],
      next: null,
    };
  }

  /** The replies below given comments, level by level. */
  private async below(articleId: string, rows: readonly CommentRow[]): Promise<Map<string, readonly CommentRow[]>> {
    const found = new Map<string, readonly CommentRow[]>();
    let level = rows;
    for (let depth = 0; depth < LEVELS_BELOW; depth++) {
      const parents = level.filter((row) => row.replyCount > 0).map((row) => row.id);
      if (parents.length === 0) break;
      const lists = await this.threads.repliesOfMany(articleId, parents, REPLIES_BELOW);
      level = [...lists.values()].flatMap((list) => list.items);
      for (const [parent, list] of lists) found.set(parent, list.items);
    }
    return found;
  }
}

/** The depth is bounded by what was read, so is the recursion. */
function build(row: CommentRow, tree: ReadonlyMap<string, readonly CommentRow[]>, context: CardContext): CommentCard {
  const replies = (tree.get(row.id) ?? []).map((reply) => build(reply, tree, context));
  return commentCard(row, replies, context);
}

function idsOf(cards: readonly CommentCard[]): string[] {
  return cards.flatMap(({ id, replies }) => [id, ...idsOf(replies)]);
}
