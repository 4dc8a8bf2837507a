import { AppError } from '#kernel';

/** A limit is used up. `retryAfterSeconds` becomes the `Retry-After` header. */
export class TooManyRequests extends AppError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'too_many_requests',
      `That was too much in a short time. Try again in ${retryAfterSeconds} second${retryAfterSeconds === 1 ? '' : 's'}.`,
      { retryAfterSeconds },
    );
  }
}
