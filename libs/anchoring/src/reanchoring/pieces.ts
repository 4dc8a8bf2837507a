import type { Alignment } from './alignment.js';
import type { Tokens } from './tokenised-text.js';

/** What stands together of a passage: tokens of the revision after. */
export interface Piece extends Tokens {
  /** The first and last of its tokens in the revision before. */
  readonly from: number;
  readonly to: number;
  /** How many of the passage's tokens it has, and what they weigh. */
  readonly count: number;
  readonly weight: number;
}

/** What is left of a passage, by weight: in its largest piece, in the second largest, in all, beside the whole passage as it was. */
export interface Pieces {
  readonly main: Piece;
  readonly second: number;
  readonly left: number;
  readonly whole: number;
}

/** So many tokens, or half the passage's own number, may come between two of its tokens before they are pieces (own choice). */
const LEAST_GAP = 25;

/** Gathers what is left of a passage into pieces that stand together, each in one section; undefined where nothing is left. */
export function piecesOf(alignment: Alignment, { first, last }: Tokens): Pieces | undefined {
  const { before, forward } = alignment;
  const gap = Math.max(LEAST_GAP, (last - first + 1) / 2);
  const pieces: Piece[] = [];
  let [whole, left] = [0, 0];
  for (let at = first; at <= last; at++) {
    const weight = before.weights[at] as number;
    whole += weight;
    const place = forward[at] as number;
    if (place < 0) continue;
    left += weight;
    const open = pieces.at(-1);
    if (
      open &&
      place > open.last &&
      place - open.last - (at - open.to) <= gap &&
      isOneSection(alignment, open.last, place)
    ) {
      pieces[pieces.length - 1] = { ...open, last: place, to: at, count: open.count + 1, weight: open.weight + weight };
    } else {
      pieces.push({ first: place, last: place, from: at, to: at, count: 1, weight });
    }
  }
  const [main, second] = pieces.toSorted((one, other) => other.weight - one.weight);
  return main && { main, second: second?.weight ?? 0, left, whole };
}

function isOneSection({ after: { article, blocks } }: Alignment, one: number, other: number): boolean {
  const [block, next] = [blocks[one] as number, blocks[other] as number];
  return block === next || article.blocks[block]?.sectionId === article.blocks[next]?.sectionId;
}
