import type { CharacterKind } from './fold-character.js';

/** A folded character at its place in the original text (UTF-16 units, end exclusive). */
export type PlacedCharacter = {
  kind: CharacterKind;
  character: string;
  besideLatin: string;
  isLatin: boolean;
  isUnspaced: boolean;
  /** A word may begin here, and the one before may end here, although no gap stands between. */
  isBoundary: boolean;
  start: number;
  end: number;
};

/** Letters standing alone between equal gaps are one spaced-out word from this many on; two are initials. */
const SPACED_OUT_FROM = 3;
/** The widest gap inside a spaced-out word, in UTF-16 units. */
const WIDEST_GAP = 3;

const DIGITS_AS_LETTERS: ReadonlyMap<string, string> = new Map([
  ['0', 'o'],
  ['3', 'e'],
  ['4', 'a'],
  ['5', 's'],
  ['7', 't'],
  ['8', 'b'],
]);
const SIGNS_AS_LETTERS: ReadonlyMap<string, string> = new Map([
  ['@', 'a'],
  ['$', 's'],
  ['*', '*'],
]);

/**
 * Reads disguised signs, spaced-out letters, digits inside words and look-alikes beside Latin letters, in this order, each one
 * pass over the characters. `readsOne` says whether a `1`, `!` or `|` was read as `oneAs`.
 */
export function readWords(
  text: string,
  placed: readonly PlacedCharacter[],
  oneAs: 'i' | 'l',
): { characters: readonly PlacedCharacter[]; readsOne: boolean } {
  let readsOne = false;
  for (let at = 0; at < placed.length; at++) {
    const one = placed[at];
    if (one?.kind === 'disguise') readsOne = readSign(one, placed[at - 1], placed[at + 1], oneAs) || readsOne;
  }
  const characters = joinSpacedOut(text, placed);
  for (let from = 0; from < characters.length;) {
    const to = endOfWord(characters, from);
    readsOne = readWord(characters, from, to, oneAs) || readsOne;
    from = to + 1;
  }
  return { characters, readsOne };
}

/** Either neighbour may be the end of another word (`x@spam`), so both sides of the sign count as word boundaries. */
function readSign(
  one: PlacedCharacter,
  before: PlacedCharacter | undefined,
  after: PlacedCharacter | undefined,
  oneAs: 'i' | 'l',
): boolean {
  const readsOn =
    isLetterlike(after) || (after?.kind === 'disguise' && (after.character === '@' || after.character === '$'));
  const isInside = isLetterlike(before) && readsOn;
  const isBeside = isLetterlike(before) || readsOn;
  const fits = one.character === '@' || one.character === '$' ? isBeside : isInside;
  const isOne = one.character === '!' || one.character === '|';
  one.kind = fits ? 'letter' : 'gap';
  one.character = fits ? (SIGNS_AS_LETTERS.get(one.character) ?? oneAs) : ' ';
  one.besideLatin = one.character;
  one.isBoundary = fits;
  if (fits && after) after.isBoundary = true;
  return fits && isOne;
}

function isLetterlike(one: PlacedCharacter | undefined): boolean {
  return one?.kind === 'letter' || one?.kind === 'digit';
}

/** Drops the gaps between letters that stand alone; each letter stays a possible beginning, as it was before. */
function joinSpacedOut(text: string, placed: readonly PlacedCharacter[]): PlacedCharacter[] {
  const joined: PlacedCharacter[] = [];
  for (let at = 0; at < placed.length;) {
    const run = spacedOutRun(text, placed, at);
    const last = run.at(-1) ?? at;
    const letters = run.filter((index) => placed[index]?.kind === 'letter').length;
    const isWord = run.length >= SPACED_OUT_FROM && letters >= 2;
    const next = isWord ? last + 1 : Math.max(last, endOfWord(placed, at) + 1);
    const taken = isWord ? run.map((index) => placed[index]) : placed.slice(at, next);
    for (const one of taken) {
      if (!one) continue;
      one.isBoundary ||= isWord;
      joined.push(one);
    }
    at = next;
  }
  return joined;
}

/** The indexes of the lone letters that follow one another from here with the same gap between them. */
function spacedOutRun(text: string, placed: readonly PlacedCharacter[], from: number): number[] {
  const run: number[] = [];
  let gap: string | undefined;
  let previous: PlacedCharacter | undefined;
  for (let at = from; at < placed.length;) {
    const one = placed[at];
    const isAlone = isLetterlike(one) && (placed[at + 1]?.kind ?? 'gap') === 'gap';
    if (!one || !isAlone) return run;
    const here = previous && text.slice(previous.end, one.start);
    if (here !== undefined && (here.length > WIDEST_GAP || (gap !== undefined && here !== gap))) return run;
    gap ??= here;
    run.push(at);
    previous = one;
    at++;
    while (placed[at]?.kind === 'gap') at++;
  }
  return run;
}

function endOfWord(characters: readonly PlacedCharacter[], from: number): number {
  let to = from;
  while (to < characters.length && characters[to]?.kind !== 'gap') to++;
  return to;
}

function readWord(characters: readonly PlacedCharacter[], from: number, to: number, oneAs: 'i' | 'l'): boolean {
  let hasLetter = false;
  let hasLatin = false;
  for (let at = from; at < to; at++) {
    hasLetter ||= characters[at]?.kind === 'letter';
    hasLatin ||= characters[at]?.isLatin ?? false;
  }
  if (!hasLetter) return false;
  let readsOne = false;
  for (let at = from; at < to; at++) {
    const one = characters[at];
    if (!one) continue;
    if (hasLatin) one.character = one.besideLatin;
    if (one.kind !== 'digit') continue;
    readsOne ||= one.character === '1';
    const letter = one.character === '1' ? oneAs : DIGITS_AS_LETTERS.get(one.character);
    if (letter !== undefined) {
      one.kind = 'letter';
      one.character = letter;
    }
  }
  return readsOne;
}
