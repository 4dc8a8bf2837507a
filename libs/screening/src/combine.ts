import type { AuthorFacts } from './facts.js';
import type { PhaseResult, Verdict } from './phase.js';
import type { ReasonCode } from './reasons.js';

/** What all phases together decide, and why; the weightiest reason comes first. */
export type Combined = Readonly<{ verdict: Verdict; reasons: readonly ReasonCode[] }>;

/** The author as far as the policy makes exceptions for them. */
export type CombinedAuthor = Pick<AuthorFacts, 'kind' | 'isTrusted'>;

/** The graver verdict wins. However many phases hold, they hold: two doubts do not make a proof. */
const gravestFirst = ['spam', 'reject', 'hold', 'publish'] as const satisfies readonly Verdict[];

/** Decided by a person against this writer; it stands whatever the text looks like, so that their record shows why. */
const FINAL: readonly ReasonCode[] = ['banned'];

/** Never weighed against staff: they quote spam, link, answer fast and repeat themselves by trade (field.md b.1 phase 13). */
const WAIVED_FOR_STAFF: readonly ReasonCode[] = [
  'new_commenter',
  'links',
  'links_new_commenter',
  'many_links',
  'suspect_word',
  'repeat',
  'many_repeats',
  'repeat_on_site',
  'repeat_of_spam',
  'flood',
  'flood_network',
  'looks_like_spam',
  'may_be_spam',
  'may_be_abuse',
];

/** Never weighed against people whom the site trusts; their many links and their repetitions still are. */
const WAIVED_FOR_TRUSTED: readonly ReasonCode[] = ['new_commenter', 'links', 'links_new_commenter'];

/**
 * The policy of screening (product.md section 4): spam before reject before hold before publish, after the exceptions above are
 * taken out. Without one vote for publication the comment is held. Takes what the phases said in one run or in several.
 * @param author without one, no exception applies.
 */
export function combine(results: readonly PhaseResult[], author?: CombinedAuthor): Combined {
  const waived = waivedFor(author);
  const votes = results.filter(
    ({ verdict, reason }) => verdict !== 'no-opinion' && (reason === undefined || !waived.includes(reason)),
  );
  const isFinal = votes.some((vote) => isFinalReason(vote.reason));
  const verdict = isFinal ? 'reject' : (gravestFirst.find((grave) => hasVote(votes, grave)) ?? 'hold');
  const reasons = verdict === 'publish' ? reasonsOf(votes, 'publish') : objections(votes);
  return { verdict, reasons: reasons.length > 0 || verdict === 'publish' ? reasons : ['no_opinion'] };
}

function waivedFor(author: CombinedAuthor | undefined): readonly ReasonCode[] {
  if (author?.kind === 'staff') return WAIVED_FOR_STAFF;
  return author?.isTrusted ? WAIVED_FOR_TRUSTED : [];
}

function isFinalReason(reason: ReasonCode | undefined): boolean {
  return reason !== undefined && FINAL.includes(reason);
}

function hasVote(votes: readonly PhaseResult[], verdict: Verdict): boolean {
  return votes.some((vote) => vote.verdict === verdict);
}

function objections(votes: readonly PhaseResult[]): ReasonCode[] {
  const all = (['spam', 'reject', 'hold'] as const).flatMap((verdict) => reasonsOf(votes, verdict));
  return [...new Set([...all.filter(isFinalReason), ...all])];
}

function reasonsOf(votes: readonly PhaseResult[], verdict: Verdict): ReasonCode[] {
  const reasons = votes.filter((vote) => vote.verdict === verdict).flatMap(({ reason }) => (reason ? [reason] : []));
  return [...new Set(reasons)];
}
