import { FOLDS } from '../../../apps/cli/src/train/examples.js';
import { type HeldBack, spamLogit, type Weighing } from '../../../apps/cli/src/train/held-back.js';
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

/** Per set: the shipped recipe beside the plain baselines, on the same folds. */
export function measureSets(held: readonly HeldBack[], { blend }: Weighing): void {
  const rows = [
    ...SPAM_SETS.map((set) => rowsOf(held, set, 'spam', (logits) => spamLogit(blend, logits))),
    ...ABUSE_SETS.map((set) => rowsOf(held, set, 'abuse', (logits) => logits.at(-1) ?? 0)),
  ];
  table(
    [
      'set',
      'bad/good',
      'R@.5',
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
      const ranked = rank(
        scoredOf(held, 'youtube_spam', 'spam', (logits) => spamLogit(blend, logits)).filter(
          ({ thread }) => thread === video,
        ),
      );
      const second = ranked.good.toSorted((a, b) => b - a)[1] ?? Infinity;
      return [video, percent(shareAbove(ranked.bad, second)), areaUnderCurve(ranked).toFixed(4)];
    }),
  );
}

function rowsOf(
  held: readonly HeldBack[],
  set: string,
  head: 'spam' | 'abuse',
  scoreOf: (logits: Float32Array) => number,
): string[] {
  const scored = scoredOf(held, set, head, scoreOf);
  const ranked = rank(scored);
  const [bayes, regression] = baselines(held, set, head, [naiveBayes, logisticRegression]).map(rank);
  const across = thresholdsAcross(scored);
  return [
    set,
    `${ranked.bad.length}/${ranked.good.length}`,
    ...figures(ranked),
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
  set: string,
  head: 'spam' | 'abuse',
  scoreOf: (logits: Float32Array) => number,
): Scored[] {
  return held.flatMap(({ text, logits }) => {
    const label = text[head];
    if (text.set !== set || label === undefined) return [];
    return [{ fold: text.fold, label, score: scoreOf(logits), thread: text.row.thread ?? '' }];
  });
}

function rank(scored: readonly Scored[]): Ranked {
  return {
    bad: scored.filter(({ label }) => label === 1).map(({ score }) => score),
    good: scored.filter(({ label }) => label === 0).map(({ score }) => score),
  };
}

/** Baselines see the set alone, as in data/README.md section 8, with our folds. Its texts are read once for all of them. */
function baselines(
  held: readonly HeldBack[],
  set: string,
  head: 'spam' | 'abuse',
  learners: readonly PlainLearner[],
): Scored[][] {
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
