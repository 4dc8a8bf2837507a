import type { ScreeningFacts } from '../facts.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Many new people on one article at once, measured against its own past. Holds who is new; those whom the site knows go on. */
export const raid: Phase = { name: 'raid', stage: 'slow', judge };

function judge({ comment, author, site }: ScreeningFacts, { raid: rules }: Rules): PhaseResult {
  if (rules.holdFrom === 0 || comment.isEdit || author.approvedCount > 0) return noOpinion;
  if (!site?.newPeople) return skipped('site.newPeople');
  const { inHour, usualInHour } = site.newPeople;
  if (inHour < rules.holdFrom || inHour < usualInHour * rules.timesUsual) return noOpinion;
  const usual = Math.round(usualInHour * 10) / 10;
  return {
    verdict: 'hold',
    reason: 'raid',
    detail: { inHour, usual },
    explanation: `${inHour} new people wrote here within an hour; usually it is ${usual}.`,
  };
}
