import { describe, expect, it } from 'vitest';
import { InvalidWebsite } from '../accounts.errors.js';
import { readWebsite } from './website.js';

describe(readWebsite.name, () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    [' HTTP://Example.org/~ada ', 'http://example.org/~ada'],
  ])('takes %s', (typed, href) => {
    expect(readWebsite(typed)).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    '//example.org',
    'example.org',
    '',
    'https://',
    'https://user:secret@example.org/',
    `https://example.org/${'x'.repeat(2048)}`,
  ])('refuses %s', (typed) => {
    expect(() => readWebsite(typed)).toThrow(InvalidWebsite);
  });
});
