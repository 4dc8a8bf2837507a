import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import type { SimilarFact } from '../facts.js';
import { defaultRules, type Rules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { similar } from './similar.js';

const candidate = (percent: number, authorId: string, isMarkedSpam = false): SimilarFact => ({
  ...{ percent, authorId, isMarkedSpam },
});
const many = (count: number, marked = 0) =>
  Array.from({ length: count }, (_, index) => candidate(83, `p${index}`, index < marked));
const judge = (candidates: readonly SimilarFact[] | undefined, changes: Partial<Rules['similar']> = {}) =>
  similar.judge(
    someFacts({ site: {}, ...(candidates && { similar: candidates }) }),
    compileRules({ ...defaultRules, similar: { ...defaultRules.similar, ...changes } }),
  );

describe('similar', () => {
  it.each<[string, SimilarFact[], Partial<Rules['similar']>, string, string | undefined]>([
    ['none', [], {}, 'no-opinion', undefined],
    ['two near ones', many(2), {}, 'no-opinion', undefined],
    ['three near ones', many(3), {}, 'hold', 'similar_on_site'],
    ['three far ones', [1, 2, 3].map((n) => candidate(42, `p${n}`, true)), {}, 'no-opinion', undefined],
    ['one that was marked as spam', many(1, 1), {}, 'hold', 'similar_to_spam'],
    ['three that were marked as spam', many(3, 3), {}, 'spam', 'similar_to_spam'],
    ['three near ones, where only equal ones count', many(3), { percent: 100 }, 'no-opinion', undefined],
    ['many, without a limit', many(9), { holdFrom: 0 }, 'no-opinion', undefined],
    ['many marked ones, without that limit', many(9, 9), { spamFrom: 0 }, 'hold', 'similar_on_site'],
    ['many, switched off', many(9, 9), { holdFrom: 0, spamFrom: 0 }, 'no-opinion', undefined],
  ])('%s', (_, candidates, changes, verdict, reason) => {
    const result = judge(candidates, changes);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it('counts the people, and says what it has no facts about', () => {
    const twice = [candidate(83, 'a'), candidate(92, 'a'), candidate(100, 'b', true)];
    expect(judge(twice)).toMatchObject({ detail: { count: 3, authors: 2, markedSpam: 1 }, score: 1 });
    expect(judge(undefined).detail).toEqual({ skipped: 'site.similar' });
  });
});
