import type { Blend, BlendHeads } from './blend.js';
import type { Calibration } from './calibration.js';
import type { Head } from './classifier.js';
import { denseNames } from './dense-features.js';
import { BUCKETS } from './hashing.js';
import { places } from './places.js';

/** Kinds of talk whose abuse differs; each but the last, which is everything else, has a head of its own. */
export const talks = ['editors', 'forum', 'german', 'portuguese', 'korean', 'chinese', 'other'] as const;
/** A kind of talk. */
export type Talk = (typeof talks)[number];

/** What heads of a model answer, in the order of the file: spam by place, the place itself, abuse of all talk and by its kind. */
export const headNames: readonly string[] = [
  ...places.map((place) => `spam:${place}`),
  ...places.map((place) => `place:${place}`),
  'abuse',
  ...talks.slice(0, -1).map((talk) => `abuse:${talk}`),
];
/** Number of heads. */
export const HEADS = headNames.length;
/** Where the heads for abuse begin. */
export const ABUSE = 2 * places.length;
/** Log-odds of a text: of every head, and then of each kind of talk. */
export const LOGITS = HEADS + talks.length;

/** Where the two blends find their heads. The head for blogs learnt spam from all places. */
export const blendHeads: Readonly<Record<Head, BlendHeads>> = {
  spam: { kinds: places.length, own: 0, common: 0 },
  abuse: { kinds: HEADS, own: ABUSE + 1, common: ABUSE },
};
/** How many kinds each blend weighs. */
export const kindsOf: Readonly<Record<Head, number>> = { spam: places.length, abuse: talks.length };

/** Kinds of talk are told by few words: buckets of words that count, as a power of two. */
export const TALK_BITS = 14;
/** Number of those buckets. */
export const TALK_BUCKETS = 2 ** TALK_BITS;
/** What all words of a text count to a kind of talk. */
export const TALK_SCALE = 3;

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
  /** What tells the kinds of talk: one signed byte for each bucket and kind, `TALK_BUCKETS * talks.length`. */
  talk: Int8Array;
  /** The largest of these weights for each kind. */
  talkLargest: Float32Array;
  blend: Readonly<Record<Head, Blend>>;
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
  const { bytes: hashed, largest } = pack(heads, BUCKETS);
  const dense = new Float32Array(HEADS * denseNames.length);
  heads.forEach((weights, head) => dense.set(weights.subarray(BUCKETS), head * denseNames.length));
  return { hashed, largest, dense };
}

/** The same of what tells the kinds of talk: the first `TALK_BUCKETS` of each array. */
export function packTalks(kinds: readonly Float32Array[]): Pick<Model, 'talk' | 'talkLargest'> {
  const { bytes: talk, largest: talkLargest } = pack(kinds, TALK_BUCKETS);
  return { talk, talkLargest };
}

function pack(all: readonly Float32Array[], buckets: number): { bytes: Int8Array; largest: Float32Array } {
  const bytes = new Int8Array(buckets * all.length);
  const largest = new Float32Array(all.length);
  all.forEach((weights, which) => {
    let most = 0;
    for (let at = 0; at < buckets; at++) most = Math.max(most, Math.abs(weights[at] ?? 0));
    largest[which] = most;
    for (let at = 0; at < buckets; at++) bytes[at * all.length + which] = compress(weights[at] ?? 0, most);
  });
  return { bytes, largest };
}
