import { AppError } from '#kernel';

const VISIBLE = /^[\x21-\x7e]{8,200}$/;

/** The header is there but is no key. */
export class BadIdempotencyKey extends AppError {
  constructor() {
    super('validation_failed', 'An Idempotency-Key is 8 to 200 visible ASCII characters, e.g. a uuid.', {
      issues: [{ path: 'Idempotency-Key', message: 'Not 8 to 200 visible ASCII characters.' }],
    });
  }
}

/**
 * Reads the `Idempotency-Key` header (draft-ietf-httpapi-idempotency-key-header).
 * @throws {BadIdempotencyKey}
 */
export function readIdempotencyKey(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!VISIBLE.test(value)) throw new BadIdempotencyKey();
  return value;
}
