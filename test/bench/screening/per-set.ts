import { type Head, places, toldOf } from '#screening';
import { FOLDS } from '../../../apps/cli/src/train/examples.js';
import { answerOf, type HeldBack, type Weighing, weigh } from '../../../apps/cli/src/train/held-back.js';
import {
  areaUnderCurve,
  type Ranked,
  recallAt,
  shareAbove,
  thresholdAt,
} from '../../../apps/cli/src/train/measures.js';
import { logisticRegression, naiveBayes, type PlainLearner } from './plain-baselines.js';
import { PlainReader } from './plain-text.js';
import { percent, table } from './table.js';

const HALF_PERCENT = 0.005;
const SPAM_SETS = ['haacked_blog', 'youtube_spam', 'sms_spam', 'tg_spam', 'id_gambling'];
const ABUSE_SETS = [
  'jigsaw_3000',
  'wiki_toxic_5000',
  'kaggle_insults',
  'germeval2018_de',
  'hatebr_pt',
  'korean_hate_ko',
  'coldataset_zh',
];

interface Scored {
  readonly fold: number;
  readonly label: 0 | 1;
  readonly score: number;
  readonly thread: string;
}

/** Two answers to each text, and the one for spam where a site has said what kind of place it is, as a baseline is told by its set. */
type Answer = Head | 'told';

/** Per set: the shipped recipe beside the plain baselines, on the same folds. Also the blends are those of the other folds. */
export function measureSets(held: readonly HeldBack[], whole: Weighing): void {
  const answers = answersAcross(held, whole);
  const rows = [
    ...SPAM_SETS.map((set) => rowsOf(held, answers, set, 'spam')),
    ...ABUSE_SETS.map((set) => rowsOf(held, answers, set, 'abuse')),
  ];
  table(
    [
      'set',
      'bad/good',
      'R@.5',
      'AUC',
      'told the place: R@.5',
      'AUC',
      'NB R@.5',
      'NB AUC',
      'LR R@.5',
      'LR AUC',
      'recall, threshold of other folds',
      'false positives there',
    ],
    rows,
  );
  table(
    ['unseen video', 'recall at one false positive', 'AUC'],
    ['eminem', 'lmfao', 'katyperry', 'psy'].map((video) => {
      const ranked = rank(scoredOf(held, answers, 'youtube_spam', 'spam').filter(({ thread }) => thread === video));
      const second = ranked.good.toSorted((a, b) => b - a)[1] ?? Infinity;
      return [video, percent(shareAbove(ranked.bad, second)), areaUnderCurve(ranked).toFixed(4)];
    }),
  );
}

function rowsOf(held: readonly HeldBack[], answers: Answers, set: string, head: Head): string[] {
  const scored = scoredOf(held, answers, set, head);
  const ranked = rank(scored);
  const [bayes, regression] = baselines(held, set, head, [naiveBayes, logisticRegression]).map(rank);
  const across = thresholdsAcross(scored);
  return [
    set,
    `${ranked.bad.length}/${ranked.good.length}`,
    ...figures(ranked),
    ...(head === 'spam' ? figures(rank(scoredOf(held, answers, set, head, 'told'))) : ['', '']),
    ...figures(bayes ?? ranked),
    ...figures(regression ?? ranked),
    percent(across.recall),
    percent(across.falsePositives),
  ];
}

function figures(ranked: Ranked): string[] {
  return [percent(recallAt(ranked, HALF_PERCENT)), areaUnderCurve(ranked).toFixed(4)];
}

function scoredOf(
  held: readonly HeldBack[],
  answers: Answers,
  set: string,
  head: Head,
  answer: Answer = head,
): Scored[] {
  return held.flatMap((one) => {
    const { text } = one;
    const label = text[head];
    if (text.set !== set || label === undefined) return [];
    return [{ fold: text.fold, label, score: answers.get(one)?.[answer] ?? 0, thread: text.row.thread ?? '' }];
  });
}

type Answers = ReadonlyMap<HeldBack, Readonly<Record<Answer, number>>>;

/**
 * What every text gets from blends that were learnt without its fold. The answers of a fold are brought to the scale of the whole by the texts of
 * the other folds, so that those of one set can be ranked together.
 */
function answersAcross(held: readonly HeldBack[], whole: Weighing): Answers {
  const answers = new Map<HeldBack, Readonly<Record<Answer, number>>>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = held.filter(({ text }) => text.fold !== fold);
    const weighing = weigh(others);
    for (const set of new Set(held.map(({ text }) => text.set))) {
      const own = others.filter(({ text }) => text.set === set);
      const scaled = (answer: Answer): ((one: HeldBack) => number) => {
        const toWhole = leastSquares(
          own.map((one) => ({ x: answerTo(weighing, answer, one), y: answerTo(whole, answer, one) })),
        );
        return (one) => toWhole(answerTo(weighing, answer, one));
      };
      const [spam, abuse, told] = [scaled('spam'), scaled('abuse'), scaled('told')];
      for (const one of held) {
        if (one.text.fold !== fold || one.text.set !== set) continue;
        answers.set(one, { spam: spam(one), abuse: abuse(one), told: told(one) });
      }
    }
  }
  return answers;
}

function answerTo({ blend }: Weighing, answer: Answer, { text, logits }: HeldBack): number {
  if (answer !== 'told') return answerOf(blend[answer], answer, logits);
  return answerOf(
    text.place === undefined ? blend.spam : toldOf(blend.spam, places.indexOf(text.place)),
    'spam',
    logits,
  );
}

/** The line through points. */
function leastSquares(points: readonly { readonly x: number; readonly y: number }[]): (x: number) => number {
  const n = Math.max(1, points.length);
  const x0 = points.reduce((sum, { x }) => sum + x, 0) / n;
  const y0 = points.reduce((sum, { y }) => sum + y, 0) / n;
  const spread = points.reduce((sum, { x }) => sum + (x - x0) ** 2, 0);
  const slope = spread === 0 ? 1 : points.reduce((sum, { x, y }) => sum + (x - x0) * (y - y0), 0) / spread;
  return (x) => y0 + slope * (x - x0);
}

function rank(scored: readonly Scored[]): Ranked {
  return {
    bad: scored.filter(({ label }) => label === 1).map(({ score }) => score),
    good: scored.filter(({ label }) => label === 0).map(({ score }) => score),
  };
}

/** Baselines see the set alone, as in data/README.md section 8, with our folds. Its texts are read once for all of them. */
function baselines(held: readonly HeldBack[], set: string, head: Head, learners: readonly PlainLearner[]): Scored[][] {
  const reader = new PlainReader();
  const texts = held.flatMap(({ text }) => {
    const label = text[head];
    if (text.set !== set || label === undefined) return [];
    return [{ text: reader.read(text.row.text), label, fold: text.fold }];
  });
  return learners.map((learn) =>
    Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
      const own = texts.filter((text) => text.fold === fold);
      if (own.length === 0) return [];
      const scorer = learn(
        texts.filter((text) => text.fold !== fold),
        reader.size,
      );
      return own.map(({ text, label }) => ({ fold, label, score: scorer(text), thread: '' }));
    }),
  );
}

/** The threshold of half a percent is taken from the other folds and tried on each. */
function thresholdsAcross(scored: readonly Scored[]): { recall: number; falsePositives: number } {
  let [caught, bad, wrong, good] = [0, 0, 0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = rank(scored.filter((one) => one.fold !== fold));
    const own = rank(scored.filter((one) => one.fold === fold));
    const threshold = thresholdAt(others.good, HALF_PERCENT);
    caught += own.bad.filter((score) => score > threshold).length;
    wrong += own.good.filter((score) => score > threshold).length;
    bad += own.bad.length;
    good += own.good.length;
  }
  return { recall: caught / Math.max(1, bad), falsePositives: wrong / Math.max(1, good) };
}
