const SECRET_KEYS = /authorization|cookie|token|password|secret|e-?mail|api_?key|address$|^(body|text|html|ip)$/i;
const MAIL_ADDRESS = /[^\s@<>"'(),:;]{1,64}@[^\s@<>"'(),:;]{1,255}/g;
const MAX_DEPTH = 4;
const MAX_TEXT = 2000;
const MAX_ITEMS = 50;

/** A text fit for a log line: mail addresses masked, at most 2,000 characters. */
export function safeText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return short.includes('@') ? short.replace(MAIL_ADDRESS, '[address]') : short;
}

/**
 * An error as a log line shows it: class, code, message and stack. Nothing else of the error is copied, because drivers hang
 * queries, parameters and rows on theirs.
 */
export function safeError(error: Error, depth = 0): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: safeText(error.message),
    stack: safeText(error.stack ?? ''),
    ...(error.cause instanceof Error && depth < MAX_DEPTH ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

/** Log fields with credentials, addresses and texts of people masked by name, at any depth up to four. */
export function safeFields(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    safe[key] = SECRET_KEYS.test(key) ? '***' : safeValue(value, depth);
  }
  return safe;
}

function safeValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return safeText(value);
  if (value instanceof Error) return safeError(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => safeValue(item, depth + 1));
  if ('toJSON' in value) {
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' ? safeText(json) : undefined;
  }
  return safeFields(value as Record<string, unknown>, depth + 1);
}
