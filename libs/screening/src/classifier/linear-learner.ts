import { isDisguise } from './dense-features.js';
import { BUCKETS } from './hashing.js';
import { shareOf, WEIGHTS } from './feature-vector.js';
import type { BlockScales, FeatureVector } from './feature-vector.js';

/**
 * One text to learn from: its features, what it is (1 or 0), and how much it counts. `from` are the log-odds that something else
 * gives it already: then only the difference is learnt.
 */
export type Example = Readonly<{ vector: FeatureVector; label: 0 | 1; weight: number; from?: number | undefined }>;

/** How a head is learnt. */
export type LearnerOptions = Readonly<{
  /** Learning rate of each feature. */
  rate: number;
  /** Pull of every weight towards zero. */
  l2: number;
  /** Weights that earn less than this stay zero. */
  l1: number;
  epochs: number;
  seed: number;
  /**
   * How much a feature is enlarged by how differently it stands in the two labels (the log-count ratio of Wang and Manning, ACL
   * 2012), as a power of the ratio: 0 not at all. The ratio is to what `from` leads to expect, so that a word of a set with much spam
   * is not taken for a telling word.
   */
  contrast: number;
  /** Errors smaller than this teach nothing. */
  least: number;
  scales: BlockScales;
  /** What disguises may do: anything, only raise the answer, or nothing (see `isDisguise`). */
  disguises?: 'free' | 'raise' | 'nothing' | undefined;
}>;

const STATE = 4;
const WEIGHT = 0;
const SQUARES = 1;
const SUM = 2;
const SCALE = 3;
/** No feature is enlarged more: a word that was seen once or twice proves nothing. */
const MOST_SCALE = 3;

/**
 * Logistic regression learnt online by FTRL-proximal (McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013):
 * each feature has a rate of its own, which rare features need. The same examples, options and seed give the same weights.
 */
export class LinearLearner {
  /** Weight, squared gradients, gradients and scale of a feature lie together: one line of memory. */
  private readonly state = new Float32Array(WEIGHTS * STATE);

  constructor(private readonly options: LearnerOptions) {}

  /** Learns from all examples, `epochs` times over, each time in another order. */
  learn(examples: readonly Example[]): void {
    this.scale(examples);
    const order = Uint32Array.from(examples.keys());
    let seed = this.options.seed >>> 0;
    for (let epoch = 0; epoch < this.options.epochs; epoch++) {
      for (let at = order.length - 1; at > 0; at--) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        const other = Math.floor((seed / 2 ** 32) * (at + 1));
        const kept = order[at] ?? 0;
        order[at] = order[other] ?? 0;
        order[other] = kept;
      }
      for (const at of order) {
        const example = examples[at];
        if (example) this.learnOne(example);
      }
    }
  }

  /** The log-odds that the head gives a text. */
  logit({ buckets, ends, dense }: FeatureVector): number {
    const { state } = this;
    let sum = 0;
    let from = 0;
    for (let block = 0; block < ends.length; block++) {
      const end = ends[block] ?? 0;
      let part = 0;
      for (let at = from; at < end; at++) {
        const feature = (buckets[at] as number) * STATE;
        part += (state[feature] as number) * (state[feature + SCALE] as number);
      }
      sum += part * shareOf(this.options.scales, block, end - from);
      from = end;
    }
    for (let at = 0; at < dense.length; at++) sum += (state[(BUCKETS + at) * STATE] as number) * (dense[at] as number);
    return sum;
  }

  /** What was learnt. */
  weights(): Float32Array {
    const weights = new Float32Array(WEIGHTS);
    for (let at = 0; at < WEIGHTS; at++) {
      const scale = at < BUCKETS ? (this.state[at * STATE + SCALE] ?? 1) : 1;
      weights[at] = (this.state[at * STATE + WEIGHT] ?? 0) * scale;
    }
    return weights;
  }

  /** Gives every feature its scale, from how often it stands in texts of each label. */
  private scale(examples: readonly Example[]): void {
    const { state } = this;
    const { contrast } = this.options;
    if (contrast === 0) {
      for (let at = 0; at < WEIGHTS; at++) state[at * STATE + SCALE] = 1;
      return;
    }
    const base = baseRate(examples);
    const [good, bad, goodExpected, badExpected] = [1, 2, 3, 4].map(() => new Float32Array(BUCKETS).fill(1)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (const { vector, label, weight, from } of examples) {
      const expected = from === undefined ? base : 1 / (1 + Math.exp(-from));
      const count = label === 1 ? bad : good;
      for (const bucket of vector.buckets) {
        count[bucket] = (count[bucket] as number) + weight;
        badExpected[bucket] = (badExpected[bucket] as number) + weight * expected;
        goodExpected[bucket] = (goodExpected[bucket] as number) + weight * (1 - expected);
      }
    }
    for (let at = 0; at < BUCKETS; at++) {
      const found = (bad[at] as number) / (good[at] as number);
      const ratio = Math.abs(Math.log((found * (goodExpected[at] as number)) / (badExpected[at] as number)));
      state[at * STATE + SCALE] = Math.min(MOST_SCALE, ratio ** contrast);
    }
  }

  private learnOne({ vector, label, weight, from: given = 0 }: Example): void {
    const gradient = (1 / (1 + Math.exp(-(given + this.logit(vector)))) - label) * weight;
    if (Math.abs(gradient) < this.options.least) return;
    const { buckets, ends, dense } = vector;
    let from = 0;
    for (let block = 0; block < ends.length; block++) {
      const end = ends[block] ?? 0;
      const part = gradient * shareOf(this.options.scales, block, end - from);
      for (let at = from; at < end; at++) {
        const feature = (buckets[at] as number) * STATE;
        this.step(feature, part * (this.state[feature + SCALE] as number));
      }
      from = end;
    }
    for (let at = 0; at < dense.length; at++) {
      const value = dense[at] as number;
      if (value === 0) continue;
      const feature = (BUCKETS + at) * STATE;
      this.step(feature, gradient * value);
      if (isDisguise[at] === true) this.state[feature] = this.allowed(this.state[feature] as number);
    }
  }

  private allowed(weight: number): number {
    const { disguises } = this.options;
    if (disguises === 'nothing') return 0;
    return disguises === 'raise' ? Math.max(0, weight) : weight;
  }

  private step(at: number, gradient: number): void {
    const { state } = this;
    const { rate, l1, l2 } = this.options;
    const before = Math.sqrt(state[at + SQUARES] as number);
    const squares = (state[at + SQUARES] as number) + gradient * gradient;
    const root = Math.sqrt(squares);
    const sum = (state[at + SUM] as number) + gradient - ((root - before) / rate) * (state[at + WEIGHT] as number);
    state[at + SQUARES] = squares;
    state[at + SUM] = sum;
    state[at + WEIGHT] = Math.abs(sum) <= l1 ? 0 : -(sum - Math.sign(sum) * l1) / ((1 + root) / rate + l2);
  }
}

/** The share of bad texts, by weight. */
function baseRate(examples: readonly Example[]): number {
  const sums: [number, number] = [1, 1];
  for (const { label, weight } of examples) sums[label] += weight;
  return sums[1] / (sums[0] + sums[1]);
}
