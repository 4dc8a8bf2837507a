const LOOKS_ABSOLUTE = /^(?:https?:\/\/[^/\\?#]|mailto:[^\s?/])/i;
const FORBIDDEN = /[\u0000-\u0020\u007f-\u009f\\]/u;
const MAILBOX = /^[^\s@?#%]+@[^\s@?#%]+\.[^\s@?#%]+$/u;

/**
 * The canonical address of a link that a reader may be sent to, or undefined. An allow-list read with the WHATWG URL parser:
 * absolute http, https and plain mailto; no credentials, control characters, backslashes, relative or protocol-relative
 * addresses (reliability.md D14). What is checked is what is written into the page.
 */
export function safeHref(address: string): string | undefined {
  if (FORBIDDEN.test(address) || !LOOKS_ABSOLUTE.test(address)) return undefined;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol === 'mailto:') return isPlainMailbox(url) ? url.href : undefined;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && url.hostname !== '' ? url.href : undefined;
}

function isPlainMailbox(url: URL): boolean {
  return url.search === '' && url.hash === '' && MAILBOX.test(url.pathname);
}

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

/**
 * How an address that its writer typed is shown: as typed, or with the host in punycode when it mixes scripts that look alike
 * (reliability.md D14), as `аpple.com` with a Cyrillic first letter does.
 */
export function shownAddress(typed: string): string {
  const host = /^[a-z]+:\/\/([^/?#]*)/i.exec(typed)?.[1] ?? '';
  const isMixed = SCRIPTS.filter((script) => script.test(host)).length > 1;
  return isMixed ? (safeHref(typed) ?? typed) : typed;
}
