import type { ScreeningFacts } from '../facts.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** More comments than a person writes, by one author or from one network. An edit adds no comment. */
export const flood: Phase = { name: 'flood', stage: 'slow', judge };

function judge({ comment, recent }: ScreeningFacts, { flood: rules }: Rules): PhaseResult {
  if (comment.isEdit) return noOpinion;
  if (!recent) return skipped('recent');
  if (isOver(recent.byAuthorInWindow, rules.perMinute)) {
    return held('flood', 'by this writer in a minute', recent.byAuthorInWindow, rules.perMinute);
  }
  if (isOver(recent.byAuthorInHour ?? 0, rules.perHour)) {
    return held('flood', 'by this writer in an hour', recent.byAuthorInHour ?? 0, rules.perHour);
  }
  if (isOver(recent.byNetworkInWindow, rules.networkPerMinute)) {
    return held('flood_network', 'from this network in a minute', recent.byNetworkInWindow, rules.networkPerMinute);
  }
  return noOpinion;
}

function isOver(count: number, limit: number): boolean {
  return limit > 0 && count > limit;
}

function held(reason: 'flood' | 'flood_network', what: string, count: number, limit: number): PhaseResult {
  return {
    verdict: 'hold',
    reason,
    detail: { count, limit },
    explanation: `${count} comments ${what}; ${limit} pass.`,
  };
}
