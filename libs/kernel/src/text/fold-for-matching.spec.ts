import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldForMatching, originalSpan } from './fold-for-matching.js';

const anyText = fc.oneof(
  fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)) }),
  fc.string({ unit: fc.constantFrom(...Array.from('aA1!@$*. -\u0301\u200b')), maxLength: 60 }),
);

describe(foldForMatching.name, () => {
  it.each([
    'viagra',
    'VIAGRA',
    'v.i.a.g.r.a',
    'v i a g r a',
    'v - i - a - g - r - a',
    'V_I_A_G_R_A',
    'ＶＩＡＧＲＡ',
    'vi\u200bagra',
    'vi\u00adag\u2060ra',
    'v1agra',
    'v!agra',
    'v|@gr@',
    'vi4gr4',
    'viàgrä',
    'v\u0336i\u0336a\u0336g\u0336r\u0336a\u0336',
    'vіаgrа',
    'νιαgra',
    'ⓥⓘⓐⓖⓡⓐ',
    '𝓋𝒾𝒶𝑔𝓇𝒶',
    'viiiaaagra',
    'v.1.a.g.r.4',
  ])('reads %j as viagra', (text) => {
    const { folded } = foldForMatching(text);
    expect(folded).toBe('viagra');
  });

  it.each([
    ['Hello,  world!\n', 'helo world '],
    ['pay 1000 now', 'pay 1000 now'],
    ['@$$ and !@#$%', 'as and '],
    ['buy!now', 'buyinow'],
    ['C++ and c', 'c+ and c'],
    ['f*ck', 'f*ck'],
    ['**bold**', ' bold '],
    ['v1p', 'vip'],
    ['1 2 3 4', '1 2 3 4'],
    ['USA', 'usa'],
    ['U.S.A.', 'usa '],
    ['I am', 'i am'],
    ['Straße', 'strase'],
    ['хорошо', 'xopoшo'],
    ['कि का', 'कि का'],
    ['がガｶﾞ', 'がガカ\u3099'],
    ['٤٢', '42'],
    ['\ufdfa and \u3300', '\ufdfa and アパート'],
    ['', ''],
  ])('folds %j to %j', (text, expected) => {
    expect(foldForMatching(text).folded).toBe(expected);
  });

  it('says when a one may be another letter, and reads it so', () => {
    expect(foldForMatching('1ove').readsOne).toBe(true);
    expect(foldForMatching('1ove', { oneAs: 'l' }).folded).toBe('love');
    expect(foldForMatching('1 love').readsOne).toBe(false);
  });

  it('counts repetitions and keeps digits apart', () => {
    const text = foldForMatching('cooool 100');
    expect(text.folded).toBe('col 100');
    expect(Array.from(text.runs)).toEqual([1, 4, 1, 1, 1, 1, 1]);
  });

  it('marks where a word may begin', () => {
    const text = foldForMatching('ab c@d 我们x🔥');
    const marked = Array.from(text.folded).filter((_, at) => text.boundaries[at] === 1);
    expect(text.folded).toBe('ab cad 我们x🔥');
    expect(marked.join('')).toBe('a cad 我们x🔥');
  });

  it('gives the place of a match in the original text', () => {
    const text = 'buy V\u200bI\u0301AAA.g';
    const folded = foldForMatching(text);
    const start = folded.folded.indexOf('via');
    const span = originalSpan(folded, start, start + 3);
    expect(text.slice(span.start, span.end)).toBe('V\u200bI\u0301AAA');
  });

  it('maps every character into the original text, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const copy = foldForMatching(text);
        const { folded, toOriginal, originalEnds, runs, boundaries } = copy;
        expect([toOriginal.length, originalEnds.length, runs.length]).toEqual([
          folded.length,
          folded.length,
          folded.length,
        ]);
        expect(boundaries).toHaveLength(folded.length + 1);
        let before = 0;
        for (let at = 0; at < folded.length; at++) {
          const { start, end } = originalSpan(copy, at, at + 1);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = start;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never leaves two equal letters or gaps beside each other', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const letters = Array.from(foldForMatching(text).folded);
        const doubled = letters.filter((letter, at) => letter === letters[at - 1] && !/\d/.test(letter));
        expect(doubled).toEqual([]);
      }),
    );
  });
});
