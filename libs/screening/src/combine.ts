import type { AuthorFacts } from './facts.js';
import type { PhaseResult, Verdict } from './phase.js';
import { FINAL, LIFTED_BY_PROVIDER, WAIVED_FOR_STAFF, WAIVED_FOR_TRUSTED } from './policy.js';
import type { ReasonCode } from './reasons.js';

/** What all phases together decide, and why; the weightiest reason comes first. */
export type Combined = Readonly<{ verdict: Verdict; reasons: readonly ReasonCode[] }>;

/** The author as far as the policy makes exceptions for them. */
export type CombinedAuthor = Pick<AuthorFacts, 'kind' | 'isTrusted'>;

/** What a phase said, as far as it is weighed. What a phase in shadow said is not. */
export type Vote = PhaseResult & Readonly<{ shadow?: boolean }>;

/** The graver verdict wins. However many phases hold, they hold: two doubts do not make a proof. */
const gravestFirst = ['spam', 'reject', 'hold', 'publish'] as const satisfies readonly Verdict[];

/**
 * The policy of screening (product.md section 4): spam before reject before hold before publish, after the exceptions of `policy.ts`
 * are taken out. Without one vote for publication the comment is held. Takes what the phases said in one run or in several.
 * @param author without one, no exception applies.
 */
export function combine(results: readonly Vote[], author?: CombinedAuthor): Combined {
  const counted = results.filter(({ verdict, shadow }) => verdict !== 'no-opinion' && shadow !== true);
  const waived = waivedFor(author, counted);
  const votes = counted.filter(({ verdict, reason }) => !isWaived(verdict, reason, waived));
  const isFinal = votes.some((vote) => isFinalReason(vote.reason));
  const verdict = isFinal ? 'reject' : (gravestFirst.find((grave) => hasVote(votes, grave)) ?? 'hold');
  const reasons = verdict === 'publish' ? reasonsOf(votes, 'publish') : objections(votes);
  return { verdict, reasons: reasons.length > 0 || verdict === 'publish' ? reasons : ['no_opinion'] };
}

interface Waived {
  readonly always: readonly ReasonCode[];
  /** Only as long as it merely holds. */
  readonly doubts: readonly ReasonCode[];
}

function waivedFor(author: CombinedAuthor | undefined, votes: readonly Vote[]): Waived {
  const always = author?.kind === 'staff' ? WAIVED_FOR_STAFF : author?.isTrusted ? WAIVED_FOR_TRUSTED : [];
  const isLifted = votes.some(({ verdict, reason }) => verdict === 'publish' && reason === 'external_publish');
  return { always, doubts: isLifted ? LIFTED_BY_PROVIDER : [] };
}

function isWaived(verdict: Vote['verdict'], reason: ReasonCode | undefined, { always, doubts }: Waived): boolean {
  if (reason === undefined) return false;
  return always.includes(reason) || (verdict === 'hold' && doubts.includes(reason));
}

function isFinalReason(reason: ReasonCode | undefined): boolean {
  return reason !== undefined && FINAL.includes(reason);
}

function hasVote(votes: readonly Vote[], verdict: Verdict): boolean {
  return votes.some((vote) => vote.verdict === verdict);
}

function objections(votes: readonly Vote[]): ReasonCode[] {
  const all = (['spam', 'reject', 'hold'] as const).flatMap((verdict) => reasonsOf(votes, verdict));
  return [...new Set([...all.filter(isFinalReason), ...all])];
}

function reasonsOf(votes: readonly Vote[], verdict: Verdict): ReasonCode[] {
  const reasons = votes.filter((vote) => vote.verdict === verdict).flatMap(({ reason }) => (reason ? [reason] : []));
  return [...new Set(reasons)];
}
