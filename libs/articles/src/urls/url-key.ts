import { sha256 } from '#kernel';
import { normaliseUrl } from './normalise-url.js';

/** An index entry of PostgreSQL holds about 2,700 bytes; an address of 2,048 characters may take 18,000 when percent-encoded. */
const LONGEST_KEY = 1000;

/**
 * The key under which an address is stored: its normal form, or, when that is longer than 1,000 characters, its beginning with a
 * hash of the whole behind `#`, which no normal form contains.
 * @throws {InvalidField} when the text is not an absolute http or https URL.
 */
export function urlKey(url: string): string {
  const normal = normaliseUrl(url);
  if (normal.length <= LONGEST_KEY) return normal;
  return `${normal.slice(0, LONGEST_KEY)}#${sha256(normal).toString('base64url')}`;
}
