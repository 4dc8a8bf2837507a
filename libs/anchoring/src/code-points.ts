/** Whether the UTF-16 unit at an index is the first half of a surrogate pair. */
function startsPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdbff) {
    return false;
  }
  const next = text.charCodeAt(index + 1);
  return next >= 0xdc00 && next <= 0xdfff;
}

/**
 * Number of code points between two UTF-16 indexes (the whole text when left out). The unit of every offset in this lib, as
 * W3C Web Annotation's TextPositionSelector counts.
 */
export function codePointLength(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    if (startsPair(text, index)) {
      index += 1;
    }
    count += 1;
  }
  return count;
}

/** The UTF-16 index that lies `count` code points after the index `from`; the text's length when it ends earlier. */
export function indexAfterCodePoints(text: string, count: number, from = 0): number {
  let index = from;
  for (let left = count; left > 0 && index < text.length; left -= 1) {
    index += startsPair(text, index) ? 2 : 1;
  }
  return index;
}

/** The UTF-16 index that lies `count` code points before the index `from`; 0 when the text begins later. */
export function indexBeforeCodePoints(text: string, count: number, from: number): number {
  let index = from;
  for (let left = count; left > 0 && index > 0; left -= 1) {
    index -= index > 1 && startsPair(text, index - 2) ? 2 : 1;
  }
  return index;
}

/** The part of a text between two code point offsets, the end excluded. Offsets beyond the text are cut to it. */
export function sliceCodePoints(text: string, start: number, end: number): string {
  const from = indexAfterCodePoints(text, start);
  return text.slice(from, indexAfterCodePoints(text, end - start, from));
}
