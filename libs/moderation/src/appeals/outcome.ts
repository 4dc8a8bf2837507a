import type { SiteSettings } from '#contracts';
import { type CommentStatus, type DecisionCause, REFUSED } from '#discussion';
import { moderatorReasonTexts, systemReasonTexts } from '../reasons/public-reasons.js';

/** A row of `OUTCOME_OF`. */
export interface OutcomeRow {
  readonly site_id: string;
  readonly author_id: string;
  readonly status: CommentStatus;
  readonly revision: number;
  readonly is_newer: boolean;
  readonly decision_id: string | null;
  readonly cause: DecisionCause;
  readonly maker_id: string | null;
  readonly to_status: CommentStatus;
  readonly reasons: readonly string[];
  readonly decided_at: Date;
  readonly appeal_id: string | null;
  readonly appeal_outcome: 'upheld' | 'overturned' | 'void' | null;
  readonly appeal_answer: string | null;
  readonly appealed_at: Date;
  readonly answered_at: Date | null;
}

/** What a writer is told of one of their comments. */
export interface CommentOutcome {
  readonly status: CommentStatus;
  readonly revision: number;
  /** What became of an edit while the older text stays public. */
  readonly edit: 'waiting' | 'refused' | null;
  readonly decision: {
    readonly id: string;
    /** Never the name. */
    readonly by: 'system' | 'moderator';
    readonly at: Date;
    readonly reasons: readonly { readonly code: string; readonly text: string }[];
  } | null;
  readonly appeal:
    | { readonly state: 'open'; readonly until: Date }
    | { readonly state: 'filed'; readonly at: Date }
    | { readonly state: 'upheld' | 'overturned'; readonly at: Date; readonly answer: string }
    | { readonly state: 'closed' }
    | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Decisions of others than the writer; only these are explained. */
const BY_PERSON: ReadonlySet<DecisionCause> = new Set(['moderator', 'operator']);
const BY_SYSTEM: ReadonlySet<DecisionCause> = new Set(['screening', 'rescreening', 'flags']);

/** What is told of a comment, in words of the site. */
export function outcomeOf(
  row: OutcomeRow,
  settings: Pick<SiteSettings, 'reasons' | 'appealDays'>,
  now: Date,
): CommentOutcome {
  const isRefusal = row.decision_id !== null && REFUSED.has(row.to_status);
  const isEdit = row.status === 'published' && row.is_newer;
  return {
    status: row.status,
    revision: row.revision,
    edit: isEdit ? (isRefusal ? 'refused' : 'waiting') : null,
    decision: decisionOf(row, settings),
    appeal: isRefusal && isJudgement(row.cause) ? appealOf(row, settings.appealDays, now) : null,
  };
}

function isJudgement(cause: DecisionCause): boolean {
  return BY_PERSON.has(cause) || BY_SYSTEM.has(cause);
}

function decisionOf(row: OutcomeRow, settings: Pick<SiteSettings, 'reasons'>): CommentOutcome['decision'] {
  const { decision_id: id, cause, decided_at: at, reasons, to_status: to } = row;
  if (id === null || !isJudgement(cause) || to === 'published') return null;
  const isPersons = BY_PERSON.has(cause);
  return {
    id,
    by: isPersons ? 'moderator' : 'system',
    at,
    reasons: isPersons ? moderatorReasonTexts(reasons, settings) : systemReasonTexts(reasons, cause),
  };
}

function appealOf(row: OutcomeRow, appealDays: number, now: Date): CommentOutcome['appeal'] {
  const { appeal_id: id, appeal_outcome: outcome, answered_at: answeredAt } = row;
  if (id !== null) {
    if (outcome === null) return { state: 'filed', at: row.appealed_at };
    if (outcome === 'void' || answeredAt === null) return { state: 'closed' };
    return { state: outcome, at: answeredAt, answer: row.appeal_answer ?? '' };
  }
  const until = new Date(row.decided_at.getTime() + appealDays * DAY_MS);
  return until > now ? { state: 'open', until } : { state: 'closed' };
}
