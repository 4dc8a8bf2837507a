import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { recentRejections } from './recent-rejections.js';

const usual = defaultRules.recentRejections;

describe('recent-rejections', () => {
  it.each([
    [usual, 0, 0, 'no-opinion'],
    [usual, 1, 1, 'no-opinion'],
    [usual, 2, 2, 'hold'],
    [usual, 2, 6, 'hold'],
    [usual, 2, 7, 'no-opinion'],
    [usual, 3, 10, 'hold'],
    [{ ...usual, atLeast: 1 }, 1, 1, 'hold'],
    [{ ...usual, holdPercent: 100 }, 5, 6, 'no-opinion'],
    [{ ...usual, holdPercent: 0 }, 9, 9, 'no-opinion'],
  ])('under %j, %i rejected of %i: %s', (rules, rejected, decided, verdict) => {
    const facts = someFacts({ author: { record: { rejected, decided } } });
    const result = recentRejections.judge(facts, compileRules({ ...defaultRules, recentRejections: rules }));
    expect(result.verdict).toBe(verdict);
    if (verdict === 'hold')
      expect(result).toMatchObject({ reason: 'recent_rejections', detail: { rejected, decided } });
  });

  it('has no opinion without a record', () => {
    expect(recentRejections.judge(someFacts(), compileRules(defaultRules))).toMatchObject({
      verdict: 'no-opinion',
      detail: { skipped: 'author.record' },
    });
  });
});
