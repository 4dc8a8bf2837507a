import type { ScreeningFacts } from '../facts.js';
import { isDisposableDomain } from '../addresses/disposable-domains.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** What kind of e-mail address the writer gave (product.md section 3): of a throw-away service, or of an office. The trace never holds it. */
export const address: Phase = { name: 'address', stage: 'fast', judge };

function judge({ author }: ScreeningFacts, { address: rules }: Rules): PhaseResult {
  if (rules.disposable === 'off' && rules.role === 'off') return noOpinion;
  if (!author.email) return skipped('author.email');
  if (rules.disposable !== 'off' && isDisposableDomain(author.email.domain)) {
    return { verdict: rules.disposable, reason: 'disposable_address' };
  }
  return rules.role !== 'off' && author.email.isRole ? { verdict: rules.role, reason: 'role_address' } : noOpinion;
}
