import { codePointLength, indexAfterCodePoints } from './code-points.js';
import type { QuotableArticle } from './quote.js';
import { wordTokens, words } from './word-tokens.js';
import type { WordToken } from './word-tokens.js';

/** Longest passage shown, in code points: enough to recognise, short enough for an error message. */
const LONGEST_PASSAGE = 200;
/** How far into an article is searched, in UTF-16 units: keeps an answer to a wrong quote quick. */
const SEARCHED = 400_000;
/** Longest word's weight: long words say more, but not without end. */
const HEAVIEST_WORD = 8;
/** Least share of the quote's words, by weight, that a passage worth showing has. Own choice. */
const FLOOR = 0.4;

interface Window {
  share: number;
  first: number;
  last: number;
}

/** The stretch of as many words as the quote has that shares most with it. One pass, constant work per word. */
function bestWindow(tokens: readonly WordToken[], wanted: readonly string[]): Window {
  const missing = new Map<string, number>();
  for (const word of wanted) {
    missing.set(word, (missing.get(word) ?? 0) + 1);
  }
  const weigh = (word: string): number => Math.min(word.length, HEAVIEST_WORD);
  const total = wanted.reduce((sum, word) => sum + weigh(word), 0);
  let shared = 0;
  let best: Window = { share: 0, first: 0, last: -1 };
  tokens.forEach(({ word }, index) => {
    const left = tokens[index - wanted.length]?.word;
    const leftCount = left === undefined ? undefined : missing.get(left);
    if (left !== undefined && leftCount !== undefined) {
      shared -= leftCount < 0 ? 0 : weigh(left);
      missing.set(left, leftCount + 1);
    }
    const count = missing.get(word);
    if (count !== undefined) {
      shared += count > 0 ? weigh(word) : 0;
      missing.set(word, count - 1);
      if (shared / total > best.share) {
        best = { share: shared / total, first: Math.max(0, index - wanted.length + 1), last: index };
      }
    }
  });
  return best;
}

/** Cuts a text to the longest passage shown, between words where there is a space. */
function cut(text: string): string {
  const end = indexAfterCodePoints(text, LONGEST_PASSAGE);
  if (end >= text.length) {
    return text;
  }
  const space = text.lastIndexOf(' ', end);
  return text.slice(0, space > 0 ? space : end);
}

/**
 * The passage of an article that shares most words with a quote that is not in it: the article's own text, out of one block, at most 200
 * code points. Undefined when nothing comes near. Looks at the first 400,000 characters.
 */
export function closestPassage({ text, blocks }: QuotableArticle, quote: string): string | undefined {
  const searched = text.slice(0, SEARCHED);
  const wanted = words(quote);
  const known = new Set(wanted);
  const tokens = wordTokens(searched);
  const { share, first, last } = bestWindow(tokens, wanted);
  if (share < FLOOR) {
    return undefined;
  }
  const common = tokens.slice(first, last + 1).filter(({ word }) => known.has(word));
  const middle = common[common.length >> 1];
  if (!middle) {
    return undefined;
  }
  const offset = codePointLength(searched, 0, middle.start);
  const block = blocks.find(({ start, end }) => start <= offset && offset < end);
  if (!block) {
    return undefined;
  }
  const blockStart = indexAfterCodePoints(text, block.start);
  const blockEnd = indexAfterCodePoints(text, block.end - block.start, blockStart);
  const inBlock = common.filter(({ start, end }) => start >= blockStart && end <= blockEnd);
  return cut(searched.slice(inBlock[0]?.start ?? middle.start, inBlock.at(-1)?.end ?? middle.end));
}
