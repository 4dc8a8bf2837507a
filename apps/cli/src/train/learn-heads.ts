import { blockScales, type Example, type LearnerOptions, LinearLearner, type Place, places } from '#screening';
import { hashOf } from './near-duplicates.js';
import { isMade, type TrainingText } from './examples.js';

/** Heads in the order of the model file. */
export type LearntHeads = readonly LinearLearner[];

/** How the heads are learnt; found by experiment on held-back folds (docs/decisions/0008). */
type Options = Omit<LearnerOptions, 'seed'>;
const SPAM: Options = { rate: 0.3, l2: 0.1, l1: 0, epochs: 4, contrast: 0.75, least: 1e-4, scales: blockScales.spam };
const PLACE: Options = { ...SPAM, epochs: 3, contrast: 0, least: 0.02 };
const ABUSE: Options = { ...SPAM, rate: 0.15, l2: 10, contrast: 1, scales: blockScales.abuse };
/** Texts of a place that weigh as much as all of it, and the most and least that one text counts. */
const PLACE_TOTAL = 4000;
const PLACE_MOST = 4;
const PLACE_LEAST = 0.2;
/** What a text from elsewhere counts to the head for blogs, which judges where no place is sure. */
const ELSEWHERE = 0.1;

/** How much each set counts to the head for abuse: discussions most, pre-selected tweets and constructed sentences least. */
const ABUSE_WEIGHTS: Readonly<Record<string, number>> = {
  kaggle_insults: 2,
  davidson_20k: 0.1,
  olid: 0.1,
  hateval_en: 0.05,
  hateval_es: 0.4,
  civil_toxic_spans: 0.05,
  hatecheck_en: 0.1,
  multilingual_hatecheck: 0.3,
  ethos: 0.2,
};

/** Learns all heads, in the order of the model file. */
export function learnHeads(texts: readonly TrainingText[], seed: number): LearntHeads {
  const spam = places.map((place) => learn(spamExamples(texts, place), { ...SPAM, seed }));
  const where = places.map((place) => learn(placeExamples(texts, place), { ...PLACE, seed }));
  return [...spam, ...where, learn(abuseExamples(texts), { ...ABUSE, seed })];
}

function learn(examples: readonly Example[], options: LearnerOptions): LinearLearner {
  const learner = new LinearLearner(options);
  learner.learn(examples);
  return learner;
}

function spamExamples(texts: readonly TrainingText[], place: Place): Example[] {
  return texts.flatMap(({ place: from, spam, weight, vector, row }) => {
    if (from === undefined || spam === undefined) return [];
    if (from === place) return [{ vector, label: spam, weight }];
    if (place !== 'blog' || !isSampled(from, row.id)) return [];
    return [{ vector, label: spam, weight: ELSEWHERE / SAMPLED[from] }];
  });
}

/** The share of each other place that the head for blogs learns from. */
const SAMPLED: Readonly<Record<Place, number>> = { blog: 1, video: 1, messages: 0.3, chat: 1, gambling: 0.3 };

function isSampled(place: Place, id: string): boolean {
  return (hashOf(`sample ${id}`) % 1000) / 1000 < SAMPLED[place];
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
  return texts.flatMap(({ abuse, set, vector }) =>
    abuse === undefined ? [] : [{ vector, label: abuse, weight: ABUSE_WEIGHTS[set] ?? 1 }],
  );
}
