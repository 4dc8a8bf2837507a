import { blockScales, type Example, type LearnerOptions, LinearLearner, type Place, places } from '#screening';
import { isMade, type TrainingText } from './examples.js';

/** Heads in the order of the model file. */
export type LearntHeads = readonly LinearLearner[];

/** How the heads are learnt; found by experiment on held-back folds (docs/decisions/0009). */
type Options = Omit<LearnerOptions, 'seed'>;
const SPAM: Options = {
  rate: 0.3,
  l2: 0.1,
  l1: 0,
  epochs: 4,
  contrast: 0.75,
  least: 1e-4,
  scales: blockScales.spam,
  disguises: 'raise',
};
const PLACE: Options = { ...SPAM, epochs: 3, contrast: 0, least: 0.02, disguises: 'nothing' };
const ABUSE: Options = { ...SPAM, rate: 0.1, l2: 10, epochs: 3, contrast: 1, scales: blockScales.abuse };
/** Texts of a place that weigh as much as all of it, and the most and least that one text counts. */
const PLACE_TOTAL = 4000;
const PLACE_MOST = 4;
const PLACE_LEAST = 0.2;

/** What a text of each place counts to the head for blogs, which judges where no place is sure and so learns from all of them. */
const TO_BLOG: Readonly<Record<Place, number>> = { blog: 1, video: 1, messages: 1, chat: 1, gambling: 0.3 };

/**
 * How much each set counts to the head for abuse: discussions most, pre-selected tweets, whose "good" are as rude as their bad, and
 * constructed sentences least.
 */
const ABUSE_WEIGHTS: Readonly<Record<string, number>> = {
  surge_toxicity: 0.6,
  ethos: 0.2,
  japanese_toxic_ja: 1,
  germeval2021_de: 1,
  germeval2018_de: 1,
  hatebr_pt: 1.5,
  korean_hate_ko: 0.6,
  coldataset_zh: 0.6,
  hateval_es: 0.3,
  multilingual_hatecheck: 0.3,
  hatecheck_en: 0.06,
  davidson_20k: 0.06,
  olid: 0.1,
  hateval_en: 0.04,
  civil_toxic_spans: 0.04,
};

/** Learns all heads, in the order of the model file. */
export function learnHeads(texts: readonly TrainingText[], seed: number): LearntHeads {
  return [...learnSpamHeads(texts, seed), learn(abuseExamples(texts), { ...ABUSE, seed })];
}

/** Learns the heads for spam and for places, the first ones of the model file. */
export function learnSpamHeads(texts: readonly TrainingText[], seed: number): LearntHeads {
  const spam = places.map((place) => learn(spamExamples(texts, place), { ...SPAM, seed }));
  const where = places.map((place) => learn(placeExamples(texts, place), { ...PLACE, seed }));
  return [...spam, ...where];
}

function learn(examples: readonly Example[], options: LearnerOptions): LinearLearner {
  const learner = new LinearLearner(options);
  learner.learn(examples);
  return learner;
}

/**
 * Texts to learn spam from. How much spam there is in a place is given and not learnt: a word that is common where spam is common must
 * not become a word of spam for it.
 */
function spamExamples(texts: readonly TrainingText[], place: Place): Example[] {
  return withUsualOdds(
    texts.flatMap(({ place: from, spam, weight, vector }) => {
      if (from === undefined || spam === undefined || (place !== 'blog' && from !== place)) return [];
      return [{ group: from, label: spam, vector, weight: place === 'blog' ? weight * TO_BLOG[from] : weight }];
    }),
  );
}

/** Patterns and made-up websites tell nothing of places. */
function placeExamples(texts: readonly TrainingText[], place: Place): Example[] {
  const real = texts.filter((text) => text.place !== undefined && !isMade(text.set));
  const counts = new Map<Place | undefined, number>();
  for (const { place: from } of real) counts.set(from, (counts.get(from) ?? 0) + 1);
  return real.map(({ place: from, vector }) => ({
    vector,
    label: from === place ? 1 : 0,
    weight: Math.min(PLACE_MOST, Math.max(PLACE_LEAST, PLACE_TOTAL / (counts.get(from) ?? 1))),
  }));
}

function abuseExamples(texts: readonly TrainingText[]): Example[] {
  return withUsualOdds(
    texts.flatMap(({ abuse, set, vector }) =>
      abuse === undefined ? [] : [{ group: set, label: abuse, vector, weight: ABUSE_WEIGHTS[set] ?? 1 }],
    ),
  );
}

/** Tells each example how usual bad texts are in its group. */
function withUsualOdds(examples: readonly (Example & { readonly group: string })[]): Example[] {
  const sums = new Map<string, [number, number]>();
  for (const { group, label, weight } of examples) {
    const sum = sums.get(group) ?? [1, 1];
    sum[label] += weight;
    sums.set(group, sum);
  }
  return examples.map(({ group, vector, label, weight }) => {
    const [good, bad] = sums.get(group) ?? [1, 1];
    return { vector, label, weight, from: Math.log(bad / good) };
  });
}
