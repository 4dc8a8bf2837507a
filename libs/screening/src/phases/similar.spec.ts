import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import type { SimilarFact } from '../facts.js';
import { likenessOf } from '../likeness.js';
import { defaultRules, type Rules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { similar } from './similar.js';

const TEXT =
  'Earn money from home with our proven method, write to Anna on the messenger and start today without any risk.';
const NEAR = TEXT.replace('Anna', 'Olga');
const FAR =
  'The second paragraph forgets the port of Aktau, through which most of what is sold abroad has gone since spring.';

const candidate = (text: string, authorId: string, isMarkedSpam = false): SimilarFact => ({
  likeness: likenessOf(text, 'elsewhere')?.bytes ?? new Uint8Array(),
  authorId,
  isMarkedSpam,
});
const many = (count: number, marked = 0) =>
  Array.from({ length: count }, (_, index) => candidate(NEAR, `p${index}`, index < marked));
const judge = (candidates: readonly SimilarFact[] | undefined, changes: Partial<Rules['similar']> = {}) =>
  similar.judge(
    someFacts({ comment: { body: TEXT, text: TEXT }, site: {}, ...(candidates && { similar: candidates }) }),
    compileRules({ ...defaultRules, similar: { ...defaultRules.similar, ...changes } }),
  );

describe('similar', () => {
  it.each<[string, SimilarFact[], Partial<Rules['similar']>, string, string | undefined]>([
    ['none', [], {}, 'no-opinion', undefined],
    ['two near ones', many(2), {}, 'no-opinion', undefined],
    ['three near ones', many(3), {}, 'hold', 'similar_on_site'],
    ['three far ones', [1, 2, 3].map((n) => candidate(FAR, `p${n}`, true)), {}, 'no-opinion', undefined],
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
    const twice = [candidate(NEAR, 'a'), candidate(NEAR, 'a'), candidate(TEXT, 'b', true)];
    expect(judge(twice)).toMatchObject({ detail: { count: 3, authors: 2, markedSpam: 1 }, score: 1 });
    expect(judge(undefined).detail).toEqual({ skipped: 'site.similar' });
  });
});
