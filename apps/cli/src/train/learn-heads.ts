import {
  blockScales,
  type Example,
  type FeatureVector,
  type LearnerOptions,
  LinearLearner,
  type Place,
  places,
  type Talk,
  TALK_BUCKETS,
  TALK_SCALE,
  talks,
} from '#screening';
import { isMade, type TrainingText } from './examples.js';

/** Everything that is learnt from single texts, in the order of the model file. */
export interface LearntHeads {
  readonly heads: readonly LinearLearner[];
  /** What tells the kinds of talk, from the words of a text alone. */
  readonly talks: readonly LinearLearner[];
}

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
/** The heads for one kind of talk: what abuse is there, and how much a feature is enlarged where scripts make many. */
const TALK_ABUSE: Options = { ...ABUSE, l2: 3, epochs: 5 };
const TALK_CONTRAST: Readonly<Partial<Record<Talk, number>>> = { korean: 0.75, chinese: 0.75 };
const TALK: Options = {
  ...SPAM,
  epochs: 2,
  contrast: 0,
  least: 0.02,
  scales: [TALK_SCALE, 0, 0, 0],
  disguises: 'nothing',
};

/** Sets by their kind of talk; all others are of no kind of their own. */
const TALK_OF: Readonly<Record<string, Talk>> = {
  jigsaw_3000: 'editors',
  wiki_toxic_5000: 'editors',
  wiki_context_cat: 'editors',
  kaggle_insults: 'forum',
  surge_toxicity: 'forum',
  germeval2018_de: 'german',
  germeval2021_de: 'german',
  hatebr_pt: 'portuguese',
  korean_hate_ko: 'korean',
  coldataset_zh: 'chinese',
  japanese_toxic_ja: 'chinese',
};

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
  const rude = texts.filter(({ abuse }) => abuse !== undefined);
  const common = learn(abuseExamples(rude), { ...ABUSE, seed });
  const own = talks.slice(0, -1).map((talk) =>
    learn(abuseExamples(rude.filter(({ set }) => talkOf(set) === talk)), {
      ...TALK_ABUSE,
      contrast: TALK_CONTRAST[talk] ?? 1,
      seed,
    }),
  );
  return {
    heads: [...learnSpamHeads(texts, seed), common, ...own],
    talks: talks.map((talk) => learn(talkExamples(rude, talk), { ...TALK, seed })),
  };
}

/** A text as the kinds of talk are told from it: its words alone, in few buckets. */
export function talkVector({ buckets, ends }: FeatureVector): FeatureVector {
  const end = ends[0] ?? 0;
  return {
    buckets: buckets.subarray(0, end).map((bucket) => bucket % TALK_BUCKETS),
    ends: Uint32Array.from([end]),
    dense: new Float32Array(0),
  };
}

/** Learns the heads for spam and for places, the first ones of the model file. */
export function learnSpamHeads(texts: readonly TrainingText[], seed: number): readonly LinearLearner[] {
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
  return evenly(real.map(({ place: from, vector }) => ({ from, vector, label: from === place ? 1 : 0 })));
}

function talkExamples(texts: readonly TrainingText[], talk: Talk): Example[] {
  return evenly(
    texts.map(({ set, vector }) => {
      const from = talkOf(set);
      return { from, vector: talkVector(vector), label: from === talk ? 1 : 0 };
    }),
  );
}

/** Weighs examples so that each kind counts about as much as the others. */
function evenly(
  examples: readonly (Pick<Example, 'vector' | 'label'> & { readonly from: Place | Talk | undefined })[],
): Example[] {
  const counts = new Map<Place | Talk | undefined, number>();
  for (const { from } of examples) counts.set(from, (counts.get(from) ?? 0) + 1);
  return examples.map(({ from, vector, label }) => ({
    vector,
    label,
    weight: Math.min(PLACE_MOST, Math.max(PLACE_LEAST, PLACE_TOTAL / (counts.get(from) ?? 1))),
  }));
}

function talkOf(set: string): Talk {
  return TALK_OF[set] ?? 'other';
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
