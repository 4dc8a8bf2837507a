import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { raid } from './raid.js';

const judge = (newPeople: { inHour: number; usualInHour: number } | undefined, approvedCount = 0, holdFrom = 20) =>
  raid.judge(
    someFacts({ author: { approvedCount }, site: {}, ...(newPeople && { newPeople }) }),
    compileRules({ ...defaultRules, raid: { holdFrom, timesUsual: 5 } }),
  );

describe('raid', () => {
  it.each([
    [19, 0, 0, 'no-opinion'],
    [20, 0, 0, 'hold'],
    [20, 4, 0, 'hold'],
    [20, 4.1, 0, 'no-opinion'],
    [500, 100, 0, 'hold'],
    [500, 0, 1, 'no-opinion'],
  ])('%i new people where %d are usual, writer with %i published: %s', (inHour, usualInHour, approved, verdict) => {
    expect(judge({ inHour, usualInHour }, approved).verdict).toBe(verdict);
  });

  it('is switched off by zero, and has no opinion without the figures', () => {
    expect(judge({ inHour: 999, usualInHour: 0 }, 0, 0)).toEqual({ verdict: 'no-opinion' });
    expect(judge(undefined).detail).toEqual({ skipped: 'site.newPeople' });
  });
});
