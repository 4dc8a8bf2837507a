import { seededRandom } from '../../../apps/cli/src/seed/random.js';
import { PLAIN_BUCKETS, type PlainText } from './plain-text.js';

/** A text with what it is. */
export interface PlainExample {
  readonly text: PlainText;
  readonly label: 0 | 1;
}

/** Scores texts; more is worse. */
export type PlainScorer = (text: PlainText) => number;

const SMOOTHING = 0.3;

/** Multinomial naive Bayes on counts, alpha 0.3. */
export function naiveBayes(examples: readonly PlainExample[]): PlainScorer {
  const counts = [new Float64Array(PLAIN_BUCKETS), new Float64Array(PLAIN_BUCKETS)] as const;
  const totals: [number, number] = [0, 0];
  const texts: [number, number] = [0, 0];
  const seen = new Set<number>();
  for (const { text, label } of examples) {
    texts[label]++;
    text.buckets.forEach((bucket, at) => {
      const count = text.counts[at] ?? 0;
      counts[label][bucket] = (counts[label][bucket] ?? 0) + count;
      totals[label] += count;
      seen.add(bucket);
    });
  }
  const [good, bad] = totals.map((total) => Math.log(total + SMOOTHING * seen.size)) as [number, number];
  const prior = Math.log(texts[1] / texts[0]);
  return ({ buckets, counts: own }) => {
    let sum = prior;
    buckets.forEach((bucket, at) => {
      const ratio =
        Math.log((counts[1][bucket] ?? 0) + SMOOTHING) - bad - Math.log((counts[0][bucket] ?? 0) + SMOOTHING) + good;
      if (seen.has(bucket)) sum += (own[at] ?? 0) * ratio;
    });
    return sum;
  };
}

const C = 10;
const EPOCHS = 25;
const RATE = 0.5;

/** Logistic regression on sublinear tf-idf of length one, C = 10, by AdaGrad until it hardly moves. */
export function logisticRegression(examples: readonly PlainExample[]): PlainScorer {
  const frequency = new Float64Array(PLAIN_BUCKETS);
  for (const { text } of examples) for (const bucket of text.buckets) frequency[bucket] = (frequency[bucket] ?? 0) + 1;
  const idf = frequency.map((count) => 1 + Math.log((1 + examples.length) / (1 + count)));
  const valuesOf = ({ buckets, counts }: PlainText): Float32Array => {
    const values = Float32Array.from(buckets, (bucket, at) =>
      (frequency[bucket] ?? 0) === 0 ? 0 : (1 + Math.log(counts[at] ?? 1)) * (idf[bucket] ?? 0),
    );
    const length = Math.hypot(...values) || 1;
    return values.map((value) => value / length);
  };
  const weights = new Float64Array(PLAIN_BUCKETS + 1);
  const squares = new Float64Array(PLAIN_BUCKETS + 1).fill(1e-8);
  const decay = 1 / (C * examples.length);
  const prepared = examples.map(({ text, label }) => ({ buckets: text.buckets, values: valuesOf(text), label }));
  const score = (buckets: Uint32Array, values: Float32Array): number => {
    let sum = weights[PLAIN_BUCKETS] ?? 0;
    for (let at = 0; at < buckets.length; at++) sum += (weights[buckets[at] ?? 0] ?? 0) * (values[at] ?? 0);
    return sum;
  };
  const move = (at: number, slope: number): void => {
    squares[at] = (squares[at] ?? 0) + slope * slope;
    weights[at] = (weights[at] ?? 0) - (RATE * slope) / Math.sqrt(squares[at] ?? 1);
  };
  const random = seededRandom(1);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let left = prepared.length; left > 0; left--) {
      const at = Math.floor(random() * left);
      const one = prepared[at];
      const last = prepared[left - 1];
      if (!one || !last) continue;
      prepared[at] = last;
      prepared[left - 1] = one;
      const error = 1 / (1 + Math.exp(-score(one.buckets, one.values))) - one.label;
      move(PLAIN_BUCKETS, error);
      one.buckets.forEach((bucket, index) =>
        move(bucket, error * (one.values[index] ?? 0) + decay * (weights[bucket] ?? 0)),
      );
    }
  }
  return (text) => score(text.buckets, valuesOf(text));
}
