import type { Alignment } from './alignment.js';

type Open = Omit<Alignment, 'isBlockMoved'>;

/** So many tokens in a row make a run recognisable. */
const SHINGLE = 4;
/**
 * How many tokens in a row have to stand elsewhere before they count as moved and not as chance, by how far they went (own choice, tuned by
 * `place-passage.spec.ts`). A whole block of at least a shingle is no chance.
 */
const LEAST = { inBlock: 4, inSection: 7, inArticle: 10 } as const;

/**
 * Finds runs of tokens that went elsewhere: among what is gone from its place and what is new, whatever stands once on either side. What
 * stands there twice could be either, and is left as it is.
 */
export function matchMovedRuns(open: Open): void {
  const { before, after, forward, isOld, isMoved } = open;
  const gone = shingles(before.ids, (at) => (forward[at] as number) < 0);
  const fresh = shingles(after.ids, (at) => isOld[at] === 0);
  for (const [shingle, at] of gone) {
    const place = fresh.get(shingle);
    if (at < 0 || place === undefined || place < 0 || (forward[at] as number) >= 0 || isOld[place] === 1) continue;
    const run = extended(open, at, place);
    if (run.length < leastOf(open, run)) continue;
    for (let step = 0; step < run.length; step++) {
      forward[run.from + step] = run.to + step;
      isOld[run.to + step] = 1;
      isMoved[run.from + step] = 1;
    }
  }
}

/** Rows of tokens that all hold, by what they are; -1 for those that there are two of. */
function shingles(ids: Int32Array, holds: (at: number) => boolean): Map<string, number> {
  const places = new Map<string, number>();
  let row = 0;
  for (let at = 0; at < ids.length; at++) {
    row = holds(at) ? row + 1 : 0;
    if (row < SHINGLE) continue;
    const from = at - SHINGLE + 1;
    const shingle = ids.subarray(from, at + 1).join(' ');
    places.set(shingle, places.has(shingle) ? -1 : from);
  }
  return places;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

function extended({ before, after, forward, isOld }: Open, at: number, place: number): Run {
  const isSame = (step: number): boolean =>
    before.ids[at + step] !== undefined &&
    before.ids[at + step] === after.ids[place + step] &&
    (forward[at + step] as number) < 0 &&
    isOld[place + step] === 0;
  let [low, high] = [0, 0];
  while (isSame(low - 1)) low--;
  while (isSame(high)) high++;
  return { from: at + low, to: place + low, length: high - low };
}

function leastOf({ before, after }: Open, { from, to, length }: Run): number {
  const block = before.blocks[from] as number;
  const [old, now] = [before.article.blocks[block], after.article.blocks[after.blocks[to] as number]];
  const isWhole = from <= (before.firsts[block] as number) && from + length >= (before.firsts[block + 1] as number);
  if (isWhole || old?.id === now?.id) return LEAST.inBlock;
  return old?.sectionId === now?.sectionId ? LEAST.inSection : LEAST.inArticle;
}
