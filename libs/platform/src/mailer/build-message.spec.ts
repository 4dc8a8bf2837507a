import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { buildMessage, oneLine } from './build-message.js';
import { type OutgoingMail, UnsendableMail, parseMailbox, plainAddress } from './outgoing-mail.js';

const mail: OutgoingMail = {
  messageId: 'n-1@talk.example.org',
  from: { name: 'Talk', address: 'talk@example.org' },
  to: { name: 'Ann', address: 'ann@example.net' },
  subject: 'A reply to you',
  text: 'Text',
  html: '<p>Text</p>',
  headers: {
    listId: 'thread-1.talk.example.org',
    listUnsubscribe: 'https://talk.example.org/mail/unsubscribe/abc',
    inReplyTo: 'c-1@talk.example.org',
    references: ['root@talk.example.org', 'c-1@talk.example.org'],
  },
};
const date = new Date('2026-03-01T12:00:00Z');
const built = async (changes: Partial<OutgoingMail>) =>
  (await buildMessage({ ...mail, ...changes }, date)).toString('utf8');
/** Header names in the order they stand in the message, lower case. */
const headerNames = (raw: string) =>
  (raw.split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/).map((line) => (line.split(':')[0] ?? '').toLowerCase());

describe(buildMessage.name, () => {
  it('writes the list, threading and automatic headers', async () => {
    const raw = await built({});
    expect(raw).toContain('List-Unsubscribe: <https://talk.example.org/mail/unsubscribe/abc>\r\n');
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    const parsed = await simpleParser(raw);
    expect(parsed.messageId).toBe('<n-1@talk.example.org>');
    expect(parsed.inReplyTo).toBe('<c-1@talk.example.org>');
    expect(parsed.references).toEqual(['<root@talk.example.org>', '<c-1@talk.example.org>']);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.date).toEqual(date);
    expect([parsed.text?.trim(), parsed.html]).toEqual(['Text', '<p>Text</p>']);
  });

  const tricks = [
    'Ann\r\nBcc: eve@evil.example',
    'Ann\nX-Evil: 1\n\nbody',
    'Ann\u2028Bcc: eve@evil.example',
    'Ann\0Bcc: eve@evil.example',
    'Ann <eve@evil.example>, Bob',
    'friends: eve@evil.example, bob@evil.example;',
    '"Ann" <eve@evil.example>',
    '(('.repeat(5000),
    '=?utf-8?Q?Ann=0D=0ABcc:_eve@evil.example?=',
    'x'.repeat(10_240),
    '\u202enA',
    'Ann\\" <eve@evil.example>',
    '{{name}} ${name} %0d%0aBcc: eve@evil.example',
  ];

  it.each(tricks)('keeps the header set and one recipient with a name or subject like %j (A34)', async (text) => {
    const plain = headerNames(await built({}));
    for (const changes of [
      { to: { name: text, address: 'ann@example.net' } },
      { from: { ...mail.from, name: text } },
      { subject: text },
    ]) {
      const start = performance.now();
      const raw = await built(changes);
      expect(performance.now() - start).toBeLessThan(100);
      expect(headerNames(raw)).toEqual(plain);
      const parsed = await simpleParser(raw);
      const to = [parsed.to ?? []].flat().flatMap((list) => list.value.map((one) => one.address));
      expect(to).toEqual(['ann@example.net']);
      expect(parsed.headers.has('bcc')).toBe(false);
    }
  });

  it.each([
    ['a line break', 'https://x.example/\r\nBcc: eve@evil.example'],
    ['angle brackets', 'https://x.example/>, <https://evil.example'],
    ['a space', 'https://x.example/ a'],
  ])('keeps one unsubscribe address with %s', async (_label, listUnsubscribe) => {
    const raw = await built({ headers: { listUnsubscribe } });
    expect(raw).toMatch(/\r\nList-Unsubscribe: <https:\/\/x\.example\/[^\s<>]*>\r\n/);
    expect(headerNames(raw)).not.toContain('bcc');
  });

  it.each([
    ['an address', { to: { address: 'ann@example.net, eve@evil.example' } }],
    ['a sender', { from: { address: 'a b@example.org' } }],
    ['a message id', { messageId: 'x@y>\r\nBcc: e@e' }],
    ['a reference', { headers: { references: ['no id'] } }],
    ['an unsubscribe scheme', { headers: { listUnsubscribe: 'javascript:alert(1)' } }],
    ['a list id', { headers: { listId: 'a b' } }],
  ])('refuses %s that is not valid', async (_label, changes) => {
    await expect(built(changes)).rejects.toThrow(UnsendableMail);
  });

  it('reads no file and no address, whatever a body says', async () => {
    const raw = await built({ text: 'file:///etc/passwd', html: '<img src="http://127.0.0.1:1/x">' });
    expect(raw).toContain('file:///etc/passwd');
  });
});

describe(plainAddress.name, () => {
  it.each(['ann@example.net', "o'neil+tag@sub.example.co", 'a@b', 'x_y.z@xn--bcher-kva.example'])(
    'takes %s',
    (address) => {
      expect(plainAddress(address)).toBe(address);
    },
  );

  it.each([
    'a@x, b@y',
    'a@x\r\nBcc: c@z',
    'a@x;b@y',
    'group: a@x;',
    'Ann <a@x>',
    '"a b"@x',
    'a(comment)@x',
    '((a@x',
    'a@[127.0.0.1]',
    'a@x@y',
    'a@x ',
    ' a@x',
    'a\0@x',
    'ä@x',
    '@x',
    'a@',
    '',
    'a@-x',
    'a@x..y',
    `${'a'.repeat(65)}@x`,
    `a@${'x.'.repeat(130)}y`,
    'a@x\u2028',
  ])('refuses %j', (address) => {
    expect(() => plainAddress(address)).toThrow(UnsendableMail);
  });
});

describe(parseMailbox.name, () => {
  it.each([
    ['talk@example.org', { address: 'talk@example.org' }],
    ['Talk <talk@example.org>', { name: 'Talk', address: 'talk@example.org' }],
    ['"Talk, Inc." <talk@example.org>', { name: 'Talk, Inc.', address: 'talk@example.org' }],
  ])('reads %s', (text, mailbox) => {
    expect(parseMailbox(text)).toEqual(mailbox);
  });

  it.each(['', 'Talk', 'a@x, b@y', 'Talk <a@x> <b@y>'])('refuses %j', (text) => {
    expect(() => parseMailbox(text)).toThrow(UnsendableMail);
  });
});

describe(oneLine.name, () => {
  it('cuts by code points, never inside a pair', () => {
    expect(oneLine('😀😀😀', 2)).toBe('😀😀');
  });
});
