import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyBonus, type Flagger, flagsHide, flagsQueue, flagWeight, guestWeight } from './flag-weight.js';

const READER: Flagger = { isGuest: false, isStaff: false, isTrusted: false, agreed: 0, disagreed: 0 };

describe(flagWeight, () => {
  it.each<[string, Partial<Flagger>, number]>([
    ['a reader', {}, 1],
    ['a trusted reader', { isTrusted: true }, 2],
    ['staff', { isStaff: true, isTrusted: true }, 6],
    ['a guest', { isGuest: true }, 0.2],
    ['a guest with any record', { isGuest: true, agreed: 100 }, 0.2],
    ['a reader with 5 handled flags', { agreed: 5 }, 1],
    ['a reader who was right 16 times of 16', { agreed: 16 }, 11],
    ['one who was right at the axis', { agreed: 7, disagreed: 3 }, 1],
    ['one who was right half of 16 times', { agreed: 8, disagreed: 8 }, 0],
    ['one who was never right', { disagreed: 6 }, 0],
    ['staff who was never right 16 times', { isStaff: true, disagreed: 16 }, 0],
  ])('of %s', (_who, parts, weight) => {
    expect(flagWeight({ ...READER, ...parts })).toBeCloseTo(weight, 9);
  });

  it('follows the arithmetic of field.md b.5', () => {
    expect(accuracyBonus({ agreed: 9, disagreed: 1 })).toBeCloseTo((0.2 / 0.3) * (Math.log(10) / Math.log(4)) * 5, 9);
    expect(accuracyBonus({ agreed: 6, disagreed: 4 })).toBeCloseTo((-0.1 / 0.7) * (Math.log(10) / Math.log(4)) * 5, 9);
  });

  it('never is negative, and never falls with a flag that was right', () => {
    const count = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(count, count, fc.boolean(), (agreed, disagreed, isTrusted) => {
        const weight = flagWeight({ ...READER, isTrusted, agreed, disagreed });
        expect(weight).toBeGreaterThanOrEqual(0);
        if (disagreed === 0) {
          expect(flagWeight({ ...READER, isTrusted, agreed: agreed + 1, disagreed })).toBeGreaterThanOrEqual(weight);
        }
      }),
    );
  });

  it('makes less of each further guest, so that fifty are less than one reader', () => {
    const fifty = Array.from({ length: 50 }, (_, at) => guestWeight(at + 1)).reduce((sum, one) => sum + one, 0);
    expect(fifty).toBeLessThan(flagWeight(READER));
  });
});

describe(flagsHide, () => {
  it.each([
    [{ weight: 8, known: 8 }, 8, true],
    [{ weight: 7.9, known: 7.9 }, 8, false],
    [{ weight: 8, known: 4 }, 8, true],
    [{ weight: 100, known: 3.9 }, 8, false],
    [{ weight: 1000, known: 0 }, 8, false],
    [{ weight: 1000, known: 1000 }, 0, false],
    [{ weight: 0.5, known: 0.5 }, 0.5, true],
  ])('%j from %d: %s', (sum, hideFrom, hides) => {
    expect(flagsHide(sum, hideFrom)).toBe(hides);
  });

  it('never does without people who are known', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        (weight, from) => {
          expect(flagsHide({ weight, known: 0 }, from)).toBe(false);
        },
      ),
    );
  });
});

describe(flagsQueue, () => {
  it.each([
    [0.2, 0, true],
    [0, 0, false],
    [2.9, 3, false],
    [3, 3, true],
  ])('%d from %d: %s', (weight, queueFrom, queues) => {
    expect(flagsQueue({ weight }, queueFrom)).toBe(queues);
  });
});
