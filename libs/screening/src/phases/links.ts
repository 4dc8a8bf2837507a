import type { ScreeningFacts } from '../facts.js';
import { hostsOf } from '../hosts-of.js';
import { linkSpans } from '../links/link-spans.js';
import { noOpinion, reaches } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import type { Rules } from '../rules.js';

/** Counts links (field.md b.1 phase 20, b.5). Each counts, also to the same host; `mailto:` does not. */
export const links: Phase = { name: 'links', stage: 'fast', judge };

const HOSTS_SHOWN = 5;

function judge(facts: ScreeningFacts, rules: Rules): PhaseResult {
  const counted = facts.comment.links.filter(({ host }) => host !== '');
  const outcome = outcomeOf(counted.length, facts.author.approvedCount === 0, rules.links);
  if (outcome.verdict === 'no-opinion') return outcome;
  const hosts = hostsOf(counted);
  const { spamFrom } = rules.links;
  return {
    ...outcome,
    ...(spamFrom > 0 && { score: Math.min(1, counted.length / spamFrom) }),
    spans: linkSpans(facts.comment.body, counted),
    detail: { links: counted.length, hosts: hosts.length, first: hosts.slice(0, HOSTS_SHOWN).join(', ') },
    explanation: `${counted.length} link(s) to ${hosts.length} host(s): ${hosts.slice(0, HOSTS_SHOWN).join(', ')}.`,
  };
}

function outcomeOf(count: number, isNew: boolean, rules: Rules['links']): PhaseResult {
  if (reaches(count, rules.spamFrom)) return { verdict: 'spam', reason: 'many_links' };
  if (reaches(count, rules.holdFrom)) return { verdict: 'hold', reason: 'links' };
  if (isNew && reaches(count, rules.newCommenterHoldFrom)) return { verdict: 'hold', reason: 'links_new_commenter' };
  return noOpinion;
}
