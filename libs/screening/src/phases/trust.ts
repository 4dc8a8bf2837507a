import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';

/** The site's word for a person: a vote for publication. Which doubts it outweighs stands in `policy.ts`. */
export const trust: Phase = { name: 'trust', stage: 'fast', judge };

function judge({ author }: ScreeningFacts): PhaseResult {
  if (!author.isTrusted) return noOpinion;
  return {
    verdict: 'publish',
    reason: 'trusted_writer',
    explanation: 'Doubts about strangers do not count against this writer; what the text holds still does.',
  };
}
