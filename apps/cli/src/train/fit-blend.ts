import type { Blend } from '#screening';

/** What heads said of a text that they had not learnt from, as a blend weighs it. */
export interface BlendRow {
  /** Log-odds that the text is of each kind. */
  readonly kinds: Float32Array;
  /** Log-odds of each kind's own head. */
  readonly own: Float32Array;
  /** Log-odds of the head that learnt from all. */
  readonly common: number;
  readonly label: 0 | 1;
  /** The set it comes from, by its place in the list of sets. */
  readonly set: number;
}

/** How much a set counts. */
export interface SetWeight {
  readonly importance: number;
  /** How much its good texts weigh for each bad one: the more, the more it matters that none of them is taken for bad. */
  readonly strictness: number;
}

/** Where the search begins, and what is left as it is: a kind without a head of its own has none. */
export interface BlendStart {
  readonly priors: readonly number[];
  readonly hasOwn: readonly boolean[];
  readonly common: number;
}

const SHARPNESS = 0.5;
const FURTHEST = 30;
/** Pull towards the start. */
const L2 = 0.01;
/** How much it counts that one threshold should do for all sets; the rest is the order within each. */
const ONE_THRESHOLD = 0.1;
const STEPS = 400;
const RATE = 0.05;
const [MOMENT, SQUARES, TINY] = [0.9, 0.999, 1e-8];

/**
 * Learns how to weigh heads on texts that they had not learnt from: the order of bad and good texts within each set, whatever the set,
 * by gradient descent (Adam; Kingma and Ba, 2015) over all rows. Own and common slopes are learnt as logarithms, so none is negative.
 */
export function fitBlend(rows: readonly BlendRow[], sets: readonly SetWeight[], start: BlendStart): Blend {
  const kinds = start.priors.length;
  const [OWN, COMMON, OFFSET, PRIOR, SHARP, BIAS] = [0, 1, 2, 3, 4, 5].map((part) => part * kinds) as [
    ...[number, number, number, number, number, number],
  ];
  const first = new Float64Array(BIAS + sets.length);
  for (let kind = 0; kind < kinds; kind++) {
    first[COMMON + kind] = Math.log(start.common);
    first[PRIOR + kind] = start.priors[kind] ?? 0;
    first[SHARP + kind] = Math.log(SHARPNESS);
  }
  const weights = weightsOf(rows, sets);
  const now = first.slice();
  const gradient = new Float64Array(now.length);
  const shares = new Float64Array(kinds);
  const answers = new Float64Array(kinds);
  const slopes = { own: new Float64Array(kinds), common: new Float64Array(kinds), sharpness: new Float64Array(kinds) };
  const readSlopes = (): void => {
    for (let kind = 0; kind < kinds; kind++) {
      slopes.own[kind] = start.hasOwn[kind] === true ? Math.exp(now[OWN + kind] ?? 0) : 0;
      slopes.common[kind] = Math.exp(now[COMMON + kind] ?? 0);
      slopes.sharpness[kind] = Math.exp(now[SHARP + kind] ?? 0);
    }
  };

  const addRow = (row: BlendRow, weight: readonly [number, number]): void => {
    let sum = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const share = Math.exp((slopes.sharpness[kind] ?? 0) * logitOf(row, kind) + (now[PRIOR + kind] ?? 0));
      shares[kind] = share;
      sum += share;
    }
    let score = 0;
    for (let kind = 0; kind < kinds; kind++) {
      const own = (slopes.own[kind] ?? 0) * (row.own[kind] ?? 0);
      const answer = own + (slopes.common[kind] ?? 0) * row.common + (now[OFFSET + kind] ?? 0);
      shares[kind] = (shares[kind] ?? 0) / sum;
      answers[kind] = answer;
      score += (shares[kind] ?? 0) * answer;
    }
    const within = (sigmoid(score - (now[BIAS + row.set] ?? 0)) - row.label) * weight[row.label];
    const error = within + ONE_THRESHOLD * (sigmoid(score) - row.label) * weight[row.label];
    gradient[BIAS + row.set] = (gradient[BIAS + row.set] ?? 0) - within;
    for (let kind = 0; kind < kinds; kind++) {
      const part = error * (shares[kind] ?? 0);
      add(OWN + kind, part * (slopes.own[kind] ?? 0) * (row.own[kind] ?? 0));
      add(COMMON + kind, part * (slopes.common[kind] ?? 0) * row.common);
      add(OFFSET + kind, part);
      const turn = part * ((answers[kind] ?? 0) - score);
      add(PRIOR + kind, turn);
      add(SHARP + kind, turn * (slopes.sharpness[kind] ?? 0) * logitOf(row, kind));
    }
  };
  const add = (at: number, by: number): void => void (gradient[at] = (gradient[at] ?? 0) + by);

  const [moments, squares] = [new Float64Array(now.length), new Float64Array(now.length)];
  for (let step = 1; step <= STEPS; step++) {
    for (let at = 0; at < now.length; at++) {
      gradient[at] = at < BIAS ? 2 * L2 * ((now[at] ?? 0) - (first[at] ?? 0)) : 0;
    }
    readSlopes();
    for (const row of rows) addRow(row, weights[row.set] ?? [0, 0]);
    const rate = RATE * Math.min(1, (2 * (STEPS - step)) / STEPS);
    for (let at = 0; at < now.length; at++) {
      const slope = gradient[at] ?? 0;
      moments[at] = MOMENT * (moments[at] ?? 0) + (1 - MOMENT) * slope;
      squares[at] = SQUARES * (squares[at] ?? 0) + (1 - SQUARES) * slope * slope;
      const by = (moments[at] ?? 0) / (1 - MOMENT ** step);
      const scale = Math.sqrt((squares[at] ?? 0) / (1 - SQUARES ** step)) + TINY;
      now[at] = (now[at] ?? 0) - (rate * by) / scale;
    }
  }
  const part = (from: number, as: (value: number) => number = (value) => value): number[] =>
    Array.from(now.subarray(from, from + kinds), (value) => round(as(value)));
  return {
    own: part(OWN, Math.exp).map((slope, kind) => (start.hasOwn[kind] === true ? slope : 0)),
    common: part(COMMON, Math.exp),
    offsets: part(OFFSET),
    priors: part(PRIOR),
    sharpness: part(SHARP, Math.exp),
  };
}

/** What a good and a bad text of each set weigh: sets count by their importance, whatever their size. */
function weightsOf(rows: readonly BlendRow[], sets: readonly SetWeight[]): (readonly [number, number])[] {
  return sets.map(({ importance, strictness }, set) => {
    const own = rows.filter((row) => row.set === set);
    const bad = own.filter(({ label }) => label === 1).length;
    const good = own.length - bad;
    return [(importance * strictness) / Math.max(1, good), importance / Math.max(1, bad)];
  });
}

function logitOf({ kinds }: BlendRow, kind: number): number {
  return Math.max(-FURTHEST, Math.min(FURTHEST, kinds[kind] ?? 0));
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** So many places keep the file readable and what a release of Node.js computes otherwise out of it. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
