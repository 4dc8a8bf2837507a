import { AppError } from '#kernel';

const RETRY_AFTER_SECONDS = 60;

/** The process holds as many live streams as it may. Who is refused asks now and then instead. */
export class StreamsAreFull extends AppError {
  constructor() {
    super('overloaded', 'Too many readers listen just now. Ask for the discussion now and then instead.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
}
