import { latinLookalike, lookalikeBesideLatin } from './confusables.js';

/** What a folded character is to a word: a letter, a digit, a sign that stands for itself, a possible disguise, or a gap. */
export type CharacterKind = 'letter' | 'digit' | 'sign' | 'disguise' | 'gap';

/** One folded character. `besideLatin` is its form in a word with Latin letters. */
export type FoldedCharacter = Readonly<{
  kind: CharacterKind;
  character: string;
  besideLatin: string;
  isLatin: boolean;
  /** Written without spaces between words, so that a word may begin or end at any character. */
  isUnspaced: boolean;
}>;

/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, variation selectors. Vowel signs of other scripts are letters. */
const ACCENTS: readonly (readonly [number, number])[] = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x0591, 0x05bd],
  [0x05bf, 0x05bf],
  [0x05c1, 0x05c2],
  [0x05c4, 0x05c5],
  [0x05c7, 0x05c7],
  [0x0610, 0x061a],
  [0x064b, 0x065f],
  [0x0670, 0x0670],
  [0x06d6, 0x06dc],
  [0x06df, 0x06e4],
  [0x06e7, 0x06e8],
  [0x06ea, 0x06ed],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xe0100, 0xe01ef],
];
/** Invisible: format characters, fillers of Hangul, the empty Braille cell, the combining grapheme joiner's kin. */
const INVISIBLE = /^[\p{Cf}\u115f\u1160\p{Variation_Selector}\u2800\u3164\uffa0\u{e0000}-\u{e0fff}]$|^[\u17b4\u17b5]$/u;
const GAP = /^[\p{P}\p{Z}\p{Cc}\p{Cs}\p{Sk}=<>~]$/u;
const LETTER = /^[\p{L}\p{M}\p{N}]$/u;
const DIGIT = /^\p{Nd}$/u;
const LATIN = /^\p{Script=Latin}$/u;
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u;
/** Signs that stand for letters inside a word: `@`, `$`, `!`, `|`, and the star that masks one. */
const DISGUISE = /^[@$!|*]$/;

/** A sign for a whole phrase (U+FDFA unfolds to eighteen letters) stands for itself, so that a text cannot unfold to many times its length. */
const LONGEST_READING = 6;

const REMEMBERED = 20_000;
const remembered = new Map<number, readonly FoldedCharacter[]>();

/**
 * The folded form of one code point: NFKC, lower case, without accent, read as the Latin letter it looks like. Empty when it is
 * invisible. Results are remembered, because a text repeats its alphabet.
 */
export function foldCharacter(point: number): readonly FoldedCharacter[] {
  const known = remembered.get(point);
  if (known) return known;
  const folded = fold(String.fromCodePoint(point));
  if (remembered.size < REMEMBERED) remembered.set(point, folded);
  return folded;
}

function fold(character: string): FoldedCharacter[] {
  const direct = latinLookalike(character);
  if (direct !== undefined) return spread(direct, lookalikeBesideLatin(character) ?? direct, LATIN.test(character));
  const plain = character.normalize('NFKC');
  return Array.from(withoutAccents(plain.length > LONGEST_READING ? character : plain)).flatMap(foldPlain);
}

/** Recomposed after the accents are gone, so that Hangul and kana stay whole. */
function withoutAccents(text: string): string {
  return Array.from(text.normalize('NFD'))
    .filter((character) => !isAccent(character) && !INVISIBLE.test(character))
    .join('')
    .normalize('NFC');
}

function foldPlain(character: string): FoldedCharacter[] {
  if (DISGUISE.test(character)) return [unit('disguise', character)];
  if (DIGIT.test(character)) return [unit('digit', asciiDigit(character))];
  if (GAP.test(character)) return [unit('gap', ' ')];
  const lower = Array.from(character.toLowerCase())
    .filter((part) => !isAccent(part))
    .join('');
  const read = latinLookalike(character) ?? latinLookalike(lower) ?? (lower === 'ς' ? 'σ' : lower);
  if (!LETTER.test(character) && read === lower) return [unit('sign', character)];
  return spread(read, lookalikeBesideLatin(character) ?? read, LATIN.test(character));
}

function isAccent(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return ACCENTS.some(([first, last]) => point >= first && point <= last);
}

function spread(read: string, besideLatin: string, isLatin: boolean): FoldedCharacter[] {
  const beside = Array.from(besideLatin);
  return Array.from(read).map((character, index) => ({
    kind: 'letter',
    character,
    besideLatin: beside[index] ?? character,
    isLatin,
    isUnspaced: UNSPACED.test(character),
  }));
}

function unit(kind: CharacterKind, character: string): FoldedCharacter {
  return { kind, character, besideLatin: character, isLatin: false, isUnspaced: false };
}

/** Decimal digits stand in runs of ten in every script, beginning with zero. */
function asciiDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return character;
  let first = point;
  while (first > point - 9 && DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return String(point - first);
}
