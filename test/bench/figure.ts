/** One measured figure. */
export interface Figure {
  /** As bar.md names it. */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline?: number | undefined;
  /** Ours over the baseline. */
  readonly ratio?: number | undefined;
  readonly goal?: string | undefined;
  readonly isReached?: boolean | undefined;
  /** What each side includes, and what else was seen. */
  readonly note?: string | undefined;
  /** What each run gave. */
  readonly runs?: Readonly<Record<string, readonly number[]>> | undefined;
}

/** A figure that is to be at least, or at most, so many times its baseline. */
export function compared(
  figure: Omit<Figure, 'ratio' | 'goal' | 'isReached'> & { readonly baseline: number },
  goal: { readonly atLeast: number } | { readonly atMost: number },
): Figure {
  const ratio = figure.ours / figure.baseline;
  return 'atLeast' in goal
    ? { ...figure, ratio, goal: `>= ${goal.atLeast}`, isReached: ratio >= goal.atLeast }
    : { ...figure, ratio, goal: `<= ${goal.atMost}`, isReached: ratio <= goal.atMost };
}

/** A figure that is to stay below a value of its own. */
export function bounded(figure: Omit<Figure, 'ratio' | 'goal' | 'isReached'>, atMost: number): Figure {
  return { ...figure, goal: `<= ${atMost} ${figure.unit}`, isReached: figure.ours <= atMost };
}

/** The middle value. @throws {RangeError} when there is none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which a share of all lie. @throws {RangeError} when there is none. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('There is nothing to take the middle of.');
  return value;
}
