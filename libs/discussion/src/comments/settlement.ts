import type { CommentStatus, DecisionCause } from './comment-status.js';

/** A decision on one revision of a comment. */
export interface Settlement {
  readonly articleId: string;
  readonly commentId: string;
  /** The revision that was judged. A decision on an older text changes nothing. */
  readonly revision: number;
  readonly to: CommentStatus;
  readonly cause: DecisionCause;
  /** The person who decided; none for the system. */
  readonly makerId?: string;
  readonly reasons?: readonly string[];
  readonly note?: string;
  /** What the phases of screening said. */
  readonly trace?: unknown;
  readonly rulesVersion?: string;
  /** Narrows what the comment may be before, for who has seen its status: anything else is stale. */
  readonly from?: readonly CommentStatus[];
  /** The moderator's decision that an `undo` takes back. Each can be taken back once, and only while no other has followed it. */
  readonly undoes?: string;
  /** Whether it was taken in knowledge of the decisions so far, as the answer to an appeal is: then none of them stands against it. */
  readonly isSecondOpinion?: boolean;
  /** How long what leaves the service (mails, webhooks) waits, in milliseconds, so that an undo leaves no trace outside; 0 by default. */
  readonly outsideAfterMs?: number;
  /** The comment is old and nobody waits to hear of it: nothing leaves the service, whatever it turns into. False by default. */
  readonly isNoNews?: boolean;
  /** The request that it follows from, where that is another than the one that is at work. */
  readonly requestId?: string | undefined;
}

/**
 * What became of a decision. `applied`: it is recorded and the comment is what it says. `unchanged`: it had been taken already.
 * `stale`: the text, or the status, is another one by now, and nothing was changed.
 */
export interface Settled {
  readonly result: 'applied' | 'stale' | 'unchanged';
  readonly decisionId?: string;
  readonly siteId: string;
  /** The comment's status before. */
  readonly from: CommentStatus;
  /** The comment's status now. */
  readonly to: CommentStatus;
  /** The comment's newest revision. */
  readonly revision: number;
  /** Whether it refused or held a waiting edit and left the older text public. */
  readonly isEdit: boolean;
  /** Whether another moderator had decided on this revision a moment before, and that decision stands (F16). */
  readonly isContested: boolean;
}

/** Two moderators who open one comment at the same time: for so long, the first one's decision stands against the other's (F16). */
export const COLLISION_MS = 10_000;

/** What the statements that settle say of a comment. */
export interface SettledRow {
  readonly ruling: 'stale' | 'unchanged' | 'kept' | 'edit' | 'move';
  readonly from_status: CommentStatus;
  readonly to_status: CommentStatus;
  readonly revision: number;
  readonly site_id: string;
  readonly announced: boolean;
  readonly by_other: boolean;
  readonly decision_id: string | null;
}

/** A statement's row as callers see it. */
export function settledOf(row: SettledRow, { cause }: Settlement): Settled {
  const isApplied = row.decision_id !== null;
  return {
    result: isApplied ? 'applied' : row.ruling === 'stale' ? 'stale' : 'unchanged',
    ...(row.decision_id === null ? {} : { decisionId: row.decision_id }),
    siteId: row.site_id,
    from: row.from_status,
    to: isApplied ? row.to_status : row.from_status,
    revision: row.revision,
    isEdit: isApplied && row.ruling === 'edit',
    isContested: !isApplied && cause === 'moderator' && row.by_other,
  };
}
