/** The 97.5 % quantile of the normal distribution: a 95 % interval. */
const Z = 1.96;

/**
 * Lower bound of the Wilson score interval: how good a comment surely is, given so many votes. 0 without votes, always below 1.
 * Source: Evan Miller, "How Not To Sort By Average Rating" (field.md, sorting "best").
 */
export function wilsonLowerBound(up: number, down: number): number {
  const n = up + down;
  if (n === 0) return 0;
  const share = up / n;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * n)) / n);
  return Math.max(0, (share + (Z * Z) / (2 * n) - spread) / (1 + (Z * Z) / n));
}
