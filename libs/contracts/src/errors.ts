/**
 * Every error code an answer can carry, with the HTTP status the door chooses for it. Codes are stable: clients translate and
 * branch on them, so one is added, never renamed.
 */
export const errorStatuses = {
  validation_failed: 400,
  malformed_body: 400,
  invalid_cursor: 400,
  bad_parent: 400,
  invalid_code: 400,
  invalid_token: 400,
  sign_in_required: 401,
  wrong_credentials: 401,
  forbidden: 403,
  sanctioned: 403,
  verification_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  article_exists: 409,
  already_decided: 409,
  conflict: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  discussion_closed: 422,
  discussion_read_only: 422,
  appeal_closed: 422,
  edit_window_closed: 422,
  quote_not_found: 422,
  section_not_found: 422,
  thread_too_deep: 422,
  thread_locked: 422,
  name_reserved: 422,
  text_not_allowed: 422,
  own_comment: 422,
  too_many_questions: 422,
  slow_mode: 429,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  overloaded: 503,
} as const;

/** A stable error code. */
export type ErrorCode = keyof typeof errorStatuses;
