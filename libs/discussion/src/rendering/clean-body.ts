import { cleanText } from '#kernel';
import { TextNotAllowed } from '../discussion.errors.js';

/** Limits of a comment's source (reliability.md D13). */
const MAX_CODE_POINTS = 10_000;
const MAX_BYTES = 40 * 1024;
const MAX_QUOTE_DEPTH = 6;
const MAX_QUOTED_LINES = 200;

const QUOTE_MARKS = /^[\s>]*/;

/**
 * A comment's source as it is stored: normalised, without invisible control characters, and within the limits.
 * @param maxLength the site's own limit in code points; never above 10,000.
 * @throws {TextNotAllowed} when it is empty, too long, or quotes too deep or too much.
 */
export function cleanBody(typed: string, maxLength = MAX_CODE_POINTS): string {
  const body = cleanText(typed, { multiline: true }).trim();
  if (body === '') throw new TextNotAllowed('Write something first.');
  const limit = Math.min(maxLength, MAX_CODE_POINTS);
  const length = codePoints(body);
  if (length > limit || Buffer.byteLength(body) > MAX_BYTES) {
    throw new TextNotAllowed(`Shorten the text to ${limit} characters.`, { limit, length });
  }
  let quoted = 0;
  for (const line of body.split('\n')) {
    const depth = (QUOTE_MARKS.exec(line)?.[0] ?? '').replace(/[^>]/g, '').length;
    if (depth > MAX_QUOTE_DEPTH) throw new TextNotAllowed('Quotes are nested too deep. Use fewer levels.');
    if (depth > 0) quoted++;
  }
  if (quoted > MAX_QUOTED_LINES) throw new TextNotAllowed('The quote is too long. Keep the part that you answer.');
  return body;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Whether a reader would see anything at all: a letter, a digit, punctuation or a symbol. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}
