import { HttpException } from '@nestjs/common';
import { type ErrorCode, errorStatuses } from '#contracts';
import { AppError, type ErrorDetails } from '#kernel';
import { driverError } from '../database/database-errors.js';
import { MethodNotAllowed } from './request.errors.js';

/** What the door answers to an error, and whether somebody must look at it. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
  readonly headers: Readonly<Record<string, string>>;
  /** The error says something about us, not about the request: it is logged with its stack. */
  readonly ours: boolean;
}

const RETRY_AFTER_SECONDS = 5;
const UNAVAILABLE = 'The service cannot answer right now. Try again in a few seconds.';
const INTERNAL = 'Something went wrong on our side. It has been noted; try again later.';

/** Sentences for errors that the framework raises, which come without a code. */
const frameworkCodes: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['malformed_body', 'The request could not be read.'],
  401: ['sign_in_required', 'Sign in first.'],
  403: ['forbidden', 'You may not do this.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not take this method.'],
  406: ['unsupported_media_type', 'This cannot be given in the form you ask for.'],
  408: ['malformed_body', 'The request took too long to arrive.'],
  409: ['conflict', 'This was changed meanwhile. Load it again.'],
  413: ['body_too_large', 'The body is too large.'],
  414: ['validation_failed', 'The address is too long.'],
  415: ['unsupported_media_type', 'Send the body as application/json in UTF-8.'],
  422: ['validation_failed', 'Some fields are not as they should be.'],
  429: ['too_many_requests', 'That was too much in a short time. Try again later.'],
  431: ['validation_failed', 'The headers are too large.'],
  503: ['unavailable', UNAVAILABLE],
};

/** Network errors of node-postgres, whose pool says "timeout exceeded" in words only. */
const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
const OUTAGE_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/;
/** PostgreSQL classes 08 (connection), 57P (shutdown), 53 (resources), 55P03 and 57014 (lock and statement timeouts). */
const OUTAGE_STATES = /^(08...|57P0.|53...|55P03|57014)$/;
/** PostgreSQL: bytes that are no text in the database's encoding. */
const BAD_TEXT_STATES = new Set(['22021', '22P05']);

/** Decides the answer to any error (style.md 2.7, reliability.md A46). Nothing of an unexpected error reaches the answer. */
export function answerTo(error: unknown): ErrorAnswer {
  if (error instanceof AppError) return answerToAppError(error);
  if (error instanceof HttpException) return answerToStatus(error.getStatus());
  const state = driverError(error)?.code;
  if (state !== undefined && BAD_TEXT_STATES.has(state)) {
    return build('validation_failed', 'A text holds characters that cannot be stored.', { ours: false });
  }
  if (isOutage(error, state)) return build('unavailable', UNAVAILABLE, { ours: true });
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return answerToStatus(status);
  return build('internal', INTERNAL, { ours: true });
}

function answerToAppError(error: AppError): ErrorAnswer {
  if (!(error.code in errorStatuses)) return build('internal', INTERNAL, { ours: true });
  const answer = build(error.code as ErrorCode, error.message, {
    ours: false,
    ...(error.details === undefined ? {} : { details: error.details }),
  });
  if (answer.status >= 500 && answer.code === 'internal') return build('internal', INTERNAL, { ours: true });
  const headers = { ...answer.headers };
  const retryAfter = error.details?.['retryAfterSeconds'];
  if (typeof retryAfter === 'number' && 'retry-after' in headers)
    headers['retry-after'] = String(Math.ceil(retryAfter));
  if (error instanceof MethodNotAllowed) headers['allow'] = error.allowed.join(', ');
  return { ...answer, headers };
}

function answerToStatus(status: number): ErrorAnswer {
  const known = frameworkCodes[status] ?? (status < 500 ? frameworkCodes[400] : undefined);
  if (known === undefined) return build('internal', INTERNAL, { ours: true });
  return build(known[0], known[1], { ours: status >= 500 });
}

function isOutage(error: unknown, state: string | undefined): boolean {
  if (state !== undefined && (OUTAGE_STATES.test(state) || OUTAGE_CODES.has(state))) return true;
  if (error instanceof AggregateError) return error.errors.some((one) => isOutage(one, driverError(one)?.code));
  return error instanceof Error && OUTAGE_WORDS.test(error.message);
}

function build(
  code: ErrorCode,
  message: string,
  extra: { readonly ours: boolean; readonly details?: ErrorDetails },
): ErrorAnswer {
  const status = errorStatuses[code];
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  if (status === 429 || status === 503) headers['retry-after'] = String(RETRY_AFTER_SECONDS);
  return { status, code, message, headers, ...extra };
}
