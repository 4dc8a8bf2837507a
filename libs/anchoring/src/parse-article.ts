import { Tokenizer } from 'parse5';
import { sha256 } from '#kernel';
import { BlockCollector } from './block-collector.js';
import { codePointLength } from './code-points.js';
import type { Block, HeadingBlock, ParsedArticle } from './parsed-article.js';

/**
 * Reduces an article's HTML to its blocks, its headings and one canonical text. Takes any string and never throws: broken
 * nesting is read much as a browser reads it. Scripts, styles, templates, comments, frames and hidden elements are dropped; a heading
 * without text starts no section; beyond 20,000 blocks the rest is one paragraph. Time and memory are linear in the input and the stack stays flat, however deep the nesting.
 * @param html the article's own HTML, a fragment or a whole page.
 */
export function parseArticle(html: string): ParsedArticle {
  const collector = new BlockCollector();
  collector.tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, collector);
  collector.tokenizer.write(html, true);

  const blocks: Block[] = [];
  const headings: HeadingBlock[] = [];
  let start = 0;
  for (const { kind, level, headingId, text } of collector.blocks) {
    const end = start + codePointLength(text);
    const base = { ordinal: blocks.length, text, start, end };
    if (kind === 'heading' && level !== undefined) {
      const sectionOrdinal = headings.length;
      const heading: HeadingBlock = {
        ...base,
        kind,
        level,
        sectionOrdinal,
        ...(headingId === undefined ? {} : { headingId }),
      };
      headings.push(heading);
      blocks.push(heading);
    } else {
      blocks.push({ ...base, kind, sectionOrdinal: headings.length - 1 });
    }
    start = end + 1;
  }
  const text = blocks.map((block) => block.text).join('\n');
  return { blocks, headings, text, textHash: sha256(text).toString('hex') };
}
