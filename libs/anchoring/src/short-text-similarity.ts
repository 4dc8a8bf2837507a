import { words } from './word-tokens.js';

/** A short text (a heading, a list item) prepared for comparison. */
export interface ShortText {
  folded: string;
  words: Bag;
  pairs: Bag;
}

/** Items with how often each occurs. */
interface Bag {
  counts: ReadonlyMap<string, number>;
  size: number;
}

function bag(items: Iterable<string>): Bag {
  const counts = new Map<string, number>();
  let size = 0;
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
    size += 1;
  }
  return { counts, size };
}

function* neighbours(text: string): Generator<string> {
  let previous = ' ';
  for (const character of `${text} `) {
    yield previous + character;
    previous = character;
  }
}

function dice(left: Bag, right: Bag): number {
  let shared = 0;
  for (const [item, count] of left.counts) {
    shared += Math.min(count, right.counts.get(item) ?? 0);
  }
  const total = left.size + right.size;
  return total === 0 ? 0 : (2 * shared) / total;
}

/** Prepares a short text once for many comparisons. */
export function prepareShortText(text: string): ShortText {
  const tokens = words(text);
  const folded = tokens.join(' ') || text;
  return { folded, words: bag(tokens), pairs: bag(neighbours(folded)) };
}

/**
 * How alike two short texts are, 0 to 1: the better of the shares of common words and of common pairs of neighbouring
 * characters, so that both an exchanged word and a corrected letter keep most of the likeness. Case and punctuation do not count.
 */
export function shortTextSimilarity(left: ShortText, right: ShortText): number {
  return left.folded === right.folded ? 1 : Math.max(dice(left.words, right.words), dice(left.pairs, right.pairs));
}
