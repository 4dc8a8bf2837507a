/** How much of a comment a mail shows, in characters (reliability.md A33). */
const EXCERPT_LENGTH = 300;
/** Anything a mail program would turn into a link: a scheme, a `www.`, an address, or a bare host name, with any of IDNA's dots. */
const LINK_LIKE =
  /(?:[a-z][a-z0-9+.-]{1,20}:\/\/\S+)|(?:(?:mailto|javascript|data|tel|sms|magnet|bitcoin):\S+)|(?:(?<![\p{L}\p{N}])www\.\S+)|(?:[^\s@<>]{1,64}@[^\s@<>]{1,190})|(?:(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]{1,63}[.\u3002\uff0e\uff61]){1,8}\p{L}{2,24}(?:[:/?#]\S*)?)/giu;
/** Controls, halves of characters, and marks that turn the direction of what follows or hide in a word. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+/gu;

/**
 * Words of a reader as a mail may carry them: one line, no link of any kind, at most 300 characters. A notification must not carry
 * a stranger's links into mailboxes (GHSA-74pc-3r2m-ppx3).
 */
export function plainExcerpt(text: string, length = EXCERPT_LENGTH): string {
  const line = text
    .slice(0, length * 8)
    .replace(INVISIBLE, ' ')
    .replace(LINK_LIKE, '[link]')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
