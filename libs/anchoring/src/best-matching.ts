/** One proposed pair: indexes into the two lists, and how well they fit (0 to 1). */
export interface ScoredPair {
  left: number;
  right: number;
  score: number;
}

/**
 * The Hungarian algorithm (Kuhn 1955, Munkres 1957) with potentials, O(rows² × columns).
 * @param gains rows of gains, never negative; no more rows than columns.
 * @returns the column of each row; the sum of the gains is the greatest possible.
 */
function greatestSum(gains: readonly (readonly number[])[], columns: number): number[] {
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  const rowPotential = new Array<number>(gains.length + 1).fill(0);
  const potential = new Array<number>(columns + 1).fill(0);
  const rowOf = new Array<number>(columns + 1).fill(0);
  const cameFrom = new Array<number>(columns + 1).fill(0);
  for (let row = 1; row <= gains.length; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const slack = new Array<number>(columns + 1).fill(Infinity);
    const used = new Array<boolean>(columns + 1).fill(false);
    do {
      used[column] = true;
      const current = at(rowOf, column);
      let [delta, next] = [Infinity, 0];
      for (let candidate = 1; candidate <= columns; candidate += 1) {
        if (used[candidate]) {
          continue;
        }
        const cost = -(gains[current - 1]?.[candidate - 1] ?? 0) - at(rowPotential, current) - at(potential, candidate);
        if (cost < (slack[candidate] ?? Infinity)) {
          slack[candidate] = cost;
          cameFrom[candidate] = column;
        }
        if (at(slack, candidate) < delta) {
          delta = at(slack, candidate);
          next = candidate;
        }
      }
      for (let index = 0; index <= columns; index += 1) {
        if (used[index]) {
          rowPotential[at(rowOf, index)] = at(rowPotential, at(rowOf, index)) + delta;
          potential[index] = at(potential, index) - delta;
        } else {
          slack[index] = (slack[index] ?? Infinity) - delta;
        }
      }
      column = next;
    } while (at(rowOf, column) !== 0);
    for (; column !== 0; column = at(cameFrom, column)) {
      rowOf[column] = at(rowOf, at(cameFrom, column));
    }
  }
  const columnOf = new Array<number>(gains.length).fill(-1);
  for (let column = 1; column <= columns; column += 1) {
    if (at(rowOf, column) > 0) {
      columnOf[at(rowOf, column) - 1] = column - 1;
    }
  }
  return columnOf;
}

/**
 * Pairs two lists one to one so that the sum of what the scores exceed the floor by is the greatest; pairs below the floor
 * are left apart. Counting the excess, not the score, keeps one clear pair from being given up for two poor ones.
 */
export function bestMatching(
  lefts: number,
  rights: number,
  floor: number,
  score: (left: number, right: number) => number,
): ScoredPair[] {
  const swapped = lefts > rights;
  const [rows, columns] = swapped ? [rights, lefts] : [lefts, rights];
  const scores = Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_column, column) => (swapped ? score(column, row) : score(row, column))),
  );
  const gains = scores.map((line) => line.map((value) => Math.max(0, value - floor)));
  return greatestSum(gains, columns).flatMap((column, row) => {
    const value = scores[row]?.[column] ?? 0;
    return value < floor ? [] : [{ left: swapped ? column : row, right: swapped ? row : column, score: value }];
  });
}

/** Pairs one to one by taking the best pair, then the best of what is left, in order among equals. For lists too long for `bestMatching`. */
export function greedyMatching(pairs: readonly ScoredPair[], floor: number): ScoredPair[] {
  const lefts = new Set<number>();
  const rights = new Set<number>();
  return pairs
    .filter(({ score }) => score >= floor)
    .sort((a, b) => b.score - a.score || a.right - b.right || a.left - b.left)
    .filter(({ left, right }) => {
      if (lefts.has(left) || rights.has(right)) {
        return false;
      }
      lefts.add(left);
      rights.add(right);
      return true;
    });
}
