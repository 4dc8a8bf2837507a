/** What a text holds that no stored text may hold, gravest first. */
export type ForbiddenText = 'nul' | 'lone-surrogate' | 'bidi' | 'control';

const LONE_SURROGATE = /\p{Cs}/u;
const BIDI_CONTROL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * Names the gravest thing in a text that may not be stored (reliability.md D16), or undefined. A door refuses `nul` and
 * `lone-surrogate` with a 4xx, because PostgreSQL and JSON cannot carry them; `cleanText` takes the others out. Tab, line feed
 * and carriage return are not controls here.
 */
export function containsForbidden(input: string): ForbiddenText | undefined {
  if (input.includes('\0')) return 'nul';
  if (LONE_SURROGATE.test(input)) return 'lone-surrogate';
  if (BIDI_CONTROL.test(input)) return 'bidi';
  return CONTROL.test(input) ? 'control' : undefined;
}
