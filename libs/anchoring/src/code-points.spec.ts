import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength, indexAfterCodePoints, indexBeforeCodePoints, sliceCodePoints } from './code-points.js';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', 'a') }));

describe('code points', () => {
  it('count and cut as the string iterator does, lone surrogates included', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), fc.nat(20), (text, start, length) => {
        const points = Array.from(text);
        expect(codePointLength(text)).toBe(points.length);
        expect(sliceCodePoints(text, start, start + length)).toBe(points.slice(start, start + length).join(''));
      }),
    );
  });

  it('step back to where they stepped forward from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(10), (text, count) => {
        const forward = Math.min(count, codePointLength(text));
        expect(indexBeforeCodePoints(text, forward, indexAfterCodePoints(text, forward))).toBe(0);
      }),
    );
  });
});
