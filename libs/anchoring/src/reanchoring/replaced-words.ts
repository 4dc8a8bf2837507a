import type { Alignment } from './alignment.js';
import type { Piece } from './pieces.js';
import type { PassagePlacement } from './placement.js';
import type { TokenisedText, Tokens } from './tokenised-text.js';

/** So few tokens may be replaced; the number of those that replace them grows with it. */
const MOST_REPLACED = 3;
const mostInstead = (count: number): number => 2 * count + 2;
/** So many tokens before it or after it have to stand as they did. */
const CONTEXT = 3;
/** Its words are others, its place is the same. */
const REPLACED_SCORE = 0.5;
/** How far what replaces the end of a passage may reach. */
const FURTHEST = 40;

/** The tokens that a passage has now: what is left of it, and what replaced the words at its ends. */
export interface Widened extends Tokens {
  /** Whether what stood before and after the passage still does. */
  readonly isBetween: boolean;
}

/** Adds to what is left of a passage what came instead of the words at its ends. */
export function widened(alignment: Alignment, { first, last }: Tokens, main: Piece): Widened {
  const { after } = alignment;
  const left = neighbour(alignment, first, -1);
  const right = neighbour(alignment, last, 1);
  const own = {
    first: after.firsts[after.blocks[main.first] as number] as number,
    last: lastOfBlock(after, main.last),
  };
  const gapBefore = main.first - left.place - 1;
  const gapAfter = right.place - main.last - 1;
  const missing = { before: main.from - first, after: last - main.to };
  const wide = {
    first:
      missing.before > 0 && isNear(gapBefore)
        ? main.first - taken(gapBefore, missing.before, left.skipped)
        : main.first,
    last: missing.after > 0 && isNear(gapAfter) ? main.last + taken(gapAfter, missing.after, right.skipped) : main.last,
  };
  const isBetween =
    left.skipped === 0 &&
    right.skipped === 0 &&
    isNear(gapBefore) &&
    isNear(gapAfter) &&
    left.isSteady &&
    right.isSteady;
  return { first: Math.max(own.first, wide.first), last: Math.min(own.last, wide.last), isBetween };
}

/** Of what came instead, all where nothing beside the passage went with it, otherwise as much as the passage lost. */
function taken(gap: number, missing: number, skipped: number): number {
  return skipped === 0 ? gap : Math.min(gap, missing);
}

function isNear(gap: number): boolean {
  return gap >= 0 && gap <= FURTHEST;
}

/**
 * A passage of which a few words are gone, but in whose place others stand between the same words as before: a figure that was put right.
 * Undefined where the place is not certain.
 */
export function replacedPassage(alignment: Alignment, { first, last }: Tokens): PassagePlacement | undefined {
  const { before, after, forward, isMoved } = alignment;
  const isLeft = (at: number): boolean => (forward[at] as number) >= 0 && isMoved[at] === 0;
  let [from, to] = [first, last];
  while (from <= to && isLeft(from)) from++;
  while (from <= to && isLeft(to)) to--;
  const count = to - from + 1;
  if (count < 1 || count > MOST_REPLACED || before.blocks[first] !== before.blocks[last]) return undefined;
  const [left, right] = [neighbour(alignment, from, -1), neighbour(alignment, to, 1)];
  if (left.skipped > 0 || right.skipped > 0 || !(left.isSteady || right.isSteady)) return undefined;
  const instead = right.place - left.place - 1;
  if (!(instead >= 1 && instead <= mostInstead(count))) return undefined;
  const begin = from > first ? (forward[first] as number) : left.place + 1;
  const end = to < last ? (forward[last] as number) : right.place - 1;
  const block = after.article.blocks[after.blocks[begin] as number];
  if (!block || after.blocks[end] !== after.blocks[begin]) return undefined;
  return {
    outcome: 'edited',
    score: REPLACED_SCORE,
    start: after.starts[begin] as number,
    end: after.ends[end] as number,
    blockId: block.id,
    sectionId: block.sectionId,
  };
}

interface Neighbour {
  /** Where the next token on that side that is left stands now; the one before the block, or after it, where there is none. */
  readonly place: number;
  /** How many that are gone lie between. */
  readonly skipped: number;
  /** Whether the next ones stand as they did, in the place where their block is. */
  readonly isSteady: boolean;
}

/** The next token before (-1) or after (1) a passage, in its block. */
function neighbour(alignment: Alignment, edge: number, step: 1 | -1): Neighbour {
  const { before, after, forward, isMoved } = alignment;
  const block = before.blocks[edge] as number;
  let at = edge + step;
  while (before.blocks[at] === block && ((forward[at] as number) < 0 || isMoved[at] === 1)) at += step;
  const skipped = Math.abs(at - edge) - 1;
  if (before.blocks[at] !== block) {
    const now = after.places.get(before.article.blocks[block]?.id ?? '');
    if (now === undefined) return { place: -Infinity * -step, skipped, isSteady: false };
    const place = step < 0 ? (after.firsts[now] as number) - 1 : (after.firsts[now + 1] as number);
    return { place, skipped, isSteady: true };
  }
  const place = forward[at] as number;
  let steady = 1;
  while (
    steady < CONTEXT &&
    before.blocks[at + step * steady] === block &&
    forward[at + step * steady] === place + step * steady
  ) {
    steady++;
  }
  const isSteady = steady === CONTEXT || before.blocks[at + step * steady] !== block;
  return { place, skipped, isSteady };
}

function lastOfBlock({ blocks, firsts }: TokenisedText, token: number): number {
  return (firsts[(blocks[token] as number) + 1] as number) - 1;
}
