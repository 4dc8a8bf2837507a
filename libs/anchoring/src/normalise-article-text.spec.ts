import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseArticleText } from './normalise-article-text.js';

/** Processor time of a run in milliseconds, which a busy machine stretches less than the clock. */
const cpuMilliseconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

describe('normaliseArticleText', () => {
  it.each([
    ['  a \t\r\n b  ', 'a b'],
    ['a\u00a0\u3000\u2003b', 'a b'],
    ['e\u0301', '\u00e9'],
    ['a\0b\x07c\x9fd', 'abcd'],
    ['a\x85b', 'a b'],
    ['\ufeffa\ufeffb', 'ab'],
    ['a\ud800b\udc00c', 'abc'],
    ['\u{1f600}', '\u{1f600}'],
    ['\ud83d\0\ude00', ''],
    ['\u0007 \0', ''],
    ['כָּ', 'כָּ'.normalize('NFC')],
  ])('%j becomes %j', (raw, expected) => {
    expect(normaliseArticleText(raw)).toBe(expected);
  });

  it('changes nothing the second time and leaves nothing that cannot be stored', () => {
    const units = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('\u0958', '\u0301', '\u0316', 'e', ' ', '\0', '\ud83d', '\ude00', '\ufeff') }),
    );
    fc.assert(
      fc.property(units, (raw) => {
        const once = normaliseArticleText(raw);
        expect(normaliseArticleText(once)).toBe(once);
        expect(once).not.toMatch(/\p{Surrogate}/u);
        expect(once).not.toMatch(/[\0-\x1f\x7f-\x9f]|^\s|\s$|\s\s/u);
      }),
    );
  });

  it('keeps a run of combining marks short, so that NFC stays linear', () => {
    let text = '';
    const spent = cpuMilliseconds(() => {
      text = normaliseArticleText(`x${'\u0316\u0301'.repeat(500_000)}y`);
    });
    expect(spent).toBeLessThan(3_000);
    expect(Array.from(text)).toHaveLength(32);
  });
});
