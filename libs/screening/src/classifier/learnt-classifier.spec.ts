import { describe, expect, it } from 'vitest';
import { LearntClassifier } from './learnt-classifier.js';
import { WEIGHTS } from './feature-vector.js';
import { BUCKETS } from './hashing.js';
import { someExamples, someLearner, someModel } from './some-model.fixture.js';
import type { SiteHead } from './site/site-weights.js';
import { compress } from './model.js';

const model = { ...someModel(), version: 'some' };
const classifier = new LearntClassifier(model);
const spam = { text: 'You can buy cheap pills online http://cheap-pills.example/' };

describe('LearntClassifier', () => {
  it.each([
    [spam.text, true, false],
    ['You stupid idiot', false, true],
    ['The port is in the second paragraph, as I remember.', false, false],
  ])('judges %j: spam %s, abuse %s', (text, isSpam, isAbuse) => {
    const scores = classifier.score({ text });
    expect([scores.spam > 0.5, scores.abuse > 0.5]).toEqual([isSpam, isAbuse]);
  });

  it('gives the same answer again, whatever it read between', () => {
    const first = classifier.score(spam);
    classifier.score({ text: 'Something else', name: 'Anna' });
    expect(classifier.score(spam)).toEqual(first);
  });

  it('quotes the words and names the findings that spoke loudest, five at most', () => {
    const told = classifier.explain(spam, 'spam');
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.join('; ')).toMatch(/"[^"]*cheap[^"]*"/);
    expect(told.join('; ')).toMatch(/link|address/);
    expect(classifier.explain({ text: 'You stupid idiot' }, 'abuse').join('; ')).toMatch(/idiot/);
  });

  it('says nothing loud of a text without features', () => {
    expect(classifier.explain({ text: '' }, 'abuse')).toEqual([]);
  });

  it('adds what a site learnt, and names both in its version', () => {
    const learner = someLearner();
    learner.learn(someExamples(['the port again', 'about the port'], ['another matter', 'of something else']));
    const weights = learner.weights();
    let largest = 0;
    for (let at = 0; at < BUCKETS; at++) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
    const head: SiteHead = {
      hashed: Int8Array.from({ length: BUCKETS }, (_, at) => compress(weights[at] ?? 0, largest)),
      largest,
      dense: weights.slice(BUCKETS, WEIGHTS),
    };
    const own = new LearntClassifier(model, { version: '3', spam: head });
    const text = 'Once more about the port';
    expect(own.version).toBe('some+3');
    expect(own.score({ text }).spam).toBeGreaterThan(classifier.score({ text }).spam + 0.1);
    expect(own.explain({ text }, 'spam').join('; ')).toMatch(/port/);
  });
});
