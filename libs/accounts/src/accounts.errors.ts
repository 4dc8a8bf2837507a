import { AppError } from '#kernel';

/** Nobody is signed in, or the token is unknown, expired or revoked. */
export class SignInRequired extends AppError {
  constructor() {
    super('sign_in_required', 'Sign in first: this needs a session or an API key that is valid.');
  }
}

/** The actor is known and may not do this. */
export class Forbidden extends AppError {
  constructor() {
    super('forbidden', 'You may not do this. Ask an admin of the site if you think you should.');
  }
}

/** It is not there, or the actor may not know of it; the two are not told apart. */
export class NotFound extends AppError {
  constructor() {
    super('not_found', 'There is nothing here, or it is not for you to see.');
  }
}

/** The site takes comments from confirmed addresses only. */
export class VerificationRequired extends AppError {
  constructor() {
    super(
      'verification_required',
      'Confirm your e-mail address first: this site takes comments from confirmed addresses.',
    );
  }
}

/** The address or the password is wrong; which of them is not told (reliability.md D20). */
export class WrongCredentials extends AppError {
  constructor() {
    super('wrong_credentials', 'The e-mail address and the password do not belong together. Check both and try again.');
  }
}

/** The code is wrong, expired, used, replaced by a newer one, or was tried too often. */
export class InvalidCode extends AppError {
  constructor() {
    super('invalid_code', 'This code is not valid, or not any more. Check it, or ask for a new one.');
  }
}

/** The link is wrong, expired, used or replaced by a newer one. */
export class InvalidToken extends AppError {
  constructor() {
    super('invalid_token', 'This link is not valid, or not any more. Ask for a new one.');
  }
}

/** The name looks like that of a confirmed person, of staff, or like an office of the site. */
export class NameReserved extends AppError {
  constructor() {
    super('name_reserved', 'This name is taken or looks like one that is. Choose another, or sign in if it is yours.');
  }
}

/** The name is empty, too long, or holds characters that cannot be stored. */
export class InvalidName extends AppError {
  constructor() {
    super('text_not_allowed', 'A name has 1 to 40 visible characters.', { field: 'name' });
  }
}

/** The text is no e-mail address. */
export class InvalidEmail extends AppError {
  constructor() {
    super('validation_failed', 'This is no e-mail address. Write it as name@example.org.', { field: 'email' });
  }
}

/** The website is no http or https address. */
export class InvalidWebsite extends AppError {
  constructor() {
    super('validation_failed', 'A website starts with http:// or https://.', { field: 'website' });
  }
}

/** The new password is too short or too long. */
export class InvalidPassword extends AppError {
  constructor() {
    super('validation_failed', 'A password has 12 to 1000 characters.', { field: 'password' });
  }
}

/** The new API key lacks a name or scopes, names a scope there is none of, or would be expired at once. */
export class InvalidApiKey extends AppError {
  constructor() {
    super(
      'validation_failed',
      'An API key has a name of up to 100 characters, one scope or more, and an end that lies ahead.',
    );
  }
}
