import { AppError } from '#kernel';

/** There is no address to send to. */
export class AddressNeeded extends AppError {
  constructor() {
    super('validation_failed', 'Give the e-mail address that is to hear of this, in the form name@example.org.', {
      issues: [{ path: 'email', message: 'An e-mail address is needed.' }],
    });
  }
}

/** A subscription of this kind names its section or comment, and no other kind does. */
export class TargetNeeded extends AppError {
  constructor() {
    super(
      'validation_failed',
      'A subscription to a section names it in sectionId, one to a comment in commentId, others name none.',
      {
        issues: [{ path: 'kind', message: 'The target does not fit the kind.' }],
      },
    );
  }
}

/** A link of a mail that is not one of ours. */
export class UnknownLink extends AppError {
  constructor() {
    super('invalid_token', 'This link is not complete. Open it again from the mail, whole.');
  }
}
