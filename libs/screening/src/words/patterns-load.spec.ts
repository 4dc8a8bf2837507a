import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { words } from '../phases/words.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { findPatterns } from './find-patterns.js';
import { findWords } from './find-words.js';

/** Patterns that take a backtracking engine longer than the universe is old, on texts made for them (reliability.md A22). */
const ENDLESS = [
  ...[
    '(a+)+$',
    '(a|a)*$',
    '(a|aa)+$',
    '(a+)*b',
    '((a+)*)*b',
    '(a*)*c',
    '(.*a){12}',
    '(x+x+)+y',
    '(a?){40}a{40}',
    '(.*)*b',
  ],
  ...[
    '([a-zA-Z]+)*$',
    '(\\w+\\s?)*$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(a+)+!x',
    '(?:a|b|ab)*c',
    '(ab|a|b)*$',
    '(.|\\s)*!x',
  ],
  ...[
    '(a|b)*a(a|b){12}',
    '(a|b)*a(a|b){20}',
    '.*a.{30}',
    '(?:a?b?c?d?){30}',
    'x*y*z*w*x*y*z*!',
    '[^z]*z{30}',
    '(a{0,9}){9}b',
  ],
  ...[
    '(aa+)+b',
    '(a+a+)+b',
    '(a+){9}b',
    '(\\d+)+x',
    '(\\s+)+x',
    '(\\w*)*\\W{3}',
    '(a|ab)(c|bcd)(d*)x',
    '(a*a*)*b',
    '(?:.*,){10}x',
  ],
  ...[
    '[\\p{L}]{40}!',
    '(a.)*b',
    '(.a)*b',
    '(..)*!x',
    '(?:(?:a)+)+b',
    '(?:a+|a+a+)+b',
    '(a|a|a|a)*b',
    '(aaa|aa|a)*b',
    '(a+?)+?b',
  ],
  ...[
    '(.+)+\\n\\n',
    '(?:[^<]+|<[^>]*>)*x!',
    '(?:(?:\\w|-)+\\.)+com!',
    '^(?:\\S+@)+x',
    '(?:=+)+!',
    '(\\w|\\d|_)*!x',
    '(a+b?)*c',
    '(a|[ab])*c',
  ],
].map((pattern) => `/${pattern}/`);
const TEXTS = ['a'.repeat(50_000) + '!', 'ab'.repeat(5_000), 'a b, c. '.repeat(1_250), 'аbс'.repeat(3_300)];

describe('word lists under load', () => {
  it('has fifty patterns to try', () => {
    expect(ENDLESS).toHaveLength(50);
  });

  it.each(ENDLESS)('refuses %s with a sentence, or reads every text to its end', (pattern) => {
    const { wordList, problems } = compileRules({ ...defaultRules, words: { banned: [pattern], suspect: [] } });
    if (wordList.isEmpty) expect(problems).toHaveLength(1);
    for (const text of TEXTS) expect(findPatterns(wordList.patterns, text, () => 0).isComplete).toBe(true);
  });

  it('either judges a comment by all of them or holds it', () => {
    const rules = compileRules({ ...defaultRules, words: { banned: ENDLESS, suspect: [] } });
    for (const text of TEXTS) {
      const body = text.slice(0, 10_000);
      expect(['hold', 'reject']).toContain(words.judge(someFacts({ comment: { body, text: body } }), rules).verdict);
    }
  });

  it('takes a hundred thousand lines, with problems by line, and finds the last of them', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) =>
      index % 1000 === 500 ? '/(/' : `word${index}*x${index}`,
    );
    const { wordList, problems } = compileRules({ ...defaultRules, words: { banned: lines, suspect: [] } });
    expect(problems).toHaveLength(100);
    expect(problems[0]).toMatchObject({ list: 'banned', line: 501 });
    const found = findWords(
      wordList,
      `${'A plain remark of some length. '.repeat(300)} word99999 and x99999 word99999x99999`,
    );
    expect(found.matches.map(({ entry }) => entry.line)).toContain(100_000);
  });
});
