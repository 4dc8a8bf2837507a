import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonLowerBound } from './wilson.js';

const count = fc.integer({ min: 0, max: 100_000 });

describe(wilsonLowerBound, () => {
  it.each([
    [0, 0, 0],
    [1, 0, 0.2065],
    [10, 0, 0.7225],
    [60, 40, 0.502],
    [0, 10, 0],
  ])('%d up and %d down give %d', (up, down, expected) => {
    expect(wilsonLowerBound(up, down)).toBeCloseTo(expected, 3);
  });

  it('lies between 0 and the share of votes up', () => {
    fc.assert(
      fc.property(count, count, (up, down) => {
        const bound = wilsonLowerBound(up, down);
        expect(bound).toBeGreaterThanOrEqual(0);
        expect(bound).toBeLessThanOrEqual(up + down === 0 ? 0 : up / (up + down) + 1e-12);
      }),
    );
  });

  it('rises with a vote up and falls with a vote down', () => {
    fc.assert(
      fc.property(count, count, (up, down) => {
        expect(wilsonLowerBound(up + 1, down)).toBeGreaterThanOrEqual(wilsonLowerBound(up, down));
        if (up > 0) expect(wilsonLowerBound(up, down + 1)).toBeLessThan(wilsonLowerBound(up, down));
      }),
    );
  });
});
