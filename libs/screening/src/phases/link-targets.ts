import type { LinkFact, ScreeningFacts } from '../facts.js';
import { hostOddity, isShortener, namesAnotherHost } from '../links/host-rules.js';
import { linkSpans } from '../links/link-spans.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult, Verdict } from '../phase.js';
import type { ReasonCode } from '../reasons.js';
import type { Rules } from '../rules.js';

/**
 * Where links lead: behind a shortener, to another host than they say, to a host in look-alike letters, to a bare network address,
 * or through a name and a password (field.md b.1 phase 20; product.md section 4). How many there are is the phase `links`.
 */
export const linkTargets: Phase = { name: 'link-targets', stage: 'fast', judge };

type Danger = Readonly<{ reason: ReasonCode; verdict: Verdict; link: LinkFact; says: string }>;

const SHOWN = 3;
const gravestFirst: readonly Verdict[] = ['spam', 'hold'];

function judge({ comment }: ScreeningFacts, { links: rules }: Rules): PhaseResult {
  const dangers = comment.links.flatMap((link) => dangersOf(link, rules));
  const gravest = gravestFirst.flatMap((verdict) => dangers.filter((danger) => danger.verdict === verdict))[0];
  if (!gravest) return noOpinion;
  return {
    verdict: gravest.verdict,
    reason: gravest.reason,
    spans: linkSpans(
      comment.body,
      comment.links.filter((link) => dangers.some((danger) => danger.link === link)),
    ),
    detail: { links: new Set(dangers.map(({ link }) => link)).size },
    explanation: `${[...new Set(dangers.map(({ says }) => says))].slice(0, SHOWN).join('; ')}.`,
  };
}

function dangersOf(link: LinkFact, rules: Rules['links']): Danger[] {
  if (link.host === '') return [];
  const dangers: Danger[] = [];
  const add = (action: Rules['links']['disguised'], reason: ReasonCode, says: string) => {
    if (action !== 'off') dangers.push({ reason, verdict: action, link, says });
  };
  const named = namesAnotherHost(link);
  if (named !== undefined) add(rules.disguised, 'link_disguised', `A link that reads ${named} leads to ${link.host}`);
  switch (hostOddity(link)) {
    case 'lookalike':
      add(rules.disguised, 'link_disguised', `The host ${link.host} mixes or imitates letters`);
      break;
    case 'address':
      add(rules.raw, 'link_raw', `A link leads to the bare address ${link.host}`);
      break;
    case 'credentials':
      add(rules.raw, 'link_raw', `A link to ${link.host} holds a name or a password`);
      break;
    case undefined:
      break;
  }
  if (isShortener(link.host)) add(rules.shorteners, 'link_shortened', `${link.host} hides where its link leads`);
  return dangers;
}
