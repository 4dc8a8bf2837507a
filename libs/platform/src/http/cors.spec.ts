import { describe, expect, it } from 'vitest';
import { OriginSet } from './cors.js';

describe(OriginSet.name, () => {
  const set = new OriginSet([
    'https://example.com',
    'http://localhost:8080/',
    'https://bücher.example',
    'javascript:alert(1)',
    'x',
  ]);

  it.each([
    ['https://example.com', true],
    ['http://localhost:8080', true],
    ['https://xn--bcher-kva.example', true],
    ['http://example.com', false],
    ['https://example.com:444', false],
    ['https://example.com.', false],
    ['https://EXAMPLE.com', false],
    ['https://attacker-example.com', false],
    ['https://example.com.evil', false],
    ['https://sub.example.com', false],
    ['https://example.com/', false],
    ['https://example.com@evil.example', false],
    ['null', false],
    ['', false],
    ['*', false],
    ['https://example.com, https://evil.example', false],
  ])('%s → %s (A14)', (origin, allowed) => {
    expect(set.has(origin)).toBe(allowed);
  });
});
