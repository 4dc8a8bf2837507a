import type { QuotableArticle } from '../quote.js';
import { alignSequences, longestRise } from './align-sequences.js';
import { matchMovedRuns } from './moved-runs.js';
import { type TokenisedText, tokenise, Vocabulary } from './tokenised-text.js';
import type { Alignment } from './alignment.js';

/**
 * Compares two revisions of an article once for all anchors. Blocks that kept their id are compared word by word; what is left over on both
 * sides, and only that, is then searched for runs that went elsewhere (Tichy, "The string-to-string correction problem with block moves",
 * 1984). So a passage is never taken for a look-alike that stood in the article before: that one is its own passage's.
 * A second for articles of a million characters.
 */
export function alignRevisions(before: QuotableArticle, after: QuotableArticle): Alignment {
  const vocabulary = new Vocabulary();
  const [old, now] = [tokenise(before, vocabulary), tokenise(after, vocabulary)];
  const forward = new Int32Array(old.count).fill(-1);
  const kept = keptBlocks(before, now);
  for (const [block, other] of kept) {
    alignSequences(old.ids, stretchOf(old, block), now.ids, stretchOf(now, other), forward);
  }
  const isMoved = new Uint8Array(old.count);
  const isOld = new Uint8Array(now.count);
  for (const place of forward) if (place >= 0) isOld[place] = 1;
  const aligned = { before: old, after: now, forward, isOld, isMoved };
  matchMovedRuns(aligned);
  return { ...aligned, isBlockMoved: movedBlocks(before, after, kept) };
}

function stretchOf({ firsts }: TokenisedText, block: number): { from: number; to: number } {
  return { from: firsts[block] as number, to: firsts[block + 1] as number };
}

/** Blocks of both revisions that have one id, by their places. */
function keptBlocks(before: QuotableArticle, after: TokenisedText): (readonly [number, number])[] {
  return before.blocks.flatMap(({ id }, at) => {
    const place = after.places.get(id);
    return place === undefined ? [] : [[at, place] as const];
  });
}

function movedBlocks(
  before: QuotableArticle,
  after: QuotableArticle,
  kept: readonly (readonly [number, number])[],
): Uint8Array {
  const isMoved = new Uint8Array(before.blocks.length).fill(1);
  for (const at of longestRise(kept.map(([, place]) => place))) {
    const [block, place] = kept[at] as readonly [number, number];
    if (before.blocks[block]?.sectionId === after.blocks[place]?.sectionId) isMoved[block] = 0;
  }
  return isMoved;
}
