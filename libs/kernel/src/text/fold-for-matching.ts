import { foldCharacter } from './fold-character.js';
import type { FoldedCharacter } from './fold-character.js';
import { FoldedTextBuilder } from './folded-text-builder.js';
import type { FoldedText } from './folded-text-builder.js';
import { readWords } from './read-words.js';
import type { PlacedCharacter } from './read-words.js';

export type { FoldedText } from './folded-text-builder.js';

/** A place in a text, in UTF-16 units, end exclusive. */
export type TextSpan = Readonly<{ start: number; end: number }>;

const asciiCharacters: readonly (readonly FoldedCharacter[])[] = Array.from({ length: 0x80 }, (_, point) =>
  foldCharacter(point),
);

/**
 * The copy of a text on which word lists are matched (reliability.md D16); the stored text is never altered. NFKC, lower case, no
 * accents, nothing invisible; look-alikes read as Latin; inside words `@ $ ! |` and the digits 0 1 3 4 5 7 8 read as letters;
 * letters that are spaced out (`v.i.a.g.r.a`) joined; punctuation and spaces one space; repeated letters squeezed to one, with
 * their number in `runs`. Linear in the length.
 * @param options.oneAs how `1`, `!` and `|` are read inside a word: as `i` (default) or as `l`. `readsOne` in the result says
 * whether the choice mattered.
 */
export function foldForMatching(text: string, options?: { oneAs: 'i' | 'l' }): FoldedText {
  const placed = place(text);
  const words = readWords(text, placed, options?.oneAs ?? 'i');
  const builder = new FoldedTextBuilder(words.readsOne);
  for (const character of words.characters) builder.add(character);
  return builder.build();
}

/** The place in the original text of a match in the folded copy. `start < end`, both indexes into `folded`. */
export function originalSpan(text: FoldedText, start: number, end: number): TextSpan {
  return { start: text.toOriginal[start] ?? 0, end: text.originalEnds[end - 1] ?? 0 };
}

function place(text: string): PlacedCharacter[] {
  const placed: PlacedCharacter[] = [];
  for (let start = 0; start < text.length;) {
    const point = text.codePointAt(start) ?? 0;
    const end = start + (point > 0xffff ? 2 : 1);
    const folded = point < 0x80 ? asciiCharacters[point] : foldCharacter(point);
    for (const one of folded ?? []) {
      placed.push({
        kind: one.kind,
        character: one.character,
        besideLatin: one.besideLatin,
        isLatin: one.isLatin,
        isUnspaced: one.isUnspaced,
        isBoundary: false,
        start,
        end,
      });
    }
    start = end;
  }
  return placed;
}
