import { describe, expect, it } from 'vitest';
import type { Classifier, ClassifierInput } from '../classifier/classifier.js';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { classifier } from './classifier.js';

const thresholds = { spamFrom: 0.9, holdFrom: 0.6, abuseHoldFrom: 0.8, place: 'any', learns: true } as const;

function learnt(spam: number, abuse: number, seen: ClassifierInput[] = []): Classifier {
  const score = (input: ClassifierInput) => {
    seen.push(input);
    return { spam, abuse };
  };
  return { version: 'test', score, explain: (_, head) => [`a reason for ${head}`] };
}

describe('classifier', () => {
  it.each([
    [0.1, 0.1, 'no-opinion', undefined],
    [0.59, 0.79, 'no-opinion', undefined],
    [0.6, 0, 'hold', 'may_be_spam'],
    [0.9, 0, 'spam', 'looks_like_spam'],
    [0, 0.8, 'hold', 'may_be_abuse'],
    [0, 1, 'hold', 'may_be_abuse'],
    [0.7, 1, 'hold', 'may_be_spam'],
    [1, 1, 'spam', 'looks_like_spam'],
  ])('spam %d, abuse %d: %s (%s)', (spam, abuse, verdict, reason) => {
    const rules = compileRules({ ...defaultRules, classifier: thresholds }, learnt(spam, abuse));
    const result = classifier.judge(someFacts(), rules);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
    expect(result.detail).toEqual({ spam, abuse, model: 'test' });
  });

  it('says which finding was loudest for what it objects to', () => {
    const rules = compileRules({ ...defaultRules, classifier: thresholds }, learnt(0.2, 0.85));
    expect(classifier.judge(someFacts(), rules)).toMatchObject({
      score: 0.85,
      explanation: '85 % abuse: a reason for abuse.',
    });
  });

  it('is switched off by zeros', () => {
    const off = { ...thresholds, spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 };
    const rules = compileRules({ ...defaultRules, classifier: off }, learnt(1, 1));
    expect(classifier.judge(someFacts(), rules).verdict).toBe('no-opinion');
  });

  it('has no opinion where nothing was learnt', () => {
    expect(classifier.judge(someFacts(), compileRules(defaultRules))).toEqual({ verdict: 'no-opinion' });
  });

  it('is given the source, the writer and the links', () => {
    const seen: ClassifierInput[] = [];
    const links = [{ href: 'https://a.example/', host: 'a.example', text: 'b.example' }];
    const facts = someFacts({
      comment: { body: '**x**', text: 'x', links },
      author: { name: 'Eva', website: 'https://eva.example/' },
    });
    classifier.judge(facts, compileRules(defaultRules, learnt(0, 0, seen)));
    expect(seen).toEqual([{ text: '**x**', name: 'Eva', website: 'https://eva.example/', links }]);
  });

  it('is told what kind of place the site is, where the site says so', () => {
    const seen: ClassifierInput[] = [];
    const rules = { ...defaultRules, classifier: { ...thresholds, place: 'video' as const } };
    classifier.judge(someFacts(), compileRules(rules, learnt(0, 0, seen)));
    expect(seen).toEqual([expect.objectContaining({ place: 'video' })]);
  });
});
