import { domainToUnicode } from 'node:url';
import { foldForMatching } from '#kernel';
import type { LinkFact } from '../facts.js';
import { shorteners } from './shorteners.js';

/** What is odd about where a link leads. */
export type HostOddity = 'lookalike' | 'address' | 'credentials';

/** Whether a host only forwards to wherever somebody told it to. */
export function isShortener(host: string): boolean {
  return shorteners.has(plain(host));
}

/** What is odd about a link's host, or undefined. */
export function hostOddity({ href, host }: LinkFact): HostOddity | undefined {
  if (URL.canParse(href)) {
    const { username, password } = new URL(href);
    if (username !== '' || password !== '') return 'credentials';
  }
  const name = plain(host);
  if (ADDRESS.test(name)) return 'address';
  return isLookalike(name) ? 'lookalike' : undefined;
}

/**
 * The host that a link's text names when it leads to another one, or undefined. Hosts of one domain are one: `www.`, `m.`. Texts that
 * only look like hosts, such as names of files, count when they begin as addresses do.
 */
export function namesAnotherHost({ host, text }: LinkFact): string | undefined {
  const found = NAMED.exec(text.slice(0, LONGEST_TEXT));
  const named = found?.[1] ?? found?.[2];
  if (named === undefined) return undefined;
  return domainOf(plain(named)) === domainOf(plain(host)) ? undefined : named.toLowerCase();
}

const LONGEST_TEXT = 300;
/** As URLs write addresses once they are read: `0x7f000001` has become `127.0.0.1` by then. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;
/** After a scheme or `www.` any name; bare, only under endings that are no endings of files. */
const NAMED =
  /(?:https?:\/\/|\bwww\.)([\p{L}\p{N}.-]+\.[\p{L}]{2,24})|(?:^|[\s("'])((?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|info|biz|online|shop|xyz|ru|de|fr|es|it|nl|pl|cn|jp|uk|eu|ua|kz|in|br))(?=$|[\s/)"',.:!?])/iu;

function plain(host: string): string {
  const bare = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return bare.startsWith('www.') ? bare.slice('www.'.length) : bare;
}

/** The last two labels, or three where the last two are such as `co.uk`. A guess that only decides who counts as one. */
function domainOf(host: string): string {
  const labels = toAscii(host).split('.');
  const [second = '', last = ''] = labels.slice(-2);
  const isSecondLevel = last.length === 2 && (second.length <= 3 || second === 'gouv') && labels.length > 2;
  return labels.slice(isSecondLevel ? -3 : -2).join('.');
}

function toAscii(host: string): string {
  return URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`).hostname : host;
}

const LETTER_SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];
const ASCII = /^[a-z0-9.-]+$/;

/**
 * Whether a name in punycode mixes alphabets within a label, or imitates a Latin name whole under a Latin ending (UTS #39's
 * whole-script confusables). Names with accents, and names of one script under an ending of that script, are honest.
 */
function isLookalike(host: string): boolean {
  if (!host.includes('xn--')) return false;
  const labels = domainToUnicode(host).split('.');
  const isLatinEnding = ASCII.test(labels.at(-1) ?? '');
  return labels.some((label) => {
    const scripts = LETTER_SCRIPTS.filter((script) => script.test(label));
    if (scripts.length > 1) return true;
    const imitates =
      !LETTER_SCRIPTS[0]?.test(label) && scripts.length === 1 && ASCII.test(foldForMatching(label).folded);
    return imitates && isLatinEnding;
  });
}
