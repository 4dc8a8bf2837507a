import type { ActiveSanction } from '#accounts';
import type { ClosedBy } from '#articles';
import type { DiscussionState } from '#contracts';
import { AppError } from '#kernel';

/** There is no such comment, or it is not for this reader to know of. */
export class CommentNotFound extends AppError {
  constructor() {
    super('not_found', 'There is no such comment here. It may have been removed.');
  }
}

/** There is no such discussion, or it is not for this reader to know of. */
export class DiscussionNotFound extends AppError {
  constructor() {
    super('not_found', 'There is no such discussion here. Check the address.');
  }
}

/** The comment that is answered is on another article, gone, or not public. */
export class BadParent extends AppError {
  constructor() {
    super('bad_parent', 'The comment you answer is not part of this discussion. Reload the page and try again.');
  }
}

/** The article got another text while the comment was on its way, again and again. */
export class ArticleRevisedMeanwhile extends AppError {
  constructor() {
    super(
      'conflict',
      'The article has just been changed. Load it again, select the passage and send your comment again.',
    );
  }
}

/** The article has as many questions as it may have. */
export class TooManyQuestions extends AppError {
  constructor(most: number) {
    super('too_many_questions', `An article takes at most ${most} questions. Ask this one on another article.`, {
      most,
    });
  }
}

/** The reply would be deeper than the site takes. */
export class ThreadTooDeep extends AppError {
  constructor(maxDepth: number) {
    super('thread_too_deep', 'This thread is as deep as it goes. Answer a comment further up.', { maxDepth });
  }
}

/** The discussion is over, or the one on this section is. */
export class DiscussionClosed extends AppError {
  constructor(closedBy: ClosedBy = 'discussion') {
    super('discussion_closed', closedText('closed', closedBy), closedBy === 'section' ? { closedBy } : undefined);
  }
}

/** A moderator has locked this thread. */
export class ThreadLocked extends AppError {
  constructor() {
    super('thread_locked', closedText('closed', 'thread'));
  }
}

/** The discussion is in slow mode, and this writer has just written here. */
export class SlowMode extends AppError {
  constructor(retryAfterSeconds: number) {
    super('slow_mode', `This discussion is in slow mode. You can write again in ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
    });
  }
}

/** The discussion can be read only, for now. */
export class DiscussionReadOnly extends AppError {
  constructor(closedBy: ClosedBy = 'discussion') {
    super('discussion_read_only', closedText('read-only', closedBy), closedBy === 'section' ? { closedBy } : undefined);
  }
}

/** A moderator has silenced this person here. */
export class Sanctioned extends AppError {
  constructor({ kind, endsAt, publicText }: Pick<ActiveSanction, 'kind' | 'endsAt' | 'publicText'>) {
    const why = publicText === null ? '' : ` They say: ${publicText}`;
    super('sanctioned', `A moderator has taken away your right to take part here.${why}`, {
      kind,
      ...(endsAt === null ? {} : { endsAt: endsAt.toISOString() }),
      ...(publicText === null ? {} : { text: publicText }),
    });
  }
}

/**
 * Lets pass who may take part: a mute only holds what is written.
 * @throws {Sanctioned} under a suspension or a ban.
 */
export function assertMayTakePart(sanctions: readonly ActiveSanction[]): void {
  const grave = sanctions.find(({ kind }) => kind !== 'mute');
  if (grave !== undefined) throw new Sanctioned(grave);
}

/** The text is empty, too long, nested too deep, or holds nothing that can be seen. */
export class TextNotAllowed extends AppError {
  constructor(message: string, details?: Readonly<Record<string, unknown>>) {
    super('text_not_allowed', message, details);
  }
}

/** A field is at odds with another or with who asks. */
export class InputNotAllowed extends AppError {
  constructor(path: string, message: string) {
    super('validation_failed', message, { issues: [{ path, message }] });
  }
}

/** The key of an earlier post came with another text. */
export class IdempotencyKeyReused extends AppError {
  constructor() {
    super(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another comment. Make a new key and send again.',
    );
  }
}

/** The time for changing a comment is over, or somebody has answered it. */
export class EditWindowClosed extends AppError {
  constructor() {
    super('edit_window_closed', 'This comment can no longer be changed. Answer it to add something.');
  }
}

/** The comment was changed or decided by somebody else in the same moment. */
export class CommentChanged extends AppError {
  constructor() {
    super('conflict', 'This comment has just changed. Reload it and try again.');
  }
}

/** Nobody votes on their own comment. */
export class OwnComment extends AppError {
  constructor() {
    super('own_comment', 'This comment is yours; you cannot vote on it.');
  }
}

const CLOSED: Readonly<Record<ClosedBy, Readonly<Record<Exclude<DiscussionState, 'open'>, string>>>> = {
  discussion: {
    closed: 'This discussion is closed. It can be read, but takes no more comments.',
    'read-only': 'This discussion is read-only for now. Try again later.',
  },
  section: {
    closed: 'This section takes no more comments. Write about another, or about the whole article.',
    'read-only': 'This section takes no comments for now. Write about another, or about the whole article.',
  },
  thread: {
    closed: 'A moderator has locked this thread: it takes no more replies. Write a comment of your own instead.',
    'read-only': 'A moderator has locked this thread: it takes no more replies. Write a comment of your own instead.',
  },
};

/** Why comments are not taken, in a sentence that says what can be done. */
export function closedText(state: Exclude<DiscussionState, 'open'>, closedBy: ClosedBy): string {
  return CLOSED[closedBy][state];
}
