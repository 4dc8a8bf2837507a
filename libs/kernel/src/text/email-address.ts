import { domainToASCII } from 'node:url';

const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;

/** RFC 5322 atext and the dot. A quoted local part is refused: none is in use, and quoting is how addresses smuggle others. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
/** Checked before IDNA, whose host parser would decode `%61` and map away invisible characters. */
const DOMAIN_AS_TYPED = /^[A-Za-z0-9.\-\p{L}\p{M}\p{N}]+$/u;
const LABEL = /^[a-z0-9-]{1,63}$/;
const DIGITS = /^\d+$/;

/**
 * Whether a text is one e-mail address that may be handed to a mailer (reliability.md D30, RFC 5321 lengths): at most 254
 * characters, exactly one `@`, a local part of at most 64 ASCII characters without quotes, brackets, separators or spaces, and a
 * domain name with a dot, ASCII or IDN. Linear in the length. The text is judged as it stands: trim it first.
 */
export function isEmailAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS) return false;
  const at = text.indexOf('@');
  if (at < 1 || at !== text.lastIndexOf('@')) return false;
  const domain = asciiDomain(text.slice(at + 1));
  return isLocalPart(text.slice(0, at)) && domain !== undefined && at + 1 + domain.length <= MAX_ADDRESS;
}

/**
 * The form in which two addresses are compared: trimmed, lower case, domain in ASCII (punycode). Dots and `+tags` stay, because
 * only the receiving host knows what they mean. A text that is no address comes back trimmed and in lower case.
 */
export function canonicalEmail(email: string): string {
  const lower = email.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = at < 0 ? undefined : asciiDomain(lower.slice(at + 1));
  return domain === undefined ? lower : `${lower.slice(0, at)}@${domain}`;
}

/** Hosts that drop dots in the local part, with the name they all go by (their own documentation). */
const DOTLESS: ReadonlyMap<string, string> = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
]);

/**
 * The mailbox that an address most likely reaches, for recognising who comes back with another spelling: the canonical form without
 * sub-address (RFC 5233, `+detail`), and for hosts known to drop them without dots. Never an address to write to.
 */
export function mailboxOf(email: string): string {
  const canonical = canonicalEmail(email);
  const at = canonical.lastIndexOf('@');
  if (at < 1) return canonical;
  const domain = canonical.slice(at + 1);
  const local = canonical.slice(0, at).replace(/(?<=.)\+.*$/, '');
  const host = DOTLESS.get(domain);
  return host === undefined ? `${local}@${domain}` : `${local.replaceAll('.', '')}@${host}`;
}

function isLocalPart(local: string): boolean {
  return (
    local.length <= MAX_LOCAL &&
    LOCAL.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..')
  );
}

function asciiDomain(typed: string): string | undefined {
  if (typed.length > MAX_DOMAIN || !DOMAIN_AS_TYPED.test(typed)) return undefined;
  const domain = domainToASCII(typed);
  const labels = domain.split('.');
  const valid =
    domain.length <= MAX_DOMAIN &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-')) &&
    !DIGITS.test(labels.at(-1) ?? '');
  return valid ? domain : undefined;
}
