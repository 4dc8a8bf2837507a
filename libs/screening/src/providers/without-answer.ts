import type { ProviderFact } from '../facts.js';
import type { PhaseResult } from '../phase.js';

/**
 * What a provider without an answer means (reliability.md D9): no opinion, and a mark. Unless the site says that the rest may decide, the
 * comment waits for a person; while the provider is still to be asked, it waits for that.
 */
export function withoutAnswer(
  name: string,
  fact: Exclude<ProviderFact<unknown>, { result: 'answered' }>,
  onFailure: 'hold' | 'ignore',
): PhaseResult {
  if (fact.result === 'pending') {
    return onFailure === 'hold'
      ? { verdict: 'hold', reason: 'awaits_provider', explanation: `${name} will be asked.` }
      : { verdict: 'no-opinion', explanation: `${name} will be asked.` };
  }
  const mark = { detail: { failure: fact.failure }, explanation: `${name} gave no answer: ${fact.failure}.` };
  return onFailure === 'hold'
    ? { verdict: 'hold', reason: 'provider_failed', ...mark }
    : { verdict: 'no-opinion', ...mark };
}
