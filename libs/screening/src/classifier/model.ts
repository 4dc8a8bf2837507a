import type { Blend } from './blend.js';
import type { Calibration } from './calibration.js';
import type { Head } from './classifier.js';
import { denseNames } from './dense-features.js';
import { BUCKETS } from './hashing.js';

/** Kinds of places whose spam differs; each has a head of its own for spam and one that tells how much a text is from there. */
export const places = ['blog', 'video', 'messages', 'chat', 'gambling'] as const;
/** A kind of place. */
export type Place = (typeof places)[number];

/** What heads of a model answer, in the order of the file: spam by place, the place itself, and abuse. */
export const headNames: readonly string[] = [
  ...places.map((place) => `spam:${place}`),
  ...places.map((place) => `place:${place}`),
  'abuse',
];
/** Number of heads. */
export const HEADS = headNames.length;
/** Where the abuse head stands. */
export const ABUSE = HEADS - 1;
/** Where the heads for places begin. */
export const PLACES_FROM = places.length;

/** Everything that was learnt. The weights of a bucket lie together, because a feature asks all heads at once. */
export type Model = Readonly<{
  /** Names the content: the first figures of its checksum. */
  version: string;
  /** One signed byte for each bucket and head, `BUCKETS * HEADS`; `expand` reads it. */
  hashed: Int8Array;
  /** The largest weight of each head. */
  largest: Float32Array;
  /** Weights of the counted features, `denseNames.length` for each head. */
  dense: Float32Array;
  blend: Blend;
  calibration: Readonly<Record<Head, Calibration>>;
}>;

const MOST = 127;

/** A weight as one byte: its root, so that small weights, which are the most, keep their differences. */
export function compress(weight: number, largest: number): number {
  if (largest === 0) return 0;
  const root = Math.round(Math.sqrt(Math.min(1, Math.abs(weight) / largest)) * MOST);
  return weight < 0 ? -root : root;
}

/** The part of the largest weight that each byte stands for, from -127 on. */
export const expanded: Float32Array = Float32Array.from({ length: 2 * MOST + 1 }, (_, at) => {
  const part = (at - MOST) / MOST;
  return part * Math.abs(part);
});

/** The place of zero in `expanded`. */
export const ZERO = MOST;

/** Puts learnt weights together, one array of `WEIGHTS` for each head. */
export function packHeads(heads: readonly Float32Array[]): Pick<Model, 'hashed' | 'largest' | 'dense'> {
  const hashed = new Int8Array(BUCKETS * HEADS);
  const dense = new Float32Array(HEADS * denseNames.length);
  const largest = new Float32Array(HEADS);
  heads.forEach((weights, head) => {
    let most = 0;
    for (let at = 0; at < BUCKETS; at++) most = Math.max(most, Math.abs(weights[at] ?? 0));
    largest[head] = most;
    for (let at = 0; at < BUCKETS; at++) hashed[at * HEADS + head] = compress(weights[at] ?? 0, most);
    dense.set(weights.subarray(BUCKETS), head * denseNames.length);
  });
  return { hashed, largest, dense };
}
