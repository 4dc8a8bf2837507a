import { describe, expect, it } from 'vitest';
import { InvalidField } from '../articles.errors.js';
import { exactOrigin } from './exact-origin.js';

describe(exactOrigin.name, () => {
  it.each([
    ['https://example.org', 'https://example.org'],
    ['HTTPS://Example.ORG', 'https://example.org'],
    ['https://example.org:443', 'https://example.org'],
    ['http://example.org:80', 'http://example.org'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ])('takes %s as %s', (text, origin) => {
    expect(exactOrigin(text)).toBe(origin);
  });

  it.each([
    'https://example.org/',
    'https://example.org/news',
    'https://example.org?x',
    'https://example.org#x',
    'https://*.example.org',
    '*',
    'null',
    '',
    'example.org',
    '//example.org',
    'ftp://example.org',
    'javascript:alert(1)',
    'https://user@example.org',
    'https://example.org:99999',
    'https://exam ple.org',
    ' https://example.org',
    'https://example.org\\evil',
  ])('refuses %j', (text) => {
    expect(() => exactOrigin(text)).toThrow(InvalidField);
  });
});
