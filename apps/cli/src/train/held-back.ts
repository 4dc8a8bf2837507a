import {
  type Blend,
  blended,
  calibrate,
  type Calibration,
  type Head,
  places,
  PLACES_FROM,
  placeShares,
} from '#screening';
import { FOLDS, isMade, type TrainingText } from './examples.js';
import { learnHeads, type LearntHeads } from './learn-heads.js';

/** What heads said of a text that they had not learnt from. */
export interface HeldBack {
  readonly text: TrainingText;
  /** Log-odds of every head. */
  readonly logits: Float32Array;
}

/** What makes one answer of what the heads say. */
export interface Weighing {
  readonly blend: Blend;
  readonly calibration: Readonly<Record<Head, Calibration>>;
}

/**
 * A site is a blog before it is anything else, and places are told apart softly: found by experiment on held-back folds
 * (docs/decisions/0009).
 */
const BLOG_PRIOR = Math.log(15);
const SHARPNESS = 0.5;
/** How much spam of the blog counts when its head is calibrated: there are a hundred times fewer than honest comments. */
const BLOG_SPAM = 5;
const LEAST = 1e-6;

/** Learns the heads once for each fold without it, and asks them about it. */
export function holdBack(texts: readonly TrainingText[], seed: number, tell: (line: string) => void): HeldBack[] {
  const held: HeldBack[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const heads = learnHeads(
      texts.filter((text) => text.fold !== fold),
      seed,
    );
    for (const text of texts) if (text.fold === fold) held.push({ text, logits: logitsOf(heads, text) });
    tell(`part ${fold + 1} of ${FOLDS} held back`);
  }
  return held;
}

/** What every head says of a text. */
export function logitsOf(heads: LearntHeads, text: TrainingText): Float32Array {
  return Float32Array.from(heads, (head) => head.logit(text.vector));
}

/** Makes the heads comparable and their answer a probability, by texts that were held back. */
export function weigh(held: readonly HeldBack[]): Weighing {
  const real = held.filter(({ text }) => !isMade(text.set));
  const heads = places.map((place, at) =>
    calibrate(
      real
        .filter(({ text }) => text.place === place)
        .map(({ text, logits }) => ({
          logit: logits[at] ?? 0,
          label: text.spam ?? 0,
          weight: text.spam === 1 && place === 'blog' ? BLOG_SPAM : text.weight === 0 ? LEAST : 1,
        })),
    ),
  );
  const blend = { heads, priors: places.map((place) => (place === 'blog' ? BLOG_PRIOR : 0)), sharpness: SHARPNESS };
  const judged = real.filter(({ text }) => text.spam !== undefined);
  return {
    blend,
    calibration: {
      spam: calibrate(
        judged.map(({ text, logits }) => ({
          logit: spamLogit(blend, logits),
          label: text.spam ?? 0,
          weight: text.place === 'blog' && text.spam === 1 ? BLOG_SPAM : 1,
        })),
      ),
      abuse: calibrate(
        real.flatMap(({ text, logits }) =>
          text.abuse === undefined ? [] : [{ logit: logits.at(-1) ?? 0, label: text.abuse, weight: 1 }],
        ),
      ),
    },
  };
}

/** The log-odds of spam, before calibration. */
export function spamLogit(blend: Blend, logits: Float32Array): number {
  const shares = new Float32Array(places.length);
  placeShares(blend, logits, PLACES_FROM, shares);
  return blended(blend, logits, shares);
}
