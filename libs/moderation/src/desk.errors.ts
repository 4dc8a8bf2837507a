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

/** A text that people read is empty. */
export class TextMissing extends AppError {
  constructor() {
    super('text_not_allowed', 'Write a few words: the other side reads them.');
  }
}

/** There is no decision against this comment, or the time for an appeal is over. */
export class NothingToAppeal extends AppError {
  constructor() {
    super('appeal_closed', 'There is nothing to appeal against here: the comment was not rejected, or it is too late.');
  }
}

/** The decision has been appealed against before. */
export class AlreadyAppealed extends AppError {
  constructor() {
    super('conflict', 'You have appealed against this decision already. The answer is told where you see its status.');
  }
}

/** Somebody else has answered the appeal. */
export class AppealAnswered extends AppError {
  constructor() {
    super('already_decided', 'Another moderator has answered this appeal. Look at their answer.');
  }
}

/** The comment has another text or another decision than the one that was appealed against. */
export class AppealOvertaken extends AppError {
  constructor() {
    super('conflict', 'The comment is another one by now: it was changed, taken back or decided anew. Read it again.');
  }
}

/** The article has another text than the one that was looked at. */
export class ArticleRevised extends AppError {
  constructor() {
    super('conflict', 'The article has another text by now. Load its remarks without a place again and choose anew.');
  }
}
