import { AppError } from '#kernel';

/** A list of decisions names a comment that is not there, or not the moderator's. Nothing of the list was done. */
export class UnknownComment extends AppError {
  constructor(commentId: string) {
    super(
      'not_found',
      'One of these comments does not exist. Nothing was decided; take it out of the list and try again.',
      { commentId },
    );
  }
}

/** A list of decisions names a comment that this moderator may not decide on. Nothing of the list was done. */
export class MayNotDecide extends AppError {
  constructor(commentId: string) {
    super(
      'forbidden',
      'One of these comments is not yours to decide. Nothing was decided; take it out of the list and try again.',
      { commentId },
    );
  }
}

/** A list of decisions names a comment twice. Nothing of the list was done. */
export class DecidedTwice extends AppError {
  constructor(commentId: string) {
    super('validation_failed', 'One of these comments is in the list twice. Nothing was decided; name it once.', {
      commentId,
    });
  }
}

/** One's own comment cannot be reported. */
export class OwnComment extends AppError {
  constructor() {
    super('own_comment', 'This is your own comment. You can edit or withdraw it instead.');
  }
}

/** A sanction would be over before it begins. */
export class EndLiesBehind extends AppError {
  constructor() {
    super('validation_failed', 'The end of a sanction lies ahead. Choose a later one, or none.', {
      issues: [{ path: 'endsAt', message: 'The end lies behind.' }],
    });
  }
}

/** Lines of a rule set cannot be used. Nothing was stored. */
export class UnsoundRules extends AppError {
  /** @param total how many lines there are in all; `issues` may name fewer. */
  constructor(issues: readonly { readonly path: string; readonly message: string }[], total: number) {
    const first = issues[0]?.message ?? '';
    super('validation_failed', `Lines of these rules that cannot be used: ${total}; see details.issues. ${first}`, {
      issues,
      total,
    });
  }
}

/** Another rule set is in use than the one that this change was based on. Nothing was changed. */
export class RulesChanged extends AppError {
  /** @param active the number of the rule set in use. */
  constructor(active: number | null) {
    super('conflict', 'Somebody else changed the rules meanwhile. Look at those in use now and decide again.', {
      active,
    });
  }
}

/** Another version of what the site learnt is in use than the caller saw. Nothing was changed. */
export class ClassifierChanged extends AppError {
  /** @param inUse the number of the version in use; null for the base model alone. */
  constructor(inUse: number | null) {
    super('conflict', 'Another version came into use meanwhile. Look at the one in use now and decide again.', {
      inUse,
    });
  }
}

/** A version was learnt on top of a model that no longer ships. */
export class LearntOnAnother extends AppError {
  constructor() {
    super(
      'conflict',
      'This version was learnt on top of another base model, before an update. Have the site learn anew instead.',
    );
  }
}

/** No moderator has decided anything on the site. */
export class NothingToLearnFrom extends AppError {
  constructor() {
    super('conflict', 'No moderator has decided anything on this site yet. Decide on some comments first.');
  }
}

/** The site has such a task that has not ended. Nothing was started. */
export class TaskRuns extends AppError {
  constructor() {
    super('conflict', 'Work of this kind is going on already on this site. Stop it first, or wait until it has ended.');
  }
}

/** Statistics were asked for over more time than is answered for, or over none. */
export class StatisticsTooLong extends AppError {
  constructor(days: number) {
    super(
      'validation_failed',
      `Statistics are given for up to ${days} days at a time, and from an instant to a later one. Ask for less.`,
    );
  }
}

/** A time zone that the database does not know. */
export class UnknownTimeZone extends AppError {
  constructor() {
    super('validation_failed', 'There is no such time zone. Name one as Europe/Vienna or UTC.');
  }
}

/** No rule set was ever on trial on the site. */
export class NoShadow extends AppError {
  constructor() {
    super('not_found', 'No rule set is on trial on this site. Put one on trial first.');
  }
}
