import { describe, expect, it } from 'vitest';
import { copyLine } from './copy-rows.js';

describe('copyLine', () => {
  it.each([
    ['nothing', null, '\\N'],
    ['a number', 0.25, '0.25'],
    ['an instant', new Date('2026-03-01T12:00:00.000Z'), '2026-03-01T12:00:00.000Z'],
    ['bytes', Buffer.from([0, 255]), '\\\\x00ff'],
    ['a list', ['a', 'b'], '{a,b}'],
    ['an empty list', [], '{}'],
    ['a text that looks like nothing', '\\N', '\\\\N'],
    ['line breaks and tabs', 'a\tb\nc\rd', 'a\\tb\\nc\\rd'],
  ])('writes %s', (_label, value, expected) => {
    expect(copyLine([value, 'end'])).toBe(`${expected}\tend\n`);
  });
});
