import MailComposer from 'nodemailer/lib/mail-composer';
import { type Mailbox, type OutgoingMail, UnsendableMail, plainAddress } from './outgoing-mail.js';

const LINE_AND_CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
const MAX_SUBJECT = 200;
const MAX_NAME = 100;
const MESSAGE_ID = /^<?([^\s<>@"(),:;\\[\]]{1,128}@[A-Za-z0-9.-]{1,253})>?$/;
const LIST_ID = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;
const MAX_REFERENCES = 20;

/** A header text on one line, without control and direction characters, cut to a length in code points. */
export function oneLine(text: string, maxLength: number): string {
  const line = text.replace(LINE_AND_CONTROL, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, maxLength).join('');
}

/**
 * Writes the whole message, CRLF line ends, as it goes after SMTP's DATA. Every part that people can influence is one address
 * object, one cleaned line, or a body; no file and no URL is ever read (reliability.md D30, A34).
 * @throws {UnsendableMail} when an address, message id, list id or unsubscribe address is not valid.
 */
export async function buildMessage(mail: OutgoingMail, date: Date): Promise<Buffer> {
  const message = new MailComposer({
    from: toAddress(mail.from),
    to: [toAddress(mail.to)],
    subject: oneLine(mail.subject, MAX_SUBJECT),
    text: mail.text,
    html: mail.html,
    messageId: messageId(mail.messageId),
    date,
    headers: listHeaders(mail),
    ...threading(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  });
  return message.compile().build();
}

function toAddress(mailbox: Mailbox): { name: string; address: string } {
  return { name: oneLine(mailbox.name ?? '', MAX_NAME), address: plainAddress(mailbox.address) };
}

function messageId(text: string): string {
  const id = MESSAGE_ID.exec(text)?.[1];
  if (id === undefined) throw new UnsendableMail('message id');
  return `<${id}>`;
}

function threading(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const { inReplyTo, references = [] } = mail.headers ?? {};
  return {
    ...(inReplyTo === undefined ? {} : { inReplyTo: messageId(inReplyTo) }),
    ...(references.length === 0 ? {} : { references: references.slice(-MAX_REFERENCES).map(messageId) }),
  };
}

function listHeaders(mail: OutgoingMail): Record<string, string | { prepared: boolean; value: string }> {
  const { listId, listUnsubscribe, autoSubmitted = 'auto-generated' } = mail.headers ?? {};
  const headers: Record<string, string | { prepared: boolean; value: string }> = { 'Auto-Submitted': autoSubmitted };
  if (listId !== undefined) {
    if (!LIST_ID.test(listId)) throw new UnsendableMail('list id');
    headers['List-Id'] = `<${listId}>`;
  }
  if (listUnsubscribe !== undefined) {
    headers['List-Unsubscribe'] = { prepared: true, value: `<${webAddress(listUnsubscribe)}>` };
    headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
  }
  return headers;
}

function webAddress(text: string): string {
  if (!URL.canParse(text)) throw new UnsendableMail('unsubscribe address');
  const url = new URL(text);
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || /[\s<>]/.test(url.href)) {
    throw new UnsendableMail('unsubscribe address');
  }
  return url.href;
}
