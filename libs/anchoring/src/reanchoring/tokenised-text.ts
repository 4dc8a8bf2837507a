import { foldQuotesAndDashes } from '../fold-typography.js';
import type { QuotableArticle } from '../quote.js';
import { wordTokens } from '../word-tokens.js';

/** Numbers for words, shared by the texts that are compared. */
export class Vocabulary {
  private readonly numbers = new Map<string, number>();

  /** The number of a word, a new one for a new word. */
  number(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const made = this.numbers.size;
    this.numbers.set(word, made);
    return made;
  }
}

/**
 * A text as a row of tokens: words in lower case, and every other sign that shows. Each token stands in one block. Offsets are code points
 * unless a name says otherwise.
 */
export interface TokenisedText {
  readonly article: QuotableArticle;
  readonly count: number;
  /** Numbers of the vocabulary. */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** UTF-16 index of each token's first unit. */
  readonly indexes: Int32Array;
  /** What a token weighs: its length for words, little for other signs. */
  readonly weights: Float32Array;
  /** The block each token stands in, by its place in the list. */
  readonly blocks: Int32Array;
  /** Where each block is in the list, by its id. */
  readonly places: ReadonlyMap<string, number>;
  /** The first token of each block, and after the last block the number of tokens. */
  readonly firsts: Int32Array;
}

const SIGN_WEIGHT = 0.25;
const SIGN = /\S/gu;

/** Parts a text into tokens. Time and memory grow with the text alone. */
export function tokenise(article: QuotableArticle, vocabulary: Vocabulary): TokenisedText {
  const { text, blocks } = article;
  const found = allTokens(text);
  const count = found.length;
  const tokens = {
    ids: new Int32Array(count),
    starts: new Int32Array(count),
    ends: new Int32Array(count),
    indexes: new Int32Array(count),
    weights: new Float32Array(count),
    blocks: new Int32Array(count),
    firsts: new Int32Array(blocks.length + 1).fill(count),
  };
  let [index, offset, block] = [0, 0, 0];
  const offsetAt = (to: number): number => {
    for (; index < to; index++) {
      const unit = text.charCodeAt(index);
      if (unit < 0xdc00 || unit > 0xdfff) offset++;
    }
    return offset;
  };
  found.forEach(({ word, start, end, isWord }, at) => {
    tokens.ids[at] = vocabulary.number(word);
    tokens.indexes[at] = start;
    tokens.starts[at] = offsetAt(start);
    tokens.ends[at] = offsetAt(end);
    tokens.weights[at] = isWord ? end - start : SIGN_WEIGHT;
    while ((blocks[block]?.end ?? Infinity) <= tokens.starts[at]) block++;
    tokens.blocks[at] = block;
    if (at < (tokens.firsts[block] as number)) tokens.firsts[block] = at;
  });
  for (let at = blocks.length - 1; at >= 0; at--) {
    tokens.firsts[at] = Math.min(tokens.firsts[at] as number, tokens.firsts[at + 1] as number);
  }
  return { article, count, places: new Map(blocks.map(({ id }, at) => [id, at])), ...tokens };
}

interface Found {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

function allTokens(text: string): Found[] {
  const found: Found[] = [];
  let last = 0;
  const addSigns = (to: number): void => {
    for (const { 0: sign, index } of text.slice(last, to).matchAll(SIGN)) {
      const start = last + index;
      found.push({ word: foldQuotesAndDashes(sign), start, end: start + sign.length, isWord: false });
    }
  };
  for (const { word, start, end } of wordTokens(text)) {
    addSigns(start);
    found.push({ word, start, end, isWord: true });
    last = end;
  }
  addSigns(text.length);
  return found;
}

/** A row of tokens, the last one included. */
export interface Tokens {
  readonly first: number;
  readonly last: number;
}

/** The tokens that a stretch of code points touches; undefined where it touches none. */
export function tokensIn({ starts, ends, count }: TokenisedText, start: number, end: number): Tokens | undefined {
  const first = firstWhere(count, (at) => (ends[at] as number) > start);
  const last = firstWhere(count, (at) => (starts[at] as number) >= end) - 1;
  return first <= last ? { first, last } : undefined;
}

function firstWhere(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
