import type { Head } from './classifier.js';
import { denseNames } from './dense-features.js';
import { blocks } from './feature-list.js';
import { BUCKETS } from './hashing.js';
import type { Features } from './features.js';

/** The features of one text in the form that is learnt from. */
export type FeatureVector = Readonly<{
  /** Buckets of all blocks, one block after another. */
  buckets: Uint32Array;
  /** Where each block ends in `buckets`. */
  ends: Uint32Array;
  dense: Float32Array;
}>;

/** Weights of one head: the buckets first, then the counted features. */
export const WEIGHTS = BUCKETS + denseNames.length;

/** How much each block weighs against the counted features. */
export type BlockScales = readonly number[];

/** For spam words tell more than their parts, for abuse, which is masked and misspelt, as much (docs/decisions/0009). */
export const blockScales: Readonly<Record<Head, BlockScales>> = { spam: [3, 1, 2, 2], abuse: [5, 5, 2, 2] };

/** What each feature of a block counts: a block of four times the features weighs twice as much. */
export function shareOf(scales: BlockScales, block: number, count: number): number {
  return count === 0 ? 0 : (scales[block] ?? 0) / Math.sqrt(count);
}

/** Keeps the features that were read. */
export function toVector(features: Features): FeatureVector {
  const lists = blocks.map((name) => features[name]);
  const buckets = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  const ends = new Uint32Array(lists.length);
  let end = 0;
  lists.forEach((list, at) => {
    buckets.set(list.buckets.subarray(0, list.length), end);
    end += list.length;
    ends[at] = end;
  });
  return { buckets, ends, dense: features.dense.slice() };
}
