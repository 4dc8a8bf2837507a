import type { FeatureList } from './feature-list.js';
import type { Features } from './features.js';
import { hashText, hashUnit, seeds } from './hashing.js';
import type { Word } from './words-of.js';

const SPACE = 0x20;

/** The words of a text, their pairs, and the runs of characters in them; each counts once. */
export function addTextFeatures(words: readonly Word[], out: Features): void {
  let previous = 0;
  let beforePrevious = 0;
  let previousIsLone = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) continue;
    const owner = Math.min(at, 0xffff);
    const hash = hashText(word.text, seeds.word);
    if (out.words.isNew(hash)) {
      out.words.add(hash, owner);
      if (word.text.charCodeAt(0) !== 1) addCharacters(word.text, seeds.characters, owner, out.characters);
    }
    if (at > 0) {
      const pair = Math.imul(previous, 31) ^ hash ^ seeds.pair;
      if (out.words.isNew(pair)) out.words.add(pair, owner);
      const isLone = word.text.length === 1;
      if (isLone && previousIsLone && at > 1) {
        const triple = Math.imul(Math.imul(beforePrevious, 31) ^ previous, 31) ^ hash ^ seeds.characters;
        if (out.words.isNew(triple)) out.characters.add(triple, owner);
      }
    }
    previousIsLone = word.text.length === 1;
    beforePrevious = previous;
    previous = hash;
  }
}

/** Runs of 2 to 5 characters of a word with its edges. */
export function addCharacters(word: string, seed: number, owner: number, list: FeatureList): void {
  const length = word.length;
  for (let start = -1; start < length; start++) {
    let hash = hashUnit(seed, start < 0 ? SPACE : word.charCodeAt(start));
    const last = Math.min(start + 4, length);
    for (let at = start + 1; at <= last; at++) {
      hash = hashUnit(hash, at === length ? SPACE : word.charCodeAt(at));
      list.add(hash, owner);
    }
  }
}
