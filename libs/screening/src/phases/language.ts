import { detectable, KINDRED } from '../languages/detectable.js';
import type { ScreeningFacts } from '../facts.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/**
 * Texts in a language that the site does not name. Which one a text is in is detected before (`comment.detected`) and only when it is
 * sure. Where the site names a language that cannot be told from others, nothing is held for its language.
 */
export const language: Phase = { name: 'language', stage: 'slow', judge };

function judge({ comment }: ScreeningFacts, { language: rules }: Rules): PhaseResult {
  if (rules.allowed.length === 0 || comment.text.length < rules.minLength) return noOpinion;
  const unknown = rules.allowed.find((code) => !detectable.has(KINDRED.get(code) ?? code));
  if (unknown !== undefined) {
    return { verdict: 'no-opinion', explanation: `Not judged: "${unknown}" cannot be told from other languages.` };
  }
  if (comment.detected === undefined) return skipped('comment.detected');
  const { detected } = comment;
  if (rules.allowed.some((code) => (KINDRED.get(code) ?? code) === (KINDRED.get(detected) ?? detected)))
    return noOpinion;
  return {
    verdict: 'hold',
    reason: 'language',
    detail: { detected },
    explanation: `Written in "${detected}"; the site reads ${rules.allowed.join(', ')}.`,
  };
}
