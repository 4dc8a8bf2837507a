import type { ScreeningFacts, SimilarFact } from '../facts.js';
import { noOpinion, reaches, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Nearly the same text by other people, anywhere on the site: a campaign changes a name or a link. The very same is the phase `repeats`. */
export const similar: Phase = { name: 'similar', stage: 'slow', judge };

function judge({ site }: ScreeningFacts, { similar: rules }: Rules): PhaseResult {
  if (rules.holdFrom === 0 && rules.spamFrom === 0) return noOpinion;
  if (!site?.similar) return skipped('site.similar');
  return outcomeOf(closest(site.similar, rules.percent), rules);
}

type Close = Readonly<{ count: number; authors: number; markedSpam: number; percent: number }>;

function closest(candidates: readonly SimilarFact[], percent: number): Close {
  const alike = candidates.filter((candidate) => candidate.percent >= percent);
  return {
    count: alike.length,
    authors: new Set(alike.map(({ authorId }) => authorId)).size,
    markedSpam: alike.filter(({ isMarkedSpam }) => isMarkedSpam).length,
    percent: Math.max(0, ...alike.map((candidate) => candidate.percent)),
  };
}

function outcomeOf(close: Close, rules: Rules['similar']): PhaseResult {
  const { count, authors, markedSpam, percent } = close;
  const found = {
    score: percent / 100,
    detail: { count, authors, markedSpam },
    explanation: `It resembles ${count} comment(s) of ${authors} other people; ${markedSpam} marked as spam.`,
  };
  if (reaches(markedSpam, rules.spamFrom)) return { verdict: 'spam', reason: 'similar_to_spam', ...found };
  if (rules.spamFrom > 0 && markedSpam > 0) return { verdict: 'hold', reason: 'similar_to_spam', ...found };
  return reaches(count, rules.holdFrom) ? { verdict: 'hold', reason: 'similar_on_site', ...found } : noOpinion;
}
