import { InvalidField } from '../articles.errors.js';

/** Scheme, host and port, nothing else: no path, query, user name or wildcard. */
const ORIGIN = /^https?:\/\/[^\s/?#@*\\]+$/i;

/**
 * An origin in the form browsers send it (WHATWG HTML, "ASCII serialisation of an origin"): lower case, punycode, without a
 * default port. It is compared as a whole, so wildcards and paths are refused instead of being taken for something they are not.
 * @throws {InvalidField} when the text is not `scheme://host[:port]` with http or https.
 */
export function exactOrigin(text: string): string {
  if (!ORIGIN.test(text) || !URL.canParse(text)) {
    throw new InvalidField('origins', `"${text.slice(0, 200)}" is not an origin. Write it like https://example.org.`);
  }
  return new URL(text).origin;
}
