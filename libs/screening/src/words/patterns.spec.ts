import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { words } from '../phases/words.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { findPatterns } from './find-patterns.js';

const listing = (banned: string[], suspect: string[] = []) =>
  compileRules({ ...defaultRules, words: { banned, suspect } });

function foundBy(pattern: string, body: string): string | undefined {
  const { spans } = words.judge(someFacts({ comment: { body } }), listing([pattern]));
  return spans?.map(({ start, end }) => body.slice(start, end))[0];
}

describe('patterns in word lists', () => {
  it.each([
    ['/v[i1]agra/', 'Buy V1AGRA now', 'V1AGRA'],
    ['/viagra/', 'Buy v i a g r a now', 'v i a g r a'],
    ['/viagra/', 'Buy vі\u200bаgrа now', 'vі\u200bаgrа'],
    ['/via+gra/', 'Buy viaaagra now', 'viaaagra'],
    ['/hello/', 'oh hello there', 'hello'],
    ['/\\+7[ -]?9\\d{2}/', 'call +7 912 now', '+7 912'],
    ['/\\bcall (?:me|us)\\b/', 'please Call Us', 'Call Us'],
    ['/^buy.*now$/m', 'first\nbuy it now\nlast', 'buy it now'],
    ['/one.two/s', 'one\ntwo', 'one\ntwo'],
    ['/t\\.me\\/\\w+/', 'see https://t.me/abc', 't.me/abc'],
    ['/цена \\d+/', 'ЦЕНА 500', 'ЦЕНА 500'],
  ])('%s finds in %j: %j', (pattern, body, expected) => {
    expect(foundBy(pattern, body)).toBe(expected);
  });

  it.each([
    ['/viagra/', 'via, gra'],
    ['/^buy$/', 'buy it'],
  ])('%s finds nothing in %j', (pattern, body) => {
    expect(words.judge(someFacts({ comment: { body } }), listing([pattern])).verdict).toBe('no-opinion');
  });

  it('tells banned from suspect, reads the name, and names the line', () => {
    const rules = listing(['plain'], ['', '/s[ae]lt/']);
    expect(words.judge(someFacts({ author: { name: 'Old Salt' } }), rules)).toMatchObject({
      verdict: 'hold',
      reason: 'suspect_word',
      explanation: 'Found "/s[ae]lt/" (suspect, line 2).',
      spans: [{ start: 4, end: 8, field: 'name' }],
    });
  });

  it.each([
    ['/(/', 'cannot be read'],
    ['/(a)\\1/', 'cannot be read'],
    ['/(?<=a)b/', 'cannot be read'],
    ['/(?!a)b/', 'cannot be read'],
    ['/a/g', 'flags i, m and s'],
    ['/a*/', 'every text'],
    ['/|a/', 'every text'],
    ['/(.{1,100}){1,5}x/', 'too large'],
    ['/a{1,100}b{1,100}c{1,100}/', 'too large'],
    ['/a{1,9999}/', 'cannot be read'],
  ])('refuses %s with the line: %s', (pattern, says) => {
    const { problems } = listing(['fine', pattern]);
    expect(problems).toEqual([{ list: 'banned', line: 2, message: expect.stringContaining(says) as string }]);
  });

  it('keeps the order of lines beside words, and takes so many patterns and no more', () => {
    const many = Array.from({ length: 201 }, (_, index) => `/p${index}x/`);
    expect(listing(many).problems).toEqual([
      { list: 'banned', line: 201, message: expect.stringContaining('more than 200') as string },
    ]);
    expect(words.judge(someFacts({ comment: { body: 'p199x' } }), listing(many)).explanation).toContain('line 200');
  });

  it('holds what it had no time to read', () => {
    const { wordList } = listing(['/never/', ...Array.from({ length: 60 }, (_, n) => `/x{1,40}${n}y{1,40}/`)]);
    let time = 0;
    const found = findPatterns(wordList.patterns, 'some text', () => (time += 30));
    expect(found).toEqual({ matches: [], isComplete: false });
  });
});
