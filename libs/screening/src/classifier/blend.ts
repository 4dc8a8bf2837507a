import type { Calibration } from './calibration.js';

/** How the heads for spam are weighed: each by how much the text seems to be from its place. */
export type Blend = Readonly<{
  /** Makes the log-odds of the heads comparable, one for each place. */
  heads: readonly Calibration[];
  /** How much more common each place is on a site like this, as a logarithm. */
  priors: readonly number[];
  /** How sharply the places are told apart, 0 to 1. */
  sharpness: number;
}>;

const FURTHEST = 30;

/** How much of a text is from each place: fills `shares`, whose sum is 1, from log-odds that begin at `from`. */
export function placeShares(blend: Blend, logits: Float32Array, from: number, shares: Float32Array): void {
  let sum = 0;
  for (let place = 0; place < shares.length; place++) {
    const logit = Math.max(-FURTHEST, Math.min(FURTHEST, logits[from + place] ?? 0));
    const share = Math.exp(blend.sharpness * logit + (blend.priors[place] ?? 0));
    shares[place] = share;
    sum += share;
  }
  for (let place = 0; place < shares.length; place++) shares[place] = (shares[place] ?? 0) / sum;
}

/** The log-odds of spam: what the heads say, by the shares of their places. */
export function blended({ heads }: Blend, logits: Float32Array, shares: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < shares.length; place++) {
    const head = heads[place];
    if (head) sum += (shares[place] ?? 0) * (head.slope * (logits[place] ?? 0) + head.offset);
  }
  return sum;
}
