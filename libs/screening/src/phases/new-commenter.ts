import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Holds the first comments of a person (field.md b.1 phase 22, b.4). An address that was not confirmed earns nothing. */
export const newCommenter: Phase = { name: 'new-commenter', stage: 'fast', judge };

function judge({ author }: ScreeningFacts, { newCommenter: { holdFirst } }: Rules): PhaseResult {
  if (author.approvedCount >= holdFirst) return noOpinion;
  return {
    verdict: 'hold',
    reason: 'new_commenter',
    detail: { published: author.approvedCount, needed: holdFirst },
    explanation: `${author.approvedCount} of ${holdFirst} needed comments of this writer are published.`,
  };
}
