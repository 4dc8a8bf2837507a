import { useEffect, useRef, useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import type { Discussion } from '../discussion/discussion.js';
import type { Passage } from '../discussion/draft.js';
import type { ArticlePage, Remark } from '../page/index.js';
import type { Words } from '../words/words.js';
import { useDiscussion } from './around.js';
import { twinOf } from './use-linked-comment.js';

/** What the view does when the reader turns to the article. */
export interface ArticleActs {
  readonly focus: (id: string) => void;
  /** Puts the focus on the discussion's heading. */
  readonly focusHeading: () => void;
  readonly compose: (passage: Passage) => void;
}

/** Marks the remarks in the article around the element. */
export function useArticlePage(discussion: Discussion, element: HTMLElement, words: Words, acts: ArticleActs) {
  const { found, article, remarks } = useDiscussion(discussion);
  const [page, setPage] = useState<ArticlePage>();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const current = useRef(acts);
  current.current = acts;
  const isThere = found !== undefined && article !== undefined;

  useEffect(() => {
    // Two elements about one article mark it once.
    if (!isThere || twinOf(element) !== element) return undefined;
    let made: ArticlePage | undefined;
    let isOver = false;
    const open = async () => {
      const { ArticlePage: Page } = await import('../page/index.js');
      if (isOver) return;
      made = new Page(element, {
        openRemarks: ([id = '']) => {
          void discussion.open(id).then(() => current.current.focus(id));
        },
        openSection: (section) => {
          void discussion.choose({ section, isInline: false }).then(() => current.current.focusHeading());
        },
        comment: (passage) => current.current.compose(passage),
        marked: setMarked,
      });
      setPage(made);
    };
    // Without it the discussion is whole but for the marks.
    open().catch(() => undefined);
    return () => {
      isOver = true;
      made?.dispose();
      setPage(undefined);
    };
  }, [discussion, element, isThere]);

  useEffect(() => {
    if (page === undefined || found === undefined || article === undefined) return;
    page.update({
      sections: found.sections,
      counts: article.counts.sections,
      remarks: remarks.flatMap(remarkOf),
      canWrite: article.discussion.state === 'open',
      words,
    });
  }, [page, found, article, remarks, words]);

  return { marked, show: (id: string) => page?.show(id) === true };
}

/** A remark whose passage is in the article as it is. */
function remarkOf({ id, anchor, kind }: Comment): Remark[] {
  const quote = anchor.now ?? anchor.quote;
  if (quote === undefined || anchor.outcome === 'orphaned') return [];
  return [{ id, quote, sectionId: anchor.sectionId, asks: kind === 'question' }];
}
