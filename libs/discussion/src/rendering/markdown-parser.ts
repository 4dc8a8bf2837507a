import MarkdownIt, { type MarkdownIt as Parser, type StateCore } from 'markdown-it';
import { safeHref, shownAddress } from './safe-href.js';

/** The deepest nesting of blocks that is read; markdown-it drops what is deeper, so it is refused before (reliability.md D13). */
export const MAX_NESTING = 20;

/**
 * Readers never get HTML, images, tables, references or underlined headings out of a comment. Entities stay as typed: decoded, they
 * would bring back the control and bidi characters that cleaning took away (reliability.md D16).
 */
const SWITCHED_OFF = ['html_block', 'html_inline', 'image', 'table', 'reference', 'lheading', 'entity'];

/**
 * The Markdown of comments: a small subset, no HTML, no images, links through an allow-list, only full addresses become links by
 * themselves. Escaped by construction: every character of the source is either markup that this parser knows, or text.
 */
export function createMarkdownParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING });
  parser.disable(SWITCHED_OFF);
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  parser.linkify.add('ftp:', null).add('//', null);
  parser.normalizeLink = (address) => safeHref(address) ?? '';
  parser.validateLink = (address) => address !== '';
  parser.normalizeLinkText = shownAddress;
  parser.core.ruler.push('drop_empty_links', dropEmptyLinks);
  return parser;
}

/** `[words]()` is a link to nowhere in Markdown; here it is its words. Links do not nest, so the next end is its own. */
function dropEmptyLinks(state: StateCore): void {
  for (const children of state.tokens.map((token) => token.children ?? [])) {
    let isDropping = false;
    for (const token of children) {
      if (token.type === 'link_open') isDropping = token.attrGet('href') === '';
      if (isDropping && (token.type === 'link_open' || token.type === 'link_close')) token.type = 'text';
    }
  }
}
