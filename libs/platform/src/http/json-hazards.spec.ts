import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonHazard } from './json-hazards.js';

describe(findJsonHazard.name, () => {
  it.each([
    ['an object', '{"a":1,"b":{"a":2}}', undefined],
    ['equal keys of different objects', '[{"a":1},{"a":1}]', undefined],
    ['a key equal to a value', '{"a":"a","b":"a"}', undefined],
    ['brackets inside a text', '{"a":"[[[[[[[["}', undefined],
    ['an escaped quote', String.raw`{"a\"":1,"a":2}`, undefined],
    ['a text that ends in a backslash', String.raw`{"a\\":1,"b":2}`, undefined],
    ['a key given twice', '{"a":1,"a":2}', 'duplicate-key'],
    ['a key given twice, once escaped', String.raw`{"a":1,"\u0061":2}`, 'duplicate-key'],
    ['a key given twice, with space before the colon', '{"a" : 1, "a"\n:2}', 'duplicate-key'],
    ['a key given twice after a nested object', '{"a":{"b":1},"a":2}', 'duplicate-key'],
    ['__proto__', '{"__proto__":{}}', 'prototype-key'],
    ['__proto__, escaped', String.raw`{"\u005f_proto__":{}}`, 'prototype-key'],
    ['constructor', '{"a":[{"constructor":{"prototype":1}}]}', 'prototype-key'],
    ['__proto__ as a value', '{"a":"__proto__"}', undefined],
    ['five levels of four', '[[[[[]]]]]', 'too-deep'],
    ['four levels of four', '[[[[]]]]', undefined],
    ['an open text', '{"a', undefined],
    ['closing brackets only', ']]]]]]', undefined],
  ])('%s', (_label, text, hazard) => {
    expect(findJsonHazard(text, 4)).toBe(hazard);
  });

  it('finds nothing in what JSON.stringify writes of ordinary values', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        const hazard = findJsonHazard(JSON.stringify(JSON.parse(text)), 64);
        expect(hazard === undefined || hazard === 'prototype-key').toBe(true);
      }),
    );
  });

  it('takes time linear in the text for depth, quotes and backslashes', () => {
    for (const text of [
      '['.repeat(2_000_000),
      '"'.repeat(2_000_001),
      `"${'\\'.repeat(2_000_000)}"`,
      '{"a":'.repeat(400_000),
    ]) {
      const start = performance.now();
      findJsonHazard(text, 64);
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
