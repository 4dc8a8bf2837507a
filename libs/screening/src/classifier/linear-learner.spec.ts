import { describe, expect, it } from 'vitest';
import type { LearnerOptions } from './linear-learner.js';
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

  describe('disguises', () => {
    const shouted = good.map((text) => text.toUpperCase());
    const changeBy = (disguises: LearnerOptions['disguises']): number => {
      const learner = someLearner(1, 0, { disguises });
      learner.learn(someExamples(bad, [...shouted, ...good]));
      const [plain, shouting] = someExamples(['buy cheap pills here', 'BUY CHEAP PILLS HERE'], []);
      if (!plain || !shouting) throw new Error('There are two examples.');
      return learner.logit(shouting.vector) - learner.logit(plain.vector);
    };

    it('speak for honesty where honest people shout and they may', () => {
      expect(changeBy('free')).toBeLessThan(-0.1);
    });

    it.each(['raise', 'nothing'] as const)('never do when they may %s', (disguises) => {
      expect(changeBy(disguises)).toBeGreaterThanOrEqual(0);
    });
  });

  it('does not take a word for telling that stands where bad texts are usual', () => {
    const weightOf = (from: number | undefined): number => {
      const learner = someLearner(1, 1, { epochs: 1 });
      const there = someExamples(
        bad.map((text) => `${text} sirs`),
        ['the harbour, sirs'],
      );
      learner.learn([...there.map((one) => ({ ...one, from })), ...someExamples([], good)]);
      const [word] = someExamples(['sirs'], []);
      return word ? learner.logit(word.vector) : NaN;
    };
    expect(weightOf(Math.log(3))).toBeLessThan(weightOf(undefined));
  });
});
