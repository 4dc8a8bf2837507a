import { useEffect } from 'preact/hooks';
import type { Discussion } from '../discussion/discussion.js';
import { useDiscussion } from './around.js';

const LINK = /^#comment-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** Opens the comment that the page's address names, now and whenever that changes. */
export function useLinkedComment(discussion: Discussion, element: HTMLElement, focus: (id: string) => void): void {
  const isThere = useDiscussion(discussion).article !== undefined;
  useEffect(() => {
    if (!isThere) return undefined;
    const show = () => {
      const id = LINK.exec(location.hash)?.[1];
      // Of two elements about one article the first answers; one about another article knows no such comment.
      if (id === undefined || twinOf(element) !== element) return;
      discussion.open(id).then(
        () => focus(id),
        () => undefined,
      );
    };
    show();
    addEventListener('hashchange', show);
    return () => removeEventListener('hashchange', show);
  }, [discussion, isThere]);
}

/** The first element of the page that is about the same article. */
export function twinOf(element: HTMLElement): Element | undefined {
  return [...document.querySelectorAll(element.localName)].find((other) =>
    ['site', 'article', 'url'].every((name) => other.getAttribute(name) === element.getAttribute(name)),
  );
}
