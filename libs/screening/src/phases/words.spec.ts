import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import type { CompiledRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { words } from './words.js';

function listing(banned: string[], suspect: string[] = []): CompiledRules {
  return compileRules({ ...defaultRules, words: { banned, suspect } });
}

function foundIn(body: string, ...banned: string[]): string[] {
  const { spans } = words.judge(someFacts({ comment: { body } }), listing(banned));
  return (spans ?? []).map(({ start, end }) => body.slice(start, end));
}

describe('words', () => {
  it.each([
    ['Buy viagra now', 'viagra', 'viagra'],
    ['Buy VIAGRA.', 'viagra', 'VIAGRA'],
    ['buy v.i.a.g.r.a now', 'viagra', 'v.i.a.g.r.a'],
    ['I v i a g r a u', 'viagra', 'v i a g r a'],
    ['ＶＩＡＧＲＡ', 'viagra', 'ＶＩＡＧＲＡ'],
    ['vi\u200bagra', 'viagra', 'vi\u200bagra'],
    ['v1agra', 'viagra', 'v1agra'],
    ['vіаgrа', 'viagra', 'vіаgrа'],
    ['viaaaagra!!!', 'viagra', 'viaaaagra'],
    ['buy!viagra!now', 'viagra', 'viagra'],
    ['viagra🔥', 'viagra', 'viagra'],
    ['x@spam.example', 'spam.example', 'spam.example'],
    ['1ove', 'love', '1ove'],
    ['co1d ca11', 'cold call', 'co1d ca11'],
    ['you a$$!', 'ass', 'a$$'],
    ['@ss', 'ass', '@ss'],
    ['asssss', 'ass', 'asssss'],
    ['a.s.s', 'ass', 'a.s.s'],
    ['Work   from,\nhome', 'work from home', 'Work   from,\nhome'],
    ['previagraline', '*viagra*', 'viagra'],
    ['viagras', 'viag*', 'viag'],
    ['superviagra', '*agra', 'agra'],
    ['masses', '*as*', 'ass'],
    ['fxxck fck', 'f*ck', 'fxxck'],
    ['f*ck', 'f*ck', 'f*ck'],
    ['buy my pills', 'buy * pills', 'buy my pills'],
    ['我们出售发票请联系', '发票', '发票'],
    ['c++ rules', 'c++', 'c++'],
    ['Привет СПАМ', 'спам', 'СПАМ'],
    ['ΝΊΚΟΣ', 'νίκος', 'ΝΊΚΟΣ'],
    ['🍆 here', '🍆', '🍆'],
    ['xxx', 'xxx', 'xxx'],
  ])('finds in %j by %j: %j', (body, entry, expected) => {
    expect(foundIn(body, entry)[0]).toBe(expected);
  });

  it.each([
    ['the classic glass', 'ass'],
    ['as good', 'ass'],
    ['Scunthorpe', 'cunt'],
    ['xx', 'xxx'],
    ['fall', 'fail'],
    ['work at home', 'work from home'],
    ['home from work', 'work from home'],
    ['buy pills', 'buy * pills'],
    ['buy my red pills', 'buy * pills'],
    ['viag', 'viag*a'],
    ['f or ck', 'f*ck'],
    ['1000 euro', '100'],
    ['王伟', '王芳'],
  ])('finds nothing in %j by %j', (body, entry) => {
    expect(foundIn(body, entry)).toEqual([]);
  });

  it('rejects banned words, holds suspect ones, and says which lines spoke', () => {
    const rules = listing(['', 'casino'], ['loan']);
    const both = words.judge(someFacts({ comment: { body: 'a loan for the CASINO' } }), rules);
    expect(both).toMatchObject({
      verdict: 'reject',
      reason: 'banned_word',
      detail: { banned: 1, suspect: 1 },
      explanation: 'Found "casino" (banned, line 2), "loan" (suspect, line 1).',
    });
    expect(both.spans).toEqual([
      { start: 2, end: 6, field: 'body' },
      { start: 15, end: 21, field: 'body' },
    ]);
    const one = words.judge(someFacts({ comment: { body: 'a loan' } }), rules);
    expect(one).toMatchObject({ verdict: 'hold', reason: 'suspect_word' });
    expect(words.judge(someFacts(), rules).verdict).toBe('no-opinion');
  });

  it('reads the name, and the text as it is shown', () => {
    const named = words.judge(someFacts({ author: { name: 'Best Cas1no' } }), listing(['casino']));
    expect(named).toMatchObject({ verdict: 'reject', spans: [{ start: 5, end: 11, field: 'name' }] });
    const comment = { body: 'vi**a**gra', text: 'viagra' };
    expect(words.judge(someFacts({ comment }), listing(['viagra']))).toMatchObject({ verdict: 'reject', spans: [] });
  });

  it('merges spans that overlap', () => {
    expect(foundIn('buy cheap pills', 'buy cheap', 'cheap pills', 'cheap')).toEqual(['buy cheap pills']);
  });

  it('names the lines that it cannot use, and works with the others', () => {
    const rules = listing(['ok', ' ', '*', '***', '...', '*a*', 'a'.repeat(201), 'ab*ab*ab*ab*ab*ab*ab*ab*ab*ab']);
    expect(rules.problems.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(words.judge(someFacts({ comment: { body: 'ok' } }), rules).verdict).toBe('reject');
  });

  it('holds a text that costs too much instead of passing it', () => {
    const evil = Array.from({ length: 400 }, (_, index) => `*abca*q${index}`);
    const result = words.judge(someFacts({ comment: { body: 'abc'.repeat(3000) } }), listing(evil));
    expect(result).toMatchObject({ verdict: 'hold', reason: 'words_unfinished' });
  });

  it('finds any listed word in any text, inside its bounds and in order', () => {
    const word = fc.string({ unit: fc.constantFrom(...Array.from('abdegмнφ')), minLength: 2, maxLength: 8 });
    const around = fc.string({ unit: fc.constantFrom(...Array.from('xyz ,.!\u200b1é漢🔥*')), maxLength: 30 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), around, around, (list, before, after) => {
        const body = `${before} ${list[0] ?? ''} ${after}`;
        const result = words.judge(someFacts({ comment: { body } }), listing(list));
        expect(result.verdict).toBe('reject');
        const start = before.length + 1;
        expect(result.spans?.some((span) => span.start <= start && span.end >= start + 2)).toBe(true);
        let last = 0;
        for (const span of result.spans?.filter(({ field }) => field === 'body') ?? []) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          last = span.end;
        }
        expect(last).toBeLessThanOrEqual(body.length);
      }),
    );
  });

  it('agrees with a plain search on plain words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'ab', 'bb'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.array(word, { maxLength: 8 }), (list, text) => {
        fc.pre(text.every((one) => one.length > 1 && !/(.)\1\1/.test(one)) && list.every((one) => one.length > 1));
        const body = text.join(' ');
        const result = words.judge(someFacts({ comment: { body } }), listing(list));
        expect(result.verdict === 'reject').toBe(text.some((one) => list.includes(one)));
      }),
    );
  });
});
