import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE_MARKUP, NAUGHTY_TEXTS } from '../../../../libs/testing/src/hostile-texts.js';
import { readXml } from '../../../../libs/testing/src/read-xml.js';
import { xml, xmlDocument } from './xml.js';

/** What a parser makes of a text that went through an element and an attribute. */
function through(text: string): { content: string | null; attribute: string | null | undefined } {
  const root = readXml(xmlDocument(xml('a', { b: text }, [text]))).documentElement;
  return { content: root?.textContent ?? null, attribute: root?.getAttribute('b') };
}

describe(xml.name, () => {
  it('keeps every text that XML can hold, character by character', () => {
    const allowed = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) =>
      // Written another way than the code: by what is allowed, one code point at a time.
      Array.from(text).every((character) => {
        const code = character.codePointAt(0) ?? 0;
        const isBasic = [9, 10, 13].includes(code) || (code >= 0x20 && code < 0xd800);
        return isBasic || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
      }),
    );
    fc.assert(
      fc.property(allowed, (text) => {
        expect(through(text)).toEqual({ content: text, attribute: text });
      }),
    );
  });

  it('takes out what XML cannot hold, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 0, max: 0x1f }), (before, after, code) => {
        if ([9, 10, 13].includes(code)) return;
        const kept = through(before + after);
        expect(through(`${before}${String.fromCharCode(code)}${after}`)).toEqual(kept);
        expect(through(`${before}\ufffe${after}\uffff`)).toEqual(kept);
      }),
    );
    expect(through('a\ud800b\udc00c')).toEqual({ content: 'abc', attribute: 'abc' });
  });

  it.each([...HOSTILE_MARKUP, ...NAUGHTY_TEXTS])('makes words of %j', (text) => {
    const root = readXml(xmlDocument(xml('a', { b: text }, [text]))).documentElement;
    expect(root?.getElementsByTagName('*')).toHaveLength(0);
    expect(root?.attributes).toHaveLength(1);
  });

  it('nests elements and leaves out what is undefined', () => {
    const inner = xml('b', { c: undefined, d: 0 }, [undefined, 'x']);
    expect(xml('a', {}, [inner, undefined]).markup).toBe('<a><b d="0">x</b></a>');
    expect(xml('a').markup).toBe('<a/>');
  });
});
