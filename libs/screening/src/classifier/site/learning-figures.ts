/** What is known of one text that was held back: what it is, and what the base model and the site's say, 0 to 1. */
export type HeldBack = Readonly<{ label: 0 | 1; base: number; site: number }>;

/** How well probabilities fit texts that were held back. Shares are null where there is nothing to share. */
export type HeadFigures = Readonly<{
  /** Area under the receiver operating characteristic. */
  auc: number | null;
  /** Mean negative logarithm of the probability of what each text was, with both labels weighing the same. */
  logLoss: number;
  /** Of the texts that are over the threshold, how many are what they were taken for. */
  precision: number | null;
  /** Of the texts that are of the kind, how many are over the threshold. */
  recall: number | null;
}>;

/** A head before and after learning, on texts that were held back. */
export type LearningFigures = Readonly<{
  bad: number;
  good: number;
  /** From which probability on a comment is held. */
  threshold: number;
  before: HeadFigures;
  after: HeadFigures;
}>;

const LEAST = 1e-6;
/** Precision that is lost by chance when a handful of texts changes sides. */
const SLACK = 0.02;

/** Compares what a site learnt with the base model, on texts that were held back. */
export function learningFigures(held: readonly HeldBack[], threshold: number): LearningFigures {
  const bad = held.filter(({ label }) => label === 1).length;
  return {
    bad,
    good: held.length - bad,
    threshold,
    before: figuresOf(held, 'base', threshold),
    after: figuresOf(held, 'site', threshold),
  };
}

/**
 * Whether what was learnt is worth using: it fits better what it had not seen, puts it in a better order unless that was perfect, and what it
 * holds is held as rightly as before.
 */
export function isWorthUsing({ before, after }: LearningFigures): boolean {
  if (after.logLoss >= before.logLoss) return false;
  if (before.auc === null || after.auc === null) return false;
  if (before.auc < 1 ? after.auc <= before.auc : after.auc < 1) return false;
  return before.precision === null || after.precision === null || after.precision >= before.precision - SLACK;
}

function figuresOf(held: readonly HeldBack[], by: 'base' | 'site', threshold: number): HeadFigures {
  const over = held.filter((one) => threshold > 0 && one[by] >= threshold);
  const right = over.filter(({ label }) => label === 1).length;
  const bad = held.filter(({ label }) => label === 1).length;
  const counts = [held.length - bad, bad] as const;
  const loss = held.reduce((sum, one) => {
    const probability = one.label === 1 ? one[by] : 1 - one[by];
    return sum - Math.log(Math.max(LEAST, probability)) / (2 * counts[one.label]);
  }, 0);
  return {
    auc: areaUnderCurve(held.map((one) => ({ label: one.label, score: one[by] }))),
    logLoss: rounded(loss),
    precision: over.length === 0 ? null : rounded(right / over.length),
    recall: bad === 0 ? null : rounded(right / bad),
  };
}

/** By ranks (Mann and Whitney, 1947); texts of one score share their ranks. */
function areaUnderCurve(scored: readonly Readonly<{ label: 0 | 1; score: number }>[]): number | null {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  const bad = sorted.filter(({ label }) => label === 1).length;
  const good = sorted.length - bad;
  if (bad === 0 || good === 0) return null;
  let sum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (sorted[at]?.label === 1) sum += rank;
    from = to;
  }
  return rounded((sum - (bad * (bad + 1)) / 2) / (bad * good));
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
