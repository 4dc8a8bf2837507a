import { InvalidField } from '../articles.errors.js';
import { isTrackingParameter } from './tracking-parameters.js';

const PERCENT = /%([0-9a-f]{2})?/gi;
const UNRESERVED = /^[A-Za-z0-9._~-]$/;
const DEFAULT_PORTS = new Set(['', '80', '443']);

/**
 * What two addresses of one page have in common, as `host[:port]/path[?query]`. The WHATWG URL parser settles letter case of the
 * host, IDN, dot segments and encoding; on top of it the scheme, user name, ports 80 and 443, fragment, trailing slashes and
 * tracking parameters go, percent-encoding takes RFC 3986's normal form (6.2.2), and the remaining parameters are sorted by name,
 * equal names keeping their order. Kept: letter case of path and query, `www.`, `index.html`, slashes inside the path.
 * Idempotent: the result behind `https://` gives itself.
 * @throws {InvalidField} when the text is not an absolute http or https URL.
 */
export function normaliseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new InvalidField('url', 'Give an absolute http or https address.');
  }
  const host = url.hostname.replace(/(?<=[^.])\.$/, '');
  const port = DEFAULT_PORTS.has(url.port) ? '' : `:${url.port}`;
  const path = settlePercent(url.pathname).replace(/\/+$/, '');
  return `${host}${port}${path}${settleQuery(url.search.slice(1))}`;
}

/** Pairs are compared as they are written: decoding them would make one of two pages in an old character encoding. */
function settleQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => settlePercent(pair))
    .map((pair) => ({ pair, name: pair.split('=', 1)[0] ?? '' }))
    .filter(({ name }) => !isTrackingParameter(name))
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
  return pairs.length === 0 ? '' : `?${pairs.map(({ pair }) => pair).join('&')}`;
}

/** Upper-case digits, unreserved characters as themselves, a lone `%` as `%25`. */
function settlePercent(text: string): string {
  return text.replace(PERCENT, (_whole, digits: string | undefined) => {
    if (digits === undefined) return '%25';
    const character = String.fromCharCode(Number.parseInt(digits, 16));
    return UNRESERVED.test(character) ? character : `%${digits.toUpperCase()}`;
  });
}
