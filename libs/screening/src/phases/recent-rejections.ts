import type { ScreeningFacts } from '../facts.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Holds people much of whose writing was rejected of late (field.md b.1 phase 18, b.4: 30 % over 7 days). */
export const recentRejections: Phase = { name: 'recent-rejections', stage: 'fast', judge };

function judge({ author }: ScreeningFacts, { recentRejections: rules }: Rules): PhaseResult {
  if (rules.holdPercent === 0) return noOpinion;
  if (!author.record) return skipped('author.record');
  const { decided, rejected } = author.record;
  if (rejected < rules.atLeast || rejected * 100 < decided * rules.holdPercent) return noOpinion;
  return {
    verdict: 'hold',
    reason: 'recent_rejections',
    score: rejected / decided,
    detail: { rejected, decided },
    explanation: `${rejected} of ${decided} comments of this writer in ${rules.days} days were rejected.`,
  };
}
