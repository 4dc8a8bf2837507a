import { Tokenizer } from 'parse5';
import { sha256 } from '#kernel';
import type { AskedPassage } from './asked-passages.js';
import { BlockCollector } from './block-collector.js';
import { codePointLength, indexAfterCodePoints, indexBeforeCodePoints } from './code-points.js';
import { CONTEXT_LENGTH, LONGEST_QUOTE } from './locate-quote.js';
import type { Ask, Block, HeadingBlock, ParsedArticle } from './parsed-article.js';

/**
 * Reduces an article's HTML to its blocks, its headings and one canonical text. Takes any string and never throws: broken
 * nesting is read much as a browser reads it. Scripts, styles, templates, comments, frames and hidden elements are dropped; a heading
 * without text starts no section. An element with `data-ask` asks a question on the text it holds, unless it is hidden, holds none, or holds more than
 * can be quoted. Beyond 20,000 blocks the rest is one paragraph. Time and memory are linear in the input and the stack stays flat, however deep the nesting.
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
  const asks = collector.asked.passages.flatMap((passage) => askOf(passage, blocks, text));
  return { blocks, headings, text, textHash: sha256(text).toString('hex'), asks };
}

/** None where the element holds no text, or more than can be quoted. */
function askOf({ prompt, start, end }: AskedPassage, blocks: readonly Block[], text: string): Ask[] {
  if (start === undefined || end === undefined) return [];
  const [first, last] = [blocks[start.block], blocks[end.offset === 0 ? end.block - 1 : end.block]];
  if (first === undefined || last === undefined) return [];
  const to = end.offset === 0 ? last.end : last.start + end.offset;
  let near = first.start + start.offset;
  let from = indexAfterCodePoints(text, near);
  for (; near < to && (text[from] === ' ' || text[from] === '\n'); near += 1) from += 1;
  if (to <= near || to - near > LONGEST_QUOTE) return [];
  const until = indexAfterCodePoints(text, to - near, from);
  const prefix = text.slice(indexBeforeCodePoints(text, CONTEXT_LENGTH, from), from);
  const suffix = text.slice(until, indexAfterCodePoints(text, CONTEXT_LENGTH, until));
  return [{ prompt, quote: { exact: text.slice(from, until), prefix, suffix, near } }];
}
