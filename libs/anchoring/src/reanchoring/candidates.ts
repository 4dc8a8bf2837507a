import { alignSequences } from './align-sequences.js';
import type { Alignment } from './alignment.js';
import { type LikePassage, likePassages, LONGEST_LIKE } from './like-passages.js';
import { sectionShares } from './place-section.js';
import { roundedScore } from './placement.js';
import { tokensIn } from './tokenised-text.js';

/**
 * The passages of a newer revision that are most like one of the older, best first, none over another. For people who choose: also those that stood there
 * before. Of a long passage its first 200 words and signs are looked for.
 * @param passage code points of the text of `alignment.before`.
 */
export function passageCandidates(
  { before, after }: Alignment,
  passage: { readonly start: number; readonly end: number },
  limit: number,
): LikePassage[] {
  const tokens = tokensIn(before, passage.start, passage.end);
  if (tokens === undefined) return [];
  const to = Math.min(tokens.last + 1, tokens.first + LONGEST_LIKE);
  const wanted = { ids: before.ids.subarray(tokens.first, to), weights: before.weights.subarray(tokens.first, to) };
  return likePassages(after, wanted, { limit }).map((like) => ({ ...like, score: roundedScore(like.score) }));
}

/** A section that took words of another. The score is their share of it. */
export interface SectionCandidate {
  readonly sectionId: string;
  readonly score: number;
}

/** The sections of a newer revision that took most of an older one's words, best first. */
export function sectionCandidates(alignment: Alignment, sectionId: string, limit: number): SectionCandidate[] {
  const { whole, shares } = sectionShares(alignment, sectionId);
  return Array.from(shares)
    .flatMap(([id, share]) =>
      id === null || share === 0 ? [] : [{ sectionId: id, score: roundedScore(share / whole) }],
    )
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit);
}

/**
 * How much a passage of the older revision has in common with a place in the newer one, 0 to 1: by weight of words in the same order, as a share of both
 * (Dice). For a place that somebody chose.
 */
export function passageLikeness(
  { before, after }: Alignment,
  passage: { readonly start: number; readonly end: number },
  place: { readonly start: number; readonly end: number },
): number {
  const [old, now] = [tokensIn(before, passage.start, passage.end), tokensIn(after, place.start, place.end)];
  if (old === undefined || now === undefined) return 0;
  const map = new Int32Array(before.count).fill(-1);
  const [from, to] = [
    { from: old.first, to: old.last + 1 },
    { from: now.first, to: now.last + 1 },
  ];
  alignSequences(before.ids, from, after.ids, to, map);
  let [common, whole] = [0, 0];
  for (let at = from.from; at < from.to; at++) {
    whole += before.weights[at] as number;
    if ((map[at] as number) >= 0) common += before.weights[at] as number;
  }
  for (let at = to.from; at < to.to; at++) whole += after.weights[at] as number;
  return whole === 0 ? 0 : roundedScore((2 * common) / whole);
}
