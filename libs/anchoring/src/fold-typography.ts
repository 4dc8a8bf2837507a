/** Quotation marks and dashes as a typewriter has them. Every replacement is as long as what it replaces. */
const SINGLE_QUOTES = /[\u2018-\u201B\u2032\u2035\u02BC\u00B4\u0060\u2039\u203A]/g;
const DOUBLE_QUOTES = /[\u201C-\u201F\u2033\u2036\u00AB\u00BB]/g;
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

/** Folds typographic quotation marks and dashes; lengths and offsets stay as they are. */
export function foldQuotesAndDashes(text: string): string {
  return text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-');
}

/** Ellipsis, and characters that show nothing: soft hyphen, zero-width space, word joiner, direction marks. */
const CHANGES_LENGTH = /[\u2026\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/g;

/** Folded text that still knows where each character stood. */
export interface FoldedText {
  text: string;
  /** The original index of a folded character. All indexes are UTF-16 units. */
  toOriginal(index: number): number;
}

/** Folds typography fully: quotation marks and dashes, an ellipsis to three dots, invisible characters to nothing. */
export function foldTypography(original: string): FoldedText {
  const pieces: string[] = [];
  const foldedStarts: number[] = [];
  const originalStarts: number[] = [];
  let [length, last] = [0, 0];
  const add = (piece: string, start: number): void => {
    if (piece !== '') {
      pieces.push(piece);
      foldedStarts.push(length);
      originalStarts.push(start);
      length += piece.length;
    }
  };
  for (const { 0: character, index } of original.matchAll(CHANGES_LENGTH)) {
    add(original.slice(last, index), last);
    if (character === '\u2026') {
      // One piece per dot, so that each of the three leads back to the one ellipsis.
      add('.', index);
      add('.', index);
      add('.', index);
    }
    last = index + 1;
  }
  add(original.slice(last), last);

  const toOriginal = (index: number): number => {
    let [low, high] = [0, foldedStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((foldedStarts[middle] ?? 0) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return (originalStarts[low] ?? 0) + index - (foldedStarts[low] ?? 0);
  };
  return { text: foldQuotesAndDashes(pieces.join('')), toOriginal };
}
