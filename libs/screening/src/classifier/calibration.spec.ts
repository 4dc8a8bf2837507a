import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, probabilityOf } from './calibration.js';
import type { Judged } from './calibration.js';

const judged = fc.array(
  fc.record({
    logit: fc.double({ min: -30, max: 30, noNaN: true }),
    label: fc.constantFrom<0 | 1>(0, 1),
    weight: fc.constantFrom(0.5, 1, 3),
  }),
  { maxLength: 60 },
);

describe(calibrate, () => {
  it('gives probabilities that rise with the log-odds, whatever it learnt from', () => {
    fc.assert(
      fc.property(
        judged,
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 0.01, max: 9, noNaN: true }),
        (texts, logit, more) => {
          const calibration = calibrate(texts);
          const [low, high] = [probabilityOf(logit, calibration), probabilityOf(logit + more, calibration)];
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(high).toBeGreaterThanOrEqual(low);
        },
      ),
    );
  });

  it('means what it says', () => {
    const texts: Judged[] = [-2, 2].flatMap((logit) =>
      Array.from({ length: 1000 }, (_, at) => ({ logit, weight: 1, label: at < (logit > 0 ? 800 : 100) ? 1 : 0 })),
    );
    const calibration = calibrate(texts);
    expect(probabilityOf(2, calibration)).toBeCloseTo(0.8, 1);
    expect(probabilityOf(-2, calibration)).toBeCloseTo(0.1, 1);
  });
});
