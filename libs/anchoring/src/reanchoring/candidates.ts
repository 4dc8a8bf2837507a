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
