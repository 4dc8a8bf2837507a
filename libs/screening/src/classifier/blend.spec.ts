import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPulls, type Blend, blended, type BlendHeads, kindShares, toldOf } from './blend.js';

const KINDS = 3;
/** Two kinds with a head of their own, one without, and the head that learnt from all. */
const HEADS: BlendHeads = { own: 0, common: KINDS, kinds: KINDS + 1 };
const slopes = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: KINDS, maxLength: KINDS });
const numbers = (most: number, length: number) =>
  fc.array(fc.double({ min: -most, max: most, noNaN: true }), { minLength: length, maxLength: length });
const blends: fc.Arbitrary<Blend> = fc.record({
  own: slopes.map(([first = 0, second = 0]) => [first, second, 0]),
  common: slopes,
  offsets: numbers(3, KINDS),
  priors: numbers(3, KINDS),
  sharpness: slopes,
});
const logits = numbers(50, 2 * KINDS + 1).map((list) => Float32Array.from(list));

function answer(blend: Blend, heads: Float32Array): { answer: number; shares: Float32Array } {
  const shares = new Float32Array(KINDS);
  kindShares(blend, HEADS, heads, shares);
  return { answer: blended(blend, HEADS, heads, shares), shares };
}

describe('a blend', () => {
  it('gives shares that make one, whatever the heads say', () => {
    fc.assert(
      fc.property(blends, logits, (blend, heads) => {
        const { shares } = answer(blend, heads);
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
      }),
    );
  });

  it('never falls when a head rises that says how bad a text is, so that no disguise lowers it', () => {
    fc.assert(
      fc.property(blends, logits, fc.nat({ max: KINDS }), (blend, heads, which) => {
        const raised = heads.slice();
        raised[which] = (raised[which] ?? 0) + 5;
        expect(answer(blend, raised).answer).toBeGreaterThanOrEqual(answer(blend, heads).answer - 1e-4);
      }),
    );
  });

  it('says by how much each head moves it', () => {
    fc.assert(
      fc.property(blends, logits, fc.nat({ max: KINDS }), (blend, heads, which) => {
        const before = answer(blend, heads);
        const pulls = new Float32Array(KINDS + 1);
        addPulls(blend, HEADS, before.shares, pulls);
        const raised = heads.slice();
        raised[which] = (raised[which] ?? 0) + 1;
        expect(answer(blend, raised).answer - before.answer).toBeCloseTo(pulls[which] ?? 0, 2);
      }),
    );
  });

  const ONE = [1, 1, 1];
  const PLAIN: Blend = { own: [1, 1, 0], common: [0, 0, 1], offsets: [0, 0, 0], priors: [0, 0, 0], sharpness: ONE };
  /** Texts that are surely, or most likely, of a kind. */
  const of = (kind: number, sure = 20): Float32Array => {
    const heads = Float32Array.from([4, -4, 0, 1, -sure, -sure, -sure]);
    heads[HEADS.kinds + kind] = sure;
    return heads;
  };

  it('takes the word of the kind that a text is of', () => {
    expect([0, 1, 2].map((kind) => Math.round(answer(PLAIN, of(kind)).answer))).toEqual([4, -4, 1]);
  });

  it('takes the word of the kind that it was told, unless the text is surely of another', () => {
    const told = toldOf({ ...PLAIN, priors: [3, 0, 0] }, 1);
    const shares = (sure: number) => [0, 1, 2].map((kind) => answer(told, of(kind, sure)).shares[1] ?? 0);
    expect(Math.min(...shares(0))).toBeGreaterThan(0.5);
    expect(Math.max(...[0, 2].map((kind) => shares(20)[kind] ?? 1))).toBeLessThan(0.01);
  });
});
