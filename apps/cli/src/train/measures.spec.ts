import { describe, expect, it } from 'vitest';
import { areaUnderCurve, recallAt, shareAbove, thresholdAt } from './measures.js';

describe('measures', () => {
  it.each([
    [[3, 4], [1, 2], 1],
    [[1, 2], [3, 4], 0],
    [[1, 1], [1, 1], 0.5],
    [[2, 4], [1, 3], 0.75],
  ])('area under the curve of %j over %j is %d', (bad, good, area) => {
    expect(areaUnderCurve({ bad, good })).toBeCloseTo(area);
  });

  it('finds the threshold above which a share of good texts lies, and the recall there', () => {
    const good = Array.from({ length: 200 }, (_, at) => at);
    expect(thresholdAt(good, 0.005)).toBe(198);
    expect(shareAbove(good, thresholdAt(good, 0.005))).toBe(0.005);
    expect(recallAt({ bad: [10, 198.5, 300], good }, 0.005)).toBeCloseTo(2 / 3);
    expect(thresholdAt([], 0.5)).toBe(Infinity);
  });
});
