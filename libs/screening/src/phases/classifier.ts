import type { ClassifierInput, Head, Scores } from '../classifier/classifier.js';
import type { Place } from '../classifier/places.js';
import type { CompiledRules } from '../compile-rules.js';
import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { ReasonCode } from '../reasons.js';
import { placeOf } from '../rules.js';
import type { Rules } from '../rules.js';

/**
 * What the classifier that was learnt from examples says. Fast, so that plain spam is never public, not even for a moment. Abuse
 * holds and never rejects: words that hurt need a person to judge them. Both scores stand in the trace, whatever they decide.
 */
export const classifier: Phase = { name: 'classifier', stage: 'fast', judge };

const DIGITS = 4;

function judge(facts: ScreeningFacts, rules: CompiledRules): PhaseResult {
  const learnt = rules.learnt;
  if (!learnt) return noOpinion;
  const input = inputOf(facts, placeOf(rules));
  const scores = learnt.score(input);
  const detail = { spam: rounded(scores.spam), abuse: rounded(scores.abuse), model: learnt.version };
  const finding = findingOf(scores, rules.classifier);
  if (!finding) return { verdict: 'no-opinion', score: detail.spam, detail };
  const { head, verdict, reason } = finding;
  return {
    verdict,
    reason,
    score: detail[head],
    detail,
    explanation: `${Math.round(100 * scores[head])} % ${head}: ${learnt.explain(input, head).join('; ')}.`,
  };
}

function inputOf({ comment, author }: ScreeningFacts, place: Place | undefined): ClassifierInput {
  return {
    text: comment.body,
    name: author.name,
    website: author.website,
    mailHost: author.email?.domain,
    links: comment.links,
    place,
  };
}

function findingOf(
  { spam, abuse }: Scores,
  { spamFrom, holdFrom, abuseHoldFrom }: Rules['classifier'],
): Readonly<{ head: Head; verdict: 'spam' | 'hold'; reason: ReasonCode }> | undefined {
  if (isOver(spam, spamFrom)) return { head: 'spam', verdict: 'spam', reason: 'looks_like_spam' };
  if (isOver(spam, holdFrom)) return { head: 'spam', verdict: 'hold', reason: 'may_be_spam' };
  return isOver(abuse, abuseHoldFrom) ? { head: 'abuse', verdict: 'hold', reason: 'may_be_abuse' } : undefined;
}

function isOver(score: number, threshold: number): boolean {
  return threshold > 0 && score >= threshold;
}

function rounded(score: number): number {
  return Number(score.toFixed(DIGITS));
}
