import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { newCommenter } from './new-commenter.js';

describe('new-commenter', () => {
  it.each([
    [1, 0, 'hold'],
    [1, 1, 'no-opinion'],
    [3, 2, 'hold'],
    [3, 3, 'no-opinion'],
    [0, 0, 'no-opinion'],
  ])('with the first %i held and %i published: %s', (holdFirst, approvedCount, verdict) => {
    const rules = compileRules({ ...defaultRules, newCommenter: { holdFirst } });
    const result = newCommenter.judge(someFacts({ author: { approvedCount } }), rules);
    expect(result.verdict).toBe(verdict);
    expect(result.reason).toBe(verdict === 'hold' ? 'new_commenter' : undefined);
  });
});
