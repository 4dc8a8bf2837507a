import { describe, expect, it } from 'vitest';
import { Features } from '../features.js';
import { LearntClassifier } from '../learnt-classifier.js';
import { readFeatures } from '../read-features.js';
import { someModel } from '../some-model.fixture.js';
import { logOdds, SiteHeadLearner, toSiteVector } from './learn-site-head.js';
import { decodeSiteWeights, encodeSiteWeights } from './site-weights-file.js';

const calibration = { slope: 2, offset: -0.5 };
const model = { ...someModel(), version: 'some', calibration: { spam: calibration, abuse: calibration } };
const base = new LearntClassifier(model);
const features = new Features();

const example = (text: string, label: 0 | 1) => {
  readFeatures({ text }, features);
  return { vector: toSiteVector(features), label, base: base.score({ text }).spam };
};
const things = ['crossword', 'harbour', 'orchestra', 'museum', 'bakery', 'library', 'garden', 'station'];
const learnt = () => {
  const learner = new SiteHeadLearner('spam', calibration);
  learner.learn([
    ...things.map((thing) => example(`Join the lottery circle of the ${thing}, we meet on Tuesdays`, 1)),
    ...things.flatMap((thing) =>
      ['fourth', 'fifth'].map((which) => example(`The ${which} paragraph gets the ${thing} wrong, I was there`, 0)),
    ),
  ]);
  return learner;
};

describe('what a site learns', () => {
  const text = 'Our lottery circle of the theatre meets on Tuesdays too';
  const other = 'I was at the theatre, and the first paragraph is wrong';

  it('is what the base model does not know, and no more', () => {
    const own = new LearntClassifier(model, decodeSiteWeights(encodeSiteWeights({ spam: learnt().pack() }), 1));
    expect(own.score({ text }).spam).toBeGreaterThan(base.score({ text }).spam + 0.2);
    expect(own.score({ text: other }).spam).toBeLessThan(0.1);
    expect(own.score({ text }).abuse).toBe(base.score({ text }).abuse);
    expect(own.explain({ text }, 'spam').join('; ')).toMatch(/lottery|circle|Tuesdays/);
  });

  it('is the same in the file as it was in learning, but for the rounding', () => {
    const learner = learnt();
    const own = new LearntClassifier(model, decodeSiteWeights(encodeSiteWeights({ spam: learner.pack() }), 1));
    const { vector, base: before } = example(text, 1);
    expect(own.score({ text }).spam).toBeCloseTo(learner.probability({ vector, base: before }), 1);
  });

  it('learns the same from the same', () => {
    expect(encodeSiteWeights({ spam: learnt().pack() })).toEqual(encodeSiteWeights({ spam: learnt().pack() }));
  });

  it.each([0, 1e-9, 0.5, 1])('keeps the log-odds of %d finite', (probability) => {
    expect(Number.isFinite(logOdds(probability))).toBe(true);
  });
});
