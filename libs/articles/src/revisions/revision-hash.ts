import { sha256 } from '#kernel';
import type { ParsedArticle } from '#anchoring';

/**
 * What makes two pushes one revision: the canonical text and which of its blocks are headings. A heading that became a paragraph
 * moves every section after it, so it is a revision although no word changed; markup, links and levels are not.
 */
export function revisionHash(parsed: ParsedArticle): Buffer {
  return sha256(`${parsed.textHash}:${parsed.headings.map(({ ordinal }) => ordinal).join(',')}`);
}
