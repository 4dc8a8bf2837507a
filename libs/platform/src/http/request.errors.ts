import { AppError } from '#kernel';

/** One fault of an input: where it is and what is expected there. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** The input does not have the shape that the route asks for. */
export class ValidationFailed extends AppError {
  constructor(issues: readonly InputIssue[], message = 'Some fields are not as they should be; see details.issues.') {
    super('validation_failed', message, { issues });
  }
}

/** The body is no JSON that can be read safely. */
export class MalformedBody extends AppError {
  constructor(message = 'The body is not valid JSON in UTF-8.', options?: { cause?: unknown }) {
    super('malformed_body', message, undefined, options);
  }
}

/** The body has a type or an encoding that the route does not take. */
export class UnsupportedMediaType extends AppError {
  constructor(message = 'Send the body as application/json in UTF-8.') {
    super('unsupported_media_type', message);
  }
}

/** Nothing is at this address. */
export class UnknownAddress extends AppError {
  constructor() {
    super('not_found', 'There is nothing at this address.');
  }
}

/** The address exists but not with this method; `allowed` is the value of the `Allow` header. */
export class MethodNotAllowed extends AppError {
  constructor(readonly allowed: readonly string[]) {
    super('method_not_allowed', `This address takes ${allowed.join(', ')}.`);
  }
}

/** A form came from another site. */
export class ForeignForm extends AppError {
  constructor() {
    super('forbidden', 'This form was sent from another site. Open the page again and send it from there.');
  }
}
