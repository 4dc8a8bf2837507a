import { describe, expect, it } from 'vitest';
import { type BlendRow, fitBlend } from './fit-blend.js';

/** Two kinds of texts; the head of each knows its own, and says at random of the other's. */
function rows(): BlendRow[] {
  const made: BlendRow[] = [];
  for (let at = 0; at < 400; at++) {
    const set = at % 2;
    const label: 0 | 1 = at % 4 < 2 ? 1 : 0;
    const truth = label === 1 ? 2 : -2;
    const noise = ((at * 37) % 11) - 5;
    made.push({
      kinds: Float32Array.from(set === 0 ? [3, -3] : [-3, 3]),
      own: Float32Array.from(set === 0 ? [truth, noise] : [noise, truth]),
      common: noise / 5,
      ...{ label, set },
    });
  }
  return made;
}
const SETS = [0, 1].map(() => ({ importance: 1, strictness: 2 }));
const START = { priors: [0, 0], hasOwn: [true, true], common: 0.5 };

function wrong(blend: ReturnType<typeof fitBlend>): number {
  return rows().filter((row) => {
    const shares = [0, 1].map((kind) =>
      Math.exp((blend.sharpness[kind] ?? 0) * (row.kinds[kind] ?? 0) + (blend.priors[kind] ?? 0)),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    const score = shares.reduce(
      (total, share, kind) =>
        total +
        (share / sum) *
          ((blend.own[kind] ?? 0) * (row.own[kind] ?? 0) +
            (blend.common[kind] ?? 0) * row.common +
            (blend.offsets[kind] ?? 0)),
      0,
    );
    return score > 0 !== (row.label === 1);
  }).length;
}

describe(fitBlend, () => {
  it('learns to trust each head with its own kind, and the same way each time', () => {
    const blend = fitBlend(rows(), SETS, START);
    expect(wrong(blend)).toBe(0);
    expect(fitBlend(rows(), SETS, START)).toEqual(blend);
  });

  it('never lets a head speak against what it says, even where that would fit', () => {
    const turned = rows().map((row): BlendRow => ({ ...row, label: row.label === 1 ? 0 : 1 }));
    const { own, common } = fitBlend(turned, SETS, START);
    expect([...own, ...common].every((slope) => slope >= 0)).toBe(true);
  });

  it('leaves a kind without a head of its own without one', () => {
    expect(fitBlend(rows(), SETS, { ...START, hasOwn: [true, false] }).own[1]).toBe(0);
  });
});
