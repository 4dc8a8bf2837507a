import type { Alignment } from './alignment.js';
import { likePassages } from './like-passages.js';
import { type PassagePlacement, roundedScore } from './placement.js';
import type { Tokens } from './tokenised-text.js';

/** How like a passage has to be, in the same section and in another one, and how much less like the runner-up (own choice). */
const FLOOR = { inSection: 0.75, inArticle: 0.85 } as const;
const MARGIN = 0.15;
/** Fewer words would be like many. */
const LEAST = 6;
/** Looked at: enough to know the runner-up. */
const LIMIT = 2;

/**
 * Where a passage that is gone from its place stands reworded in text that is new in this revision. What stood in the article before is not
 * looked at: it is another passage, however alike (field.md b.9: client#7571). Undefined where no place is good, or two are.
 */
export function freshPassage(alignment: Alignment, { first, last }: Tokens): PassagePlacement | undefined {
  const { before, after, isOld } = alignment;
  if (last - first + 1 < LEAST) return undefined;
  const wanted = { ids: before.ids.subarray(first, last + 1), weights: before.weights.subarray(first, last + 1) };
  const [best, next] = likePassages(after, wanted, { limit: LIMIT, isLeftOut: isOld });
  if (!best || (next && best.score - next.score < MARGIN)) return undefined;
  const isHere = before.article.blocks[before.blocks[first] as number]?.sectionId === best.sectionId;
  if (best.score < (isHere ? FLOOR.inSection : FLOOR.inArticle)) return undefined;
  return { outcome: 'edited', ...best, score: roundedScore(best.score) };
}
