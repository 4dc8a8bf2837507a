import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalEmail, isEmailAddress, mailboxOf } from './email-address.js';
import { graphemeLength } from './grapheme-length.js';

const label = 'a'.repeat(63);

describe(isEmailAddress.name, () => {
  it.each([
    'a@b.co',
    'first.last+tag@example.org',
    "o'neil_!#$%&*/=?^`{|}~-@sub.example.com",
    'x@bücher.example',
    'x@xn--bcher-kva.example',
    `${'l'.repeat(64)}@example.org`,
    `a@${label}.${label}.${label}.example`,
  ])('takes %s', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });

  it.each([
    '',
    '@',
    'a',
    'a@',
    '@b.co',
    'a@b',
    'a@@b.co',
    'a@b@c.co',
    ' a@b.co',
    'a@b.co ',
    'a b@c.co',
    'a@b.co\r\nBcc: c@d.co',
    'a@b.co\n',
    'a\0@b.co',
    'a@x.co,b@y.co',
    'a@x.co;b',
    '<a@b.co>',
    'Name <a@b.co>',
    'a(c)@b.co',
    '"a b"@c.co',
    'a\\@b.co',
    'a[1]@b.co',
    'a:b@c.co',
    '.a@b.co',
    'a.@b.co',
    'a..b@c.co',
    'a@b..co',
    'a@.b.co',
    'a@b.co.',
    'a@-b.co',
    'a@b-.co',
    'a@b_c.co',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@127.1',
    'a@ex%61mple.com',
    'a@exam\u00adple.com',
    'a@exam\u200bple.com',
    'ä@example.org',
    `${'l'.repeat(65)}@example.org`,
    `a@${'a'.repeat(64)}.example`,
    `${'l'.repeat(64)}@${label}.${label}.${label}.example`,
  ])('refuses %j', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });

  it('takes 254 characters and not 255', () => {
    const domain = `${label}.${label}.${'b'.repeat(59)}.co`;
    const local = 'l'.repeat(254 - domain.length - 1);
    expect(local.length).toBeLessThanOrEqual(64);
    expect(isEmailAddress(`${local}@${domain}`)).toBe(true);
    expect(isEmailAddress(`${local}@b${domain}`)).toBe(false);
  });

  it('never takes a text with two addresses, a control or a space', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r', '\n', ' ', '\t', ',', ';', '<', '@'),
        (text, bad) => {
          expect(isEmailAddress(`${text}${bad}a@example.org`)).toBe(false);
        },
      ),
    );
  });
});

describe(canonicalEmail.name, () => {
  it.each([
    [' Anna.Berg+News@Example.ORG ', 'anna.berg+news@example.org'],
    ['x@Bücher.Example', 'x@xn--bcher-kva.example'],
    ['x@XN--BCHER-KVA.example', 'x@xn--bcher-kva.example'],
    ['No Address', 'no address'],
  ])('compares %j as %j', (email, expected) => {
    expect(canonicalEmail(email)).toBe(expected);
    expect(canonicalEmail(canonicalEmail(email))).toBe(expected);
  });

  it('keeps dots and tags apart', () => {
    expect(canonicalEmail('a.b@example.org')).not.toBe(canonicalEmail('ab@example.org'));
    expect(canonicalEmail('a+b@example.org')).not.toBe(canonicalEmail('a@example.org'));
  });
});

describe(graphemeLength.name, () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['e\u0301', 1],
    ['\u{1f468}\u200d\u{1f469}\u200d\u{1f467}', 1],
    ['\u{1f1e9}\u{1f1ea}x', 2],
    ['\r\n', 1],
    ['हिन्दी', 2],
  ])('%j is %i long', (text, expected) => {
    expect(graphemeLength(text)).toBe(expected);
  });
});

describe(mailboxOf, () => {
  it.each([
    ['Ada@Example.org', 'ada@example.org'],
    ['ada+news@example.org', 'ada@example.org'],
    ['ada+a+b@example.org', 'ada@example.org'],
    ['a.d.a@example.org', 'a.d.a@example.org'],
    ['a.d.a+x@gmail.com', 'ada@gmail.com'],
    ['a.d.a@GoogleMail.com', 'ada@gmail.com'],
    ['+ada@example.org', '+ada@example.org'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['no address', 'no address'],
  ])('of %s is %s', (email, mailbox) => {
    expect(mailboxOf(email)).toBe(mailbox);
  });
});
