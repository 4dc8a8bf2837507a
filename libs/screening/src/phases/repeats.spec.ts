import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { repeats } from './repeats.js';

const rules = compileRules(defaultRules);

describe('repeats', () => {
  it.each([
    [0, 0, 'no-opinion', undefined],
    [1, 10, 'hold', 'repeat'],
    [1, 360, 'hold', 'repeat'],
    [1, 361, 'no-opinion', undefined],
    [4, 10, 'hold', 'repeat'],
    [5, 10, 'spam', 'many_repeats'],
    [5, 361, 'no-opinion', undefined],
  ])('%i time(s) by the author, last %i s ago: %s (%s)', (count, lastSecondsAgo, verdict, reason) => {
    const facts = someFacts({ recent: { sameTextByAuthor: { count, lastSecondsAgo } } });
    const result = repeats.judge(facts, rules);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it.each([
    [0, 0, 'no-opinion', undefined],
    [2, 0, 'no-opinion', undefined],
    [3, 0, 'hold', 'repeat_on_site'],
    [1, 1, 'hold', 'repeat_of_spam'],
    [2, 2, 'spam', 'repeat_of_spam'],
  ])('%i time(s) on the site, %i marked as spam: %s (%s)', (count, markedSpam, verdict, reason) => {
    const result = repeats.judge(someFacts({ site: { count, distinctAuthors: count, markedSpam } }), rules);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it.each([
    ['x y'.repeat(6).slice(0, 19), 'no-opinion'],
    ['abcdefghijklmnopqrst', 'spam'],
  ])('counts texts across the site from 20 characters on: %j', (text, verdict) => {
    const facts = someFacts({ comment: { text }, site: { count: 9, distinctAuthors: 9, markedSpam: 9 } });
    expect(repeats.judge(facts, rules).verdict).toBe(verdict);
  });

  it('takes the graver of both findings', () => {
    const facts = someFacts({
      recent: { sameTextByAuthor: { count: 1, lastSecondsAgo: 1 } },
      site: { count: 9, distinctAuthors: 1, markedSpam: 9 },
    });
    expect(repeats.judge(facts, rules)).toMatchObject({ verdict: 'spam', reason: 'repeat_of_spam' });
  });

  it('is switched off by a window of zero', () => {
    const off = compileRules({ ...defaultRules, repeats: { ...defaultRules.repeats, windowSeconds: 0 } });
    const facts = someFacts({ recent: { sameTextByAuthor: { count: 9, lastSecondsAgo: 0 } } });
    expect(repeats.judge(facts, off).verdict).toBe('no-opinion');
  });

  it('says that it was skipped without facts', () => {
    expect(repeats.judge(someFacts(), rules)).toMatchObject({ verdict: 'no-opinion', detail: { skipped: 'recent' } });
  });
});
