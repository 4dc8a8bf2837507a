import { codePointLength } from './code-points.js';
import { foldTypography } from './fold-typography.js';
import type { LocatedBlock, QuotableArticle } from './quote.js';

/** One place where a quote stands: UTF-16 indexes `from` and `to`, code point offsets `start` and `end`. */
export interface QuoteHit {
  from: number;
  to: number;
  start: number;
  end: number;
  /** The block in which it begins; it ends in the same section. */
  block: LocatedBlock;
}

type Span = Pick<QuoteHit, 'from' | 'to'>;

const MARK = /^\p{M}/u;

function beginsWithMark(text: string, index: number): boolean {
  return MARK.test(text.slice(index, index + 2));
}

/** Places of a text in another, none overlapping the one before. */
function* spans(text: string, wanted: string): Generator<Span> {
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
    yield { from, to: from + wanted.length };
  }
}

function* foldedSpans(text: string, wanted: string): Generator<Span> {
  const needle = foldTypography(wanted).text.trim();
  if (needle === '') {
    return;
  }
  const folded = foldTypography(text);
  for (const { from, to } of spans(folded.text, needle)) {
    yield { from: folded.toOriginal(from), to: folded.toOriginal(to - 1) + 1 };
  }
}

/**
 * Keeps the spans that are passages: they begin and end in blocks of one section and do not part a letter from its marks.
 * One sweep over text and blocks turns indexes into code points.
 */
function passages(article: QuotableArticle, found: Iterable<Span>): QuoteHit[] {
  const hits: QuoteHit[] = [];
  const { text, blocks } = article;
  let [index, offset, at] = [0, 0, 0];
  for (const { from, to } of found) {
    if (from < index) {
      continue;
    }
    const start = offset + codePointLength(text, index, from);
    const end = start + codePointLength(text, from, to);
    [index, offset] = [to, end];
    for (let next = blocks[at]; next && next.end <= start; next = blocks[at]) {
      at += 1;
    }
    const block = blocks[at];
    let last = at;
    for (let next = blocks[last]; next && next.end < end; next = blocks[last]) {
      last += 1;
    }
    const inside = block && block.start <= start && blocks[last]?.sectionId === block.sectionId;
    const partsLetter = beginsWithMark(text, to) || (start > (block?.start ?? 0) && beginsWithMark(text, from));
    if (inside && !partsLetter) {
      hits.push({ from, to, start, end, block });
    }
  }
  return hits;
}

/**
 * The passages of an article that read exactly as a quote does, in order.
 * @param spaced the article's text with a space between blocks.
 * @param exact the quote, normalised.
 */
export function exactHits(article: QuotableArticle, spaced: string, exact: string): QuoteHit[] {
  return passages(article, spans(spaced, exact));
}

/**
 * The passages that read as a quote does once quotation marks, dashes, ellipses and invisible characters are folded, in order.
 * @param spaced the article's text with a space between blocks.
 * @param exact the quote, normalised.
 */
export function foldedHits(article: QuotableArticle, spaced: string, exact: string): QuoteHit[] {
  return passages(article, foldedSpans(spaced, exact));
}
