import {
  type Blend,
  blended,
  blendHeads,
  calibrate,
  type Calibration,
  type Head,
  kindShares,
  kindsOf,
  places,
  talks,
} from '#screening';
import { FOLDS, isMade, type TrainingText } from './examples.js';
import { type BlendStart, fitBlend, type SetWeight } from './fit-blend.js';
import { learnHeads, type LearntHeads, talkVector } from './learn-heads.js';

/** What heads said of a text that they had not learnt from. */
export interface HeldBack {
  readonly text: TrainingText;
  /** Log-odds of every head. */
  readonly logits: Float32Array;
}

/** What makes one answer of what the heads say. */
export interface Weighing {
  readonly blend: Readonly<Record<Head, Blend>>;
  readonly calibration: Readonly<Record<Head, Calibration>>;
}

/**
 * Blogs in other languages than the one blog of which there are labels: honest comments of many, and written patterns of spam. Without them
 * what is not English would be judged by the one group chat that is not English either.
 */
const ELSEWHERE = 'blogs elsewhere';
/**
 * Sets on which the blends are learnt. Blogs are what this is for: there an honest comment that is taken for spam costs most. Found by
 * experiment, each choice judged on folds that it was not made on (docs/decisions/0009).
 */
const SETS: Readonly<Record<Head, Readonly<Record<string, SetWeight>>>> = {
  spam: {
    haacked_blog: { importance: 3, strictness: 15 },
    youtube_spam: { importance: 3, strictness: 3 },
    sms_spam: { importance: 0.8, strictness: 3 },
    tg_spam: { importance: 1, strictness: 8 },
    id_gambling: { importance: 0.8, strictness: 3 },
    [ELSEWHERE]: { importance: 5, strictness: 5 },
  },
  abuse: Object.fromEntries(
    [
      ...['jigsaw_3000', 'wiki_toxic_5000', 'kaggle_insults', 'germeval2018_de', 'hatebr_pt'],
      ...['korean_hate_ko', 'coldataset_zh'],
    ].map((set) => [set, { importance: 1, strictness: 5 }]),
  ),
};
/** A site is a blog before it is anything else. */
const BLOG_PRIOR = Math.log(15);
/** The head for blogs has learnt from all places, and is its own. */
const STARTS: Readonly<Record<Head, BlendStart>> = {
  spam: {
    priors: places.map((place) => (place === 'blog' ? BLOG_PRIOR : 0)),
    hasOwn: places.map((place) => place !== 'blog'),
    common: 1,
  },
  abuse: { priors: talks.map(() => 0), hasOwn: talks.map((talk) => talk !== 'other'), common: 0.5 },
};
/**
 * How much spam counts when the answer is calibrated. Of the blog there are a hundred times fewer than honest comments; the other places were
 * collected for their spam, and have more of it than any site.
 */
const BLOG_SPAM = 5;
const OTHER_SPAM = 0.7;

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

/** What every head says of a text, and what tells the kinds of talk. */
export function logitsOf({ heads, talks: kinds }: LearntHeads, { vector }: TrainingText): Float32Array {
  const words = talkVector(vector);
  return Float32Array.from([...heads.map((head) => head.logit(vector)), ...kinds.map((kind) => kind.logit(words))]);
}

/** Learns to make one answer of what the heads say, and to make it a probability, by texts that were held back. */
export function weigh(held: readonly HeldBack[]): Weighing {
  const [spam, abuse] = [weighHead(held, 'spam'), weighHead(held, 'abuse')];
  return {
    blend: { spam: spam.blend, abuse: abuse.blend },
    calibration: { spam: spam.calibration, abuse: abuse.calibration },
  };
}

/** The same for one of the two answers. */
export function weighHead(held: readonly HeldBack[], head: Head): { blend: Blend; calibration: Calibration } {
  const blend = fitBlend(rowsOf(held, head), Object.values(SETS[head]), STARTS[head]);
  const real = held.filter(({ text }) => !isMade(text.set) && text[head] !== undefined);
  const judged = real.map(({ text, logits }) => ({
    logit: answerOf(blend, head, logits),
    label: text[head] ?? 0,
    weight: head === 'spam' && text.spam === 1 ? (text.place === 'blog' ? BLOG_SPAM : OTHER_SPAM) : 1,
  }));
  return { blend, calibration: calibrate(judged) };
}

/** The log-odds of one of the two answers, before calibration. */
export function answerOf(blend: Blend, head: Head, logits: Float32Array): number {
  const shares = new Float32Array(kindsOf[head]);
  kindShares(blend, blendHeads[head], logits, shares);
  return blended(blend, blendHeads[head], logits, shares);
}

function rowsOf(held: readonly HeldBack[], head: Head) {
  const names = Object.keys(SETS[head]);
  const { kinds, own, common } = blendHeads[head];
  return held.flatMap(({ text, logits }) => {
    const set = names.indexOf(head === 'spam' && isElsewhere(text) ? ELSEWHERE : text.set);
    const label = text[head];
    if (set < 0 || label === undefined) return [];
    return [
      {
        kinds: logits.subarray(kinds, kinds + kindsOf[head]),
        own: logits.subarray(own, own + kindsOf[head]),
        common: logits[common] ?? 0,
        ...{ label, set },
      },
    ];
  });
}

function isElsewhere({ set, place, spam }: TrainingText): boolean {
  return place === 'blog' && set !== 'haacked_blog' && (spam === 1 ? isMade(set) : !isMade(set));
}
