import type { CompiledRules } from './compile-rules.js';
import type { ScreeningFacts } from './facts.js';
import type { ReasonCode } from './reasons.js';

/** What a screening decides. */
export type Verdict = 'publish' | 'hold' | 'reject' | 'spam';

/** A place in the body (its Markdown source) or in the author's name, in UTF-16 units, end exclusive. */
export type Span = Readonly<{ start: number; end: number; field: 'body' | 'name' }>;

/** What one phase says. */
export type PhaseResult = Readonly<{
  verdict: Verdict | 'no-opinion';
  reason?: ReasonCode;
  /** How strongly, 0 to 1, where the phase can tell. */
  score?: number;
  spans?: readonly Span[];
  detail?: Readonly<Record<string, string | number>>;
  /** The finding in words a moderator reads. */
  explanation?: string;
}>;

/**
 * One rule of screening: pure, bounded in time, without knowledge of the others. `fast` phases need nothing but the comment, its
 * author and its place, and run before the commit; `slow` ones need what was looked up, and run in the job.
 */
export type Phase = Readonly<{
  name: string;
  stage: 'fast' | 'slow';
  judge: (facts: ScreeningFacts, rules: CompiledRules) => PhaseResult;
}>;

/** A phase saw nothing against the comment. That is no vote for it. */
export const noOpinion: PhaseResult = { verdict: 'no-opinion' };

/** A group of facts that may be absent. */
type FactName =
  keyof ScreeningFacts | 'author.record' | 'author.email' | 'comment.detected' | 'site.similar' | 'site.newPeople';

/** A phase was not given the facts it needs. */
export function skipped(missing: FactName): PhaseResult {
  return {
    verdict: 'no-opinion',
    detail: { skipped: missing },
    explanation: `Not judged: no facts about "${missing}".`,
  };
}

/** Whether a count reaches a threshold that zero switches off. */
export function reaches(count: number, threshold: number): boolean {
  return threshold > 0 && count >= threshold;
}
