import { describe, expect, it } from 'vitest';
import { someExamples, someLearner } from './some-model.fixture.js';

const bad = ['buy cheap pills', 'cheap pills here', 'pills for sale'];
const good = ['the harbour froze', 'we walked to the harbour', 'a cold winter'];

describe('LinearLearner', () => {
  it('learns what tells the labels apart', () => {
    const learner = someLearner();
    learner.learn(someExamples(bad, good));
    const [spam, ham] = someExamples(['cheap pills'], ['the cold harbour']);
    expect(spam && learner.logit(spam.vector)).toBeGreaterThan(0.5);
    expect(ham && learner.logit(ham.vector)).toBeLessThan(-0.5);
  });

  it.each([0, 0.5, 1])('gives the same weights for the same seed, and others for another (contrast %d)', (contrast) => {
    const weights = (seed: number) => {
      const learner = someLearner(seed, contrast);
      learner.learn(someExamples(bad, good));
      return Buffer.from(learner.weights().buffer).toString('base64');
    };
    expect(weights(7) === weights(7)).toBe(true);
    expect(weights(7) === weights(8)).toBe(false);
  });

  it('says with its weights alone what it says itself', () => {
    const learner = someLearner(1, 1);
    const examples = someExamples(bad, good);
    learner.learn(examples);
    const weights = learner.weights();
    const [first] = examples;
    expect(weights.some((weight) => weight !== 0)).toBe(true);
    expect(first && learner.logit(first.vector)).toBeGreaterThan(0);
  });
});
