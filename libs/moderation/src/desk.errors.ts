import type { StandingDecision } from '#contracts';
import { AppError } from '#kernel';

/** A reason that the site does not know. Nothing of the list was done. */
export class UnknownReason extends AppError {
  constructor(reason: string, known: readonly string[]) {
    super(
      'validation_failed',
      'This reason is not in the list of the site. Nothing was decided; choose one of the list.',
      {
        issues: [{ path: 'reason', message: `One of ${known.join(', ')}.` }],
        reason,
      },
    );
  }
}

/** Another moderator decided on the same text a moment before. */
export class AlreadyDecided extends AppError {
  constructor(decision: StandingDecision) {
    super('already_decided', 'Another moderator has just decided this comment. Look at their decision first.', {
      decision,
    });
  }
}

/** The comment has another text or another decision by now. */
export class TooLateToUndo extends AppError {
  constructor() {
    super('conflict', 'This can no longer be undone: the comment has another text or another decision. Decide anew.');
  }
}
