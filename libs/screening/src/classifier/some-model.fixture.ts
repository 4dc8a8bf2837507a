import { blockScales, toVector } from './feature-vector.js';
import { Features } from './features.js';
import { LinearLearner } from './linear-learner.js';
import type { Example, LearnerOptions } from './linear-learner.js';
import type { Blend } from './blend.js';
import { ABUSE, HEADS, kindsOf, packHeads, packTalks, talks } from './model.js';
import type { Model } from './model.js';
import { readFeatures } from './read-features.js';

const SPAM = [
  'Buy cheap viagra online now http://cheap-pills.example/',
  'Buy cheap watches online http://cheap-watches.example/',
  'Casino bonus, play online now http://casino.example/',
];
const HONEST = [
  'The second paragraph forgets the port.',
  'I lived there for ten years and remember the winters.',
  'Could you name your source for the third figure?',
];
const HURTFUL = ['You are a stupid idiot.', 'Shut up, idiot.', 'What a stupid moron you are.'];

const features = new Features();

/** For tests: texts to learn from. */
export function someExamples(bad: readonly string[], good: readonly string[]): Example[] {
  return [...bad, ...good].map((text, at) => {
    readFeatures({ text }, features);
    return { vector: toVector(features), label: at < bad.length ? 1 : 0, weight: 1 };
  });
}

/** For tests: a learner with usual options. */
export function someLearner(seed = 1, contrast = 0, more: Partial<LearnerOptions> = {}): LinearLearner {
  return new LinearLearner({
    rate: 0.3,
    l1: 0,
    l2: 0.1,
    epochs: 20,
    seed,
    contrast,
    least: 1e-4,
    scales: blockScales.spam,
    ...more,
  });
}

function onlyCommon(kinds: number): Blend {
  const all = (value: number): number[] => Array.from({ length: kinds }, () => value);
  return { own: all(0), common: all(1), offsets: all(0), priors: all(0), sharpness: all(1) };
}

/** For tests: a model that knows a handful of sentences. */
export function someModel(): Omit<Model, 'version'> {
  const spam = someLearner();
  spam.learn(someExamples(SPAM, [...HONEST, ...HURTFUL]));
  const abuse = someLearner();
  abuse.learn(someExamples(HURTFUL, [...HONEST, ...SPAM]));
  const silent = new Float32Array(spam.weights().length);
  const heads = Array.from({ length: HEADS }, (_, head) => {
    if (head === 0) return spam.weights();
    return head === ABUSE ? abuse.weights() : silent;
  });
  const plain = { slope: 1, offset: 0 };
  return {
    ...packHeads(heads),
    ...packTalks(talks.map(() => silent)),
    blend: { spam: onlyCommon(kindsOf.spam), abuse: onlyCommon(kindsOf.abuse) },
    calibration: { spam: plain, abuse: plain },
  };
}
