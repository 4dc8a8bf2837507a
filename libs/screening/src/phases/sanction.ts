import type { SanctionFact, ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';

/** What people decided against this writer: a ban and a suspension reject, a mute holds (product.md section 5). */
export const sanction: Phase = { name: 'sanction', stage: 'fast', judge };

function judge({ author }: ScreeningFacts): PhaseResult {
  if (!author.sanction) return noOpinion;
  return { ...outcomeOf(author.sanction.kind), ...endOf(author.sanction) };
}

function outcomeOf(kind: SanctionFact['kind']): PhaseResult {
  switch (kind) {
    case 'ban':
      return { verdict: 'reject', reason: 'banned' };
    case 'suspension':
      return { verdict: 'reject', reason: 'suspended' };
    case 'mute':
      return { verdict: 'hold', reason: 'muted' };
  }
}

function endOf({ endsAt }: SanctionFact): Pick<PhaseResult, 'detail' | 'explanation'> {
  return endsAt === undefined
    ? { explanation: 'The sanction has no end.' }
    : { detail: { endsAt }, explanation: `The sanction ends at ${endsAt}.` };
}
