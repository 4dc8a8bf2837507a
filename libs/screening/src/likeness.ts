import { foldForMatching } from '#kernel';

/** Hashes of a likeness: one byte each. */
export const LIKENESS_HASHES = 12;
/** Hashes that make one band. Two texts that are 80 % alike share one of the four bands in 94 of 100 cases, 30 % alike in 10. */
const BAND = 3;
/** Characters of a shingle: as many as tell words apart without regard to where words end, which many scripts do not write. */
const SHINGLE = 5;
/** Shorter texts, in folded characters, are alike by chance. */
const SHORTEST = 48;
/** Longer texts are compared by their beginning, which bounds the cost. */
const LONGEST = 4000;

const SEEDS = Uint32Array.from({ length: LIKENESS_HASHES }, (_, at) => Math.imul(at + 1, 0x9e3779b1) | 1);

/**
 * How a text can be recognised in another that says nearly the same (MinHash over shingles of the folded text; Broder 1997): one byte
 * of each of twelve smallest hashes, and the bands under which near-duplicates are looked up. Undefined for short texts.
 */
export type Likeness = Readonly<{
  /** Two texts are as alike as the share of these that are equal, within some 12 points. */
  bytes: Uint8Array;
  /** Four keys, decimal 64-bit integers as PostgreSQL's bigint; those of different scopes differ. */
  bands: readonly string[];
}>;

/** @param scope what the bands are for, such as a site's id: equal texts of other scopes are not found. */
export function likenessOf(text: string, scope: string): Likeness | undefined {
  const folded = foldForMatching(text.slice(0, 2 * LONGEST))
    .folded.trim()
    .slice(0, LONGEST);
  if (folded.length < SHORTEST) return undefined;
  const smallest = new Uint32Array(LIKENESS_HASHES).fill(0xffffffff);
  for (let at = 0; at + SHINGLE <= folded.length; at++) {
    const shingle = hash(folded, at, at + SHINGLE, 0x811c9dc5);
    for (let which = 0; which < LIKENESS_HASHES; which++) {
      const mixed = mix(Math.imul(shingle, SEEDS[which] ?? 1));
      if (mixed < (smallest[which] ?? 0)) smallest[which] = mixed;
    }
  }
  return { bytes: Uint8Array.from(smallest, (value) => value & 0xff), bands: bandsOf(smallest, scope) };
}

function bandsOf(smallest: Uint32Array, scope: string): string[] {
  return Array.from({ length: LIKENESS_HASHES / BAND }, (_, band) => {
    const key = `${scope}:${band}:${smallest.slice(band * BAND, (band + 1) * BAND).join('.')}`;
    const high = BigInt(mix(hash(key, 0, key.length, 0x811c9dc5)));
    const low = BigInt(mix(hash(key, 0, key.length, 0x01000193)));
    return BigInt.asIntN(64, (high << 32n) | low).toString();
  });
}

/** FNV-1a over UTF-16 units. */
function hash(text: string, from: number, to: number, basis: number): number {
  let value = basis;
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
}

/** The finaliser of MurmurHash3, so that the smallest value is no accident of the seed. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
