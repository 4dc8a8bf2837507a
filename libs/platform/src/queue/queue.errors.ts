import { AppError } from '#kernel';

/** The queue's server does not answer now. Work stays in the outbox and is sent when it is back. */
export class QueueUnavailable extends Error {
  constructor(what: string, options?: { cause?: unknown }) {
    super(`${what} does not answer. Work waits in the outbox until it is back.`, options);
    this.name = QueueUnavailable.name;
  }
}

/** The worker must not start like this. The message says what to change. */
export class WorkerRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = WorkerRefused.name;
  }
}

/** No dead letter has this id (any more). */
export class DeadLetterNotFound extends AppError {
  constructor() {
    super('not_found', 'There is no such dead letter. It may have been retried or discarded already.');
  }
}

/** Ends the transaction of an attempt whose job another attempt has done already, so that no effect happens twice. */
export class JobAlreadyDone extends Error {
  constructor() {
    super('Another attempt has done this job.');
    this.name = JobAlreadyDone.name;
  }
}
