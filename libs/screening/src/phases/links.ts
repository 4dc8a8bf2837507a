import type { CommentFacts, LinkFact, ScreeningFacts } from '../facts.js';
import { hostsOf } from '../hosts-of.js';
import { noOpinion, reaches } from '../phase.js';
import type { Phase, PhaseResult, Span } from '../phase.js';
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
    spans: spansOf(facts.comment, counted),
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

/** Links stand in the body in order, as their target, without its scheme, or as their text only when the target was rewritten. */
function spansOf({ body }: CommentFacts, counted: readonly LinkFact[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const link of counted) {
    const written = [link.href, link.host, link.text].find((form) => form !== '' && body.includes(form, from));
    if (written === undefined) continue;
    const start = body.indexOf(written, from);
    from = start + written.length;
    spans.push({ start, end: from, field: 'body' });
  }
  return spans;
}
