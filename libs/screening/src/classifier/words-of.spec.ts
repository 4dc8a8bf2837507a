import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyShape, readWords } from './words-of.js';
import type { Word } from './words-of.js';

function read(text: string) {
  const words: Word[] = [];
  const shape = emptyShape();
  readWords(text, 0, text.length, shape, words);
  return {
    words: words.map((word) => word.text),
    places: words.map(({ start, end }) => text.slice(start, end)),
    shape,
  };
}

describe(readWords, () => {
  it.each([
    ['Two plain words.', ['two', 'plain', 'words']],
    ["don't", ['don', 't']],
    ['Straße café', ['strasse', 'cafe']],
    ['call 0800 55', ['call', '0800', '55']],
    ['𝐒𝐆𝐈 𝟖𝟖', ['sgi', '88']],
    ['ＦＲＥＥ', ['free']],
    ['vіagra', ['viagra']],
    ['v\u200bi\u200bagra', ['viagra']],
    ['sh!t $h@me', ['shit', 'hame']],
    ['f*ck f**k', ['f*ck', 'f**k']],
    ['v1agra', ['v1agra', 'viagra']],
    ['C4S1NO fr33 m0ney', ['c4s1no', 'casino', 'fr33', 'free', 'm0ney', 'money']],
    ['c\u200b4sino ｃ4sino', ['c4sino', 'casino', 'c4sino', 'casino']],
    ['mp3 A4 1000km ab12345', ['mp3', 'a4', '1000km', 'ab12345']],
    ['sooooo goooood', ['soo', 'good']],
    ['A L E X I S', ['a', 'l', 'e', 'x', 'i', 's', 'alexis']],
    ['J. R. Smith', ['j', 'r', 'smith']],
    ['мир', ['mиp']],
    ['漢字', ['漢', '字']],
    ['nice 👍', ['nice', '👍']],
    ['', []],
  ])('reads %j as %j', (text, words) => {
    expect(read(text).words).toEqual(words.map((word) => word.replaceAll(/\d/g, '0')));
  });

  it('knows where each word stands', () => {
    expect(read('Ein SCHÖNER Tag!').places).toEqual(['Ein', 'SCHÖNER', 'Tag']);
  });

  it.each([
    ['letters', 'ab, cd', 4],
    ['capitals', 'ABc', 2],
    ['digits', 'a1 22', 3],
    ['exclamations', 'no!!', 2],
    ['questions', 'why?', 1],
    ['emoji', '👍👍', 2],
    ['money', '$5 and 5 €', 2],
    ['invisible', 'a\u200bb\u200bc', 2],
    ['styled', '𝐒𝐆𝐈', 3],
    ['mixedWords', 'раypаl', 1],
    ['spacedOut', 'w i n now', 1],
    ['longestRun', 'aaaa', 4],
    ['lineBreaks', 'a\nb\nc', 2],
  ] as const)('counts %s of %j', (what, text, count) => {
    expect(read(text).shape[what]).toBe(count);
  });

  it('keeps every word inside the text and in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const words: Word[] = [];
        readWords(text, 0, text.length, emptyShape(), words);
        expect(words.every(({ start, end }) => start >= 0 && start < end && end <= text.length)).toBe(true);
        expect(words.every((word) => word.text !== '')).toBe(true);
      }),
    );
  });
});
