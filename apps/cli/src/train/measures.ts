/** Scores of spam and of honest texts. */
export interface Ranked {
  readonly bad: readonly number[];
  readonly good: readonly number[];
}

/** The chance that a bad text scores higher than a good one; ties count half. */
export function areaUnderCurve({ bad, good }: Ranked): number {
  const all = [...bad.map((score) => ({ score, isBad: true })), ...good.map((score) => ({ score, isBad: false }))];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to++;
    for (let at = from; at < to; at++) if (all[at]?.isBad) ranks += (from + to + 1) / 2;
    from = to;
  }
  return (ranks - (bad.length * (bad.length + 1)) / 2) / Math.max(1, bad.length * good.length);
}

/** The score above which at most this share of good texts lies. */
export function thresholdAt(good: readonly number[], share: number): number {
  const sorted = good.toSorted((a, b) => b - a);
  return sorted[Math.floor(share * sorted.length)] ?? Infinity;
}

/** The share of scores above a threshold. */
export function shareAbove(scores: readonly number[], threshold: number): number {
  return scores.filter((score) => score > threshold).length / Math.max(1, scores.length);
}

/** Recall at a share of false positives. */
export function recallAt({ bad, good }: Ranked, share: number): number {
  return shareAbove(bad, thresholdAt(good, share));
}
