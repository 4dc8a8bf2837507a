import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.js';
import { containsForbidden } from './contains-forbidden.js';

const anyText = fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)), maxLength: 60 });
const trickyText = fc.string({
  unit: fc.constantFrom(
    ...['a', 'e', ' ', '\n', '\r', '\t', '\0', '\u0085', '\u2028', '\u202e', '\u2067', '\u200e', '\ufeff', '\u200b'],
    ...['\u200c', '\u200d', '\u180e', '\u0301', '\u0308', '\u0344', '\u0958', '\u0915', '\u094d', '\u064e', '\u0645'],
    ...['\ud83d', '\ude00', '\u{1f468}', '\u{1f3fd}', '\ufe0f', '\u{e0041}', '\u1820', '\u3164', '\u1100', '\u1161'],
  ),
  maxLength: 40,
});

describe(cleanText.name, () => {
  it.each([
    ['composes', 'e\u0301', '\u00e9'],
    ['trims', '  a \n', 'a'],
    ['reads line breaks and tabs of a name as spaces', 'a\r\nb\tc', 'a b c'],
    ['strips NUL and controls', 'a\0b\u0007c\u009fd', 'abcd'],
    ['reads a line separator as a space', 'a\u2028b\u2029c', 'a b c'],
    ['strips bidi controls', '\u202eabc\u2066d\u2069\u200f\u061c', 'abcd'],
    ['strips tag characters', 'a\u{e0061}\u{e007f}b', 'ab'],
    ['strips lone surrogates', 'a\ud800b\udc00c', 'abc'],
    ['strips zero width and BOM', '\ufeffa\u200bb\u2060c', 'abc'],
    ['strips a joiner between Latin letters', 'a\u200db\u200cc', 'abc'],
    [
      'keeps the joiner of a family',
      '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
      '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    ],
    [
      'keeps it after a skin tone and a variation selector',
      '\u{1f469}\u{1f3fd}\u200d\u2764\ufe0f\u200d\u{1f468}',
      '\u{1f469}\u{1f3fd}\u200d\u2764\ufe0f\u200d\u{1f468}',
    ],
    ['strips a joiner after the last emoji', '\u{1f468}\u200d a', '\u{1f468} a'],
    ['keeps the Persian non-joiner', '\u0645\u06cc\u200c\u062e', '\u0645\u06cc\u200c\u062e'],
    ['keeps the Devanagari joiner', '\u0915\u094d\u200d\u0937', '\u0915\u094d\u200d\u0937'],
    ['keeps one joiner of many', '\u0645\u200c\u200c\u200c\u062e', '\u0645\u200c\u062e'],
    ['keeps four marks on a base', `q${'\u0323'.repeat(9)}`, `q${'\u0323'.repeat(4)}`],
    [
      'leaves a script of vowel signs alone',
      '\u0939\u093f\u0928\u094d\u0926\u0940',
      '\u0939\u093f\u0928\u094d\u0926\u0940',
    ],
  ])('%s', (_, input, expected) => {
    expect(cleanText(input)).toBe(expected);
  });

  it('keeps lines and tabs where there are lines', () => {
    expect(cleanText('\r\na\r\nb\rc\u2028d\te\r\n', { multiline: true })).toBe('a\nb\nc\nd\te');
  });

  it.each([true, false])('changes nothing the second time (multiline %s)', (multiline) => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (text) => {
        const once = cleanText(text, { multiline });
        expect(cleanText(once, { multiline })).toBe(once);
        expect(containsForbidden(once)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a long run of joiners or marks in linear time', () => {
    expect(cleanText(`\u0645${'\u200c'.repeat(100_000)}a`)).toBe('\u0645a');
    expect(cleanText(`a${'\u0301'.repeat(100_000)}`)).toBe(`\u00e1${'\u0301'.repeat(4)}`);
  });
});

describe(containsForbidden.name, () => {
  it.each([
    ['plain\r\n\ttext \u{1f468}', undefined],
    ['a\0\ud800', 'nul'],
    ['a\ud800\u202e', 'lone-surrogate'],
    ['\udc00', 'lone-surrogate'],
    ['a\u202e\u0007', 'bidi'],
    ['a\u2069', 'bidi'],
    ['a\u0007', 'control'],
    ['a\u0085', 'control'],
    ['a\u007f', 'control'],
  ])('%j holds %s', (text, expected) => {
    expect(containsForbidden(text)).toBe(expected);
  });
});
