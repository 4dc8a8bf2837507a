import { foldForMatching } from '#kernel';
import type { ArticleFacts } from '../facts.js';

/** Shorter words are mostly those that hold sentences together. */
const SHORTEST = 5;
/** Letters of a word that count, so that its endings do not. */
const STEM = 7;
/** Words of a text that are read, which bounds the cost. */
const MOST_WORDS = 20_000;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * The words of weight of a text with their number, folded and cut to their beginning; pairs of characters where words are not parted
 * by spaces.
 */
export function termsOf(text: string): ArticleFacts {
  const terms = new Map<string, number>();
  let total = 0;
  for (const word of foldForMatching(text).folded.split(' ', MOST_WORDS)) {
    for (const term of word.charCodeAt(0) > 0xe00 && UNSPACED.test(word) ? pairs(word) : stem(word)) {
      terms.set(term, (terms.get(term) ?? 0) + 1);
      total++;
    }
  }
  return { terms, total };
}

function stem(word: string): string[] {
  return word.length < SHORTEST ? [] : [word.slice(0, STEM)];
}

function pairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
}
