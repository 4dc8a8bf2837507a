/** A stretch of a sequence, the end excluded. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Up to so many pairs of tokens are compared one by one. */
const ALL_PAIRS = 40_000;

/**
 * Finds which tokens of a stretch stand in another one too, in the same order: sets `map[i]` to the place in `b` of what stands in `a` at i, and
 * leaves the others as they are. What is the same at both ends first, then what stands once in each ("patience diff"), and between
 * those the longest common subsequence where it is short enough. Long stretches without anything that stands once in both are left out.
 */
export function alignSequences(a: Int32Array, inA: Stretch, b: Int32Array, inB: Stretch, map: Int32Array): void {
  const open: [Stretch, Stretch][] = [[inA, inB]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    let [{ from, to }, { from: other, to: otherTo }] = pair;
    while (from < to && other < otherTo && a[from] === b[other]) map[from++] = other++;
    while (from < to && other < otherTo && a[to - 1] === b[otherTo - 1]) map[--to] = --otherTo;
    if (from === to || other === otherTo) continue;
    if ((to - from) * (otherTo - other) <= ALL_PAIRS) {
      commonSubsequence(a, { from, to }, b, { from: other, to: otherTo }, map);
      continue;
    }
    const fixed = standingOnce(a, { from, to }, b, { from: other, to: otherTo });
    if (fixed.length === 0) continue;
    for (const [i, j] of [...fixed, [to, otherTo] as const]) {
      open.push([
        { from, to: i },
        { from: other, to: j },
      ]);
      if (i < to) map[i] = j;
      [from, other] = [i + 1, j + 1];
    }
  }
}

/** Pairs of places of what stands once in both stretches, as many as rise together. */
function standingOnce(a: Int32Array, inA: Stretch, b: Int32Array, inB: Stretch): (readonly [number, number])[] {
  const [onceA, onceB] = [placesOfOnce(a, inA), placesOfOnce(b, inB)];
  const pairs: (readonly [number, number])[] = [];
  for (const [id, i] of onceA) {
    const j = onceB.get(id);
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j]);
  }
  return longestRise(pairs.map(([, j]) => j)).map((at) => pairs[at] as readonly [number, number]);
}

function placesOfOnce(sequence: Int32Array, { from, to }: Stretch): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const id = sequence[at] as number;
    places.set(id, places.has(id) ? -1 : at);
  }
  return places;
}

/** Places of the longest rising subsequence of different numbers, by patience sorting. */
export function longestRise(values: readonly number[]): number[] {
  const tops: number[] = [];
  const before = new Int32Array(values.length);
  values.forEach((value, at) => {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    before[at] = tops[low - 1] ?? -1;
    tops[low] = at;
  });
  const rise: number[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] as number) rise.push(at);
  return rise.reverse();
}

/** The longest common subsequence of two short stretches; of several the one whose parts begin earliest. */
export function commonSubsequence(a: Int32Array, inA: Stretch, b: Int32Array, inB: Stretch, map: Int32Array): number {
  const [n, m] = [inA.to - inA.from, inB.to - inB.from];
  const width = m + 1;
  const lengths = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    const id = a[inA.from + i];
    for (let j = m - 1; j >= 0; j--) {
      const [below, beside] = [lengths[(i + 1) * width + j] as number, lengths[i * width + j + 1] as number];
      const both = id === b[inB.from + j] ? (lengths[(i + 1) * width + j + 1] as number) + 1 : 0;
      lengths[i * width + j] = Math.max(below, beside, both);
    }
  }
  for (let [i, j] = [0, 0]; i < n && j < m;) {
    if (a[inA.from + i] === b[inB.from + j]) map[inA.from + i++] = inB.from + j++;
    else if ((lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number)) i++;
    else j++;
  }
  return lengths[0] as number;
}
