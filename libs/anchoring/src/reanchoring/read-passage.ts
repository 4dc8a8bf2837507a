import { indexAfterCodePoints, indexBeforeCodePoints } from '../code-points.js';
import { CONTEXT_LENGTH } from '../locate-quote.js';
import type { Alignment } from './alignment.js';
import { tokensIn } from './tokenised-text.js';

/** A passage of a text with up to 32 code points before and after it. */
export interface ReadPassage {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * What stands at a place of the newer revision. Found by its words, not by counting the text through, since many are asked for.
 * @param place code points of the text of `alignment.after`.
 */
export function readPassage(
  { after }: Alignment,
  { start, end }: { readonly start: number; readonly end: number },
): ReadPassage {
  const { text } = after.article;
  const first = tokensIn(after, start, end)?.first;
  const known = first === undefined ? 0 : (after.starts[first] as number);
  const index = first === undefined ? 0 : (after.indexes[first] as number);
  const from =
    start < known
      ? indexBeforeCodePoints(text, known - start, index)
      : indexAfterCodePoints(text, start - known, index);
  const to = indexAfterCodePoints(text, end - start, from);
  return {
    exact: text.slice(from, to),
    prefix: text.slice(indexBeforeCodePoints(text, CONTEXT_LENGTH, from), from),
    suffix: text.slice(to, indexAfterCodePoints(text, CONTEXT_LENGTH, to)),
  };
}
