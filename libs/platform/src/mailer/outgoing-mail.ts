import { AppError } from '#kernel';

/** A mailbox: an address, and the name shown with it. */
export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** One mail to one person. */
export interface OutgoingMail {
  /** Stable over retries, `unique@host` with or without angle brackets. */
  readonly messageId: string;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: MailHeaders;
}

/** The headers a mail may ask for; nothing else can be set. */
export interface MailHeaders {
  /** RFC 2919, without angle brackets, e.g. `thread.talk.example.org`. */
  readonly listId?: string;
  /** An http(s) address that takes RFC 8058's one-click POST. */
  readonly listUnsubscribe?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** RFC 3834: `auto-generated` for notifications, `auto-replied` for answers to a request; the first when left out. */
  readonly autoSubmitted?: 'auto-generated' | 'auto-replied';
}

/** A mail cannot be made of these parts. Nothing was sent and a retry changes nothing. */
export class UnsendableMail extends AppError {
  constructor(part: string) {
    super('validation_failed', `The mail's ${part} is not valid.`);
  }
}

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const DOMAIN =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/**
 * Checks an address before it reaches SMTP: one plain `local@domain`, at most 254 characters, no quoting, list, group or comment
 * syntax (reliability.md D30: such a text in `to` mails several people, or another one).
 * @throws {UnsendableMail}
 */
export function plainAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const isPlain =
    address.length <= 254 && LOCAL_PART.test(address.slice(0, Math.max(at, 0))) && DOMAIN.test(address.slice(at + 1));
  if (!isPlain) throw new UnsendableMail('address');
  return address;
}

const MAILBOX = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^\s<>]+))\s*$/;

/**
 * Reads a mailbox as an operator writes it: `Name <address>` or an address alone.
 * @throws {UnsendableMail}
 */
export function parseMailbox(text: string): Mailbox {
  const match = MAILBOX.exec(text);
  const address = plainAddress((match?.[2] ?? match?.[3] ?? '').trim());
  const name = match?.[1]?.trim() ?? '';
  return name === '' ? { address } : { name, address };
}
