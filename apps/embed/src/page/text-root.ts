/** What stands in an article without being its text. */
const OUTSIDE =
  'nav,aside,footer,form,template,script,style,noscript,button,select,textarea,[hidden],[aria-hidden=true],colloquy-discussion';

/** Whether an element and what is in it are no text of the article. */
export function isOutside(element: Element): boolean {
  return element.matches(OUTSIDE);
}

/**
 * The article that a discussion is about: what the publisher names by `content`, a CSS selector; else the `<article>` around the
 * element or the last before it; else `<main>`, else all of the page.
 */
export function textRoot(element: Element): Element {
  const named = element.getAttribute('content');
  if (named !== null) {
    try {
      const found = document.querySelector(named);
      if (found !== null) return found;
    } catch {
      console.warn(`Colloquy: content="${named}" is no CSS selector; the article is looked for without it.`);
    }
  }
  const around = element.parentElement?.closest('article');
  if (around !== undefined && around !== null) return around;
  const earlier = [...document.querySelectorAll('article')].filter(
    (article) => (article.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return earlier.at(-1) ?? document.querySelector('main') ?? document.body;
}
