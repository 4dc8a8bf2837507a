import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import { withoutAnswer } from '../providers/without-answer.js';
import type { Rules } from '../rules.js';

/** What Akismet said, where the site asks it. Its "ham" is no vote for publication: it sees one comment, not the site. */
export const akismet: Phase = { name: 'akismet', stage: 'fast', judge };

function judge({ outside }: ScreeningFacts, { akismet: rules }: Rules): PhaseResult {
  const fact = outside?.akismet;
  if (!rules.isOn || !fact) return noOpinion;
  if (fact.result !== 'answered') return withoutAnswer('Akismet', fact, rules.onFailure);
  switch (fact.answer) {
    case 'ham':
      return { verdict: 'no-opinion', detail: { said: 'ham' }, explanation: 'Akismet takes it for no spam.' };
    case 'spam':
      return { verdict: rules.spam, reason: 'akismet_spam', detail: { said: 'spam' } };
    case 'discard':
      return {
        verdict: rules.blatant,
        reason: 'akismet_spam',
        detail: { said: 'discard' },
        explanation: 'Akismet takes it for blatant spam.',
      };
  }
}
