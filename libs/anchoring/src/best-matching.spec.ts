import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestMatching, greedyMatching } from './best-matching.js';

const FLOOR = 0.35;

/** The greatest excess over the floor that any pairing reaches, by trying all. */
const bruteForce = (
  scores: readonly (readonly number[])[],
  row = 0,
  taken: ReadonlySet<number> = new Set(),
): number => {
  const line = scores[row];
  if (!line) {
    return 0;
  }
  const options = line.flatMap((score, column) =>
    score < FLOOR || taken.has(column)
      ? []
      : [score - FLOOR + bruteForce(scores, row + 1, new Set([...taken, column]))],
  );
  return Math.max(bruteForce(scores, row + 1, taken), ...options);
};

describe('bestMatching', () => {
  it('reaches the greatest total, one to one, and nothing below the floor', () => {
    const square = fc.tuple(fc.nat(5), fc.nat(5)).chain(([rows, columns]) =>
      fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(square, (scores) => {
        const pairs = bestMatching(
          scores.length,
          scores[0]?.length ?? 0,
          FLOOR,
          (left, right) => scores[left]?.[right] ?? 0,
        );
        expect(new Set(pairs.map(({ left }) => left)).size).toBe(pairs.length);
        expect(new Set(pairs.map(({ right }) => right)).size).toBe(pairs.length);
        for (const { left, right, score } of pairs) {
          expect(score).toBe(scores[left]?.[right]);
          expect(score).toBeGreaterThanOrEqual(FLOOR);
        }
        const total = pairs.reduce((sum, { score }) => sum + score - FLOOR, 0);
        expect(total).toBeCloseTo(bruteForce(scores), 9);
      }),
    );
  });

  it('does not give up a clear pair for two poor ones', () => {
    const scores = [
      [0.7, 0.36],
      [0.36, 0],
    ];
    expect(bestMatching(2, 2, FLOOR, (left, right) => scores[left]?.[right] ?? 0)).toEqual([
      { left: 0, right: 0, score: 0.7 },
    ]);
  });
});

describe('greedyMatching', () => {
  it('takes the best pair first, keeps to one to one and to the floor', () => {
    const pairs = [
      { left: 0, right: 0, score: 0.6 },
      { left: 0, right: 1, score: 0.9 },
      { left: 1, right: 1, score: 0.8 },
      { left: 1, right: 0, score: 0.3 },
      { left: 2, right: 0, score: 0.6 },
    ];
    expect(greedyMatching(pairs, FLOOR)).toEqual([
      { left: 0, right: 1, score: 0.9 },
      { left: 2, right: 0, score: 0.6 },
    ]);
  });
});
