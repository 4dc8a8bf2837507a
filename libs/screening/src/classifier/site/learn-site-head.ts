import type { Head } from '../classifier.js';
import { denseIndex } from '../dense-features.js';
import { blockScales, toVector } from '../feature-vector.js';
import type { FeatureVector } from '../feature-vector.js';
import type { Features } from '../features.js';
import { BUCKETS } from '../hashing.js';
import { LinearLearner } from '../linear-learner.js';
import type { LearnerOptions } from '../linear-learner.js';
import { compress } from '../model.js';
import type { Calibration } from '../calibration.js';
import type { SiteHead } from './site-weights.js';

/** A text that people of a site have decided on: its features, what it is, and what the base model gives it, 0 to 1. */
export type SiteExample = Readonly<{ vector: FeatureVector; label: 0 | 1; base: number }>;

/**
 * A site has few examples: weights are pulled to zero, which is what the base model says, and what little would be learnt of a feature is
 * not learnt at all (docs/decisions/0010).
 */
const LEARNER: Omit<LearnerOptions, 'scales'> = {
  rate: 0.1,
  l2: 2,
  l1: 0.02,
  epochs: 4,
  seed: 1,
  contrast: 0,
  least: 1e-3,
  disguises: 'raise',
};
/** Probabilities nearer to 0 and 1 say no more. */
const NEAREST = 1e-4;

/** The features of a text as a site learns from them: moderators see a choice of comments, so the base rate is no matter of theirs. */
export function toSiteVector(features: Features): FeatureVector {
  const vector = toVector(features);
  vector.dense[denseIndex.bias] = 0;
  return vector;
}

/** Log-odds of a probability, kept finite. */
export function logOdds(probability: number): number {
  const kept = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
  return Math.log(kept / (1 - kept));
}

/**
 * Learns what a site's decisions add to a head of the base model. Both labels weigh the same in all, however many of each there are. The
 * same examples in the same order give the same weights. Takes about 10 µs for each example and hundred features.
 */
export class SiteHeadLearner {
  private readonly learner: LinearLearner;

  constructor(
    head: Head,
    private readonly calibration: Calibration,
  ) {
    this.learner = new LinearLearner({ ...LEARNER, scales: blockScales[head] });
  }

  /** Learns from all examples. */
  learn(examples: readonly SiteExample[]): void {
    const bad = examples.reduce((sum, { label }) => sum + label, 0);
    const weights = [examples.length / (2 * (examples.length - bad)), examples.length / (2 * bad)] as const;
    this.learner.learn(
      examples.map(({ vector, label, base }) => ({ vector, label, weight: weights[label], from: logOdds(base) })),
    );
  }

  /** The probability of a text with what was learnt. */
  probability({ vector, base }: Omit<SiteExample, 'label'>): number {
    return 1 / (1 + Math.exp(-(logOdds(base) + this.learner.logit(vector))));
  }

  /** What was learnt, in the scale of the base model, which calibrates the sum of both. */
  pack(): SiteHead {
    const { slope } = this.calibration;
    const weights = this.learner.weights().map((weight) => weight / slope);
    let largest = 0;
    for (let at = 0; at < BUCKETS; at++) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
    const hashed = Int8Array.from({ length: BUCKETS }, (_, at) => compress(weights[at] ?? 0, largest));
    return { hashed, largest, dense: weights.slice(BUCKETS) };
  }
}
