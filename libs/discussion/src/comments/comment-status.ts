/** Statuses of a comment (product.md, "Words"). */
export const commentStatuses = [
  'awaiting-verification',
  'pending',
  'published',
  'rejected',
  'spam',
  'withdrawn',
] as const;
/** A status of a comment. */
export type CommentStatus = (typeof commentStatuses)[number];

/**
 * What may cause a status change; kept with every decision. `flags`: readers' complaints reached the threshold that hides; `undo`: a
 * person took a decision of theirs back; `rescreening`: past comments were judged again by other rules.
 */
export const decisionCauses = [
  'screening',
  'moderator',
  'verification',
  'writer',
  'operator',
  'flags',
  'undo',
  'rescreening',
] as const;
/** A cause of a status change. */
export type DecisionCause = (typeof decisionCauses)[number];

/** Readers see the text. */
export const PUBLIC: ReadonlySet<CommentStatus> = new Set(['published']);
/** Somebody or something still has to decide. */
export const WAITING: ReadonlySet<CommentStatus> = new Set(['awaiting-verification', 'pending']);
/** A judgement took the comment away. */
export const REFUSED: ReadonlySet<CommentStatus> = new Set(['rejected', 'spam']);
/** Nothing moves the comment any more. */
export const FINAL: ReadonlySet<CommentStatus> = new Set(['withdrawn']);
/** The writer may still change the text, while the edit window is open. */
export const EDITABLE: ReadonlySet<CommentStatus> = new Set(['awaiting-verification', 'pending', 'published']);

type Moves = Readonly<Record<CommentStatus, Readonly<Partial<Record<CommentStatus, readonly DecisionCause[]>>>>>;

const PEOPLE = ['moderator', 'operator', 'undo'] as const;
const ANYONE = ['writer', 'moderator', 'operator'] as const;

/** The one table of moves: from -> to -> who may make it. A move to the same status confirms it. */
const MOVES: Moves = {
  'awaiting-verification': {
    pending: ['verification', ...PEOPLE],
    published: PEOPLE,
    rejected: PEOPLE,
    spam: PEOPLE,
    withdrawn: ANYONE,
  },
  pending: {
    'awaiting-verification': ['undo'],
    pending: ['screening'],
    published: ['screening', 'rescreening', ...PEOPLE],
    rejected: ['screening', 'rescreening', ...PEOPLE],
    spam: ['screening', 'rescreening', ...PEOPLE],
    withdrawn: ANYONE,
  },
  published: {
    'awaiting-verification': ['undo'],
    pending: ['screening', 'rescreening', 'flags', ...PEOPLE],
    published: ['screening', 'rescreening', ...PEOPLE],
    rejected: ['screening', 'rescreening', ...PEOPLE],
    spam: ['screening', 'rescreening', ...PEOPLE],
    withdrawn: ANYONE,
  },
  rejected: {
    'awaiting-verification': ['undo'],
    pending: PEOPLE,
    published: PEOPLE,
    rejected: ['screening'],
    spam: PEOPLE,
    withdrawn: ANYONE,
  },
  spam: {
    'awaiting-verification': ['undo'],
    pending: PEOPLE,
    published: PEOPLE,
    rejected: PEOPLE,
    spam: ['screening'],
    withdrawn: ANYONE,
  },
  withdrawn: {
    withdrawn: ['screening'],
  },
};

/** Whether a cause may move a comment from one status to another. */
export function mayMove(from: CommentStatus, to: CommentStatus, cause: DecisionCause): boolean {
  return MOVES[from][to]?.includes(cause) ?? false;
}

/** The statuses from which a cause may move a comment to `to`, in the order of `commentStatuses`. */
export function statusesBefore(to: CommentStatus, cause: DecisionCause): readonly CommentStatus[] {
  return commentStatuses.filter((from) => mayMove(from, to, cause));
}
