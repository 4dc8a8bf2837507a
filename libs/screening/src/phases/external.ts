import type { ExternalAnswer, ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import { withoutAnswer } from '../providers/without-answer.js';
import type { Rules } from '../rules.js';

/**
 * What the site's own service said (reliability.md A49). It may always doubt. Its "publish" counts only where the site's rules say so, and
 * then outweighs the doubts that `policy.ts` lists, nothing else; its "reject" and "spam" may be turned into doubts.
 */
export const external: Phase = { name: 'external', stage: 'fast', judge };

function judge({ outside }: ScreeningFacts, { external: rules }: Rules): PhaseResult {
  const fact = outside?.external;
  if (rules.url === '' || !fact) return noOpinion;
  if (fact.result !== 'answered') return withoutAnswer('The external service', fact, rules.onFailure);
  return { ...outcomeOf(fact.answer.verdict, rules), ...told(fact.answer) };
}

function outcomeOf(verdict: ExternalAnswer['verdict'], rules: Rules['external']): PhaseResult {
  switch (verdict) {
    case 'no-opinion':
      return noOpinion;
    case 'publish':
      return rules.mayPublish
        ? { verdict: 'publish', reason: 'external_publish' }
        : { verdict: 'no-opinion', detail: { said: 'publish' } };
    case 'hold':
      return { verdict: 'hold', reason: 'external_hold' };
    case 'reject':
      return { verdict: rules.mayReject ? 'reject' : 'hold', reason: 'external_reject' };
    case 'spam':
      return { verdict: rules.mayReject ? 'spam' : 'hold', reason: 'external_spam' };
  }
}

function told({ score, explanation }: ExternalAnswer): Partial<PhaseResult> {
  return {
    ...(score === undefined ? {} : { score }),
    ...(explanation === undefined ? {} : { explanation: `The external service says: ${explanation}` }),
  };
}
