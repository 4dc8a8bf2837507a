/** Buckets that features are hashed into, as a power of two. The model file names it; another number needs another file. */
export const BUCKET_BITS = 19;
/** Number of buckets. */
export const BUCKETS = 2 ** BUCKET_BITS;

const PRIME = 0x01000193;

/** Continues a hash (FNV-1a over UTF-16 units) by one unit. */
export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

/** Hash of a whole string, begun with a seed that names what kind of feature it is. */
export function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = hashUnit(hash, text.charCodeAt(at));
  return hash;
}

/** The bucket of a hash: its bits mixed (the finaliser of MurmurHash3), because FNV leaves short strings near one another. */
export function bucketOf(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, 0xc2b2ae35) >>> (32 - BUCKET_BITS);
}

/** Seeds of the kinds of features, so that a word in the text, in the name and in a host are three features. */
export const seeds = {
  word: 0x1b873593,
  pair: 0x2c1b3c6d,
  characters: 0x297a2d39,
  name: 0x5bd1e995,
  namePair: 0x6c8e9cf5,
  nameCharacters: 0x7feb352d,
  host: 0x165667b1,
  hostWord: 0x27d4eb2f,
  hostCharacters: 0x3c6ef372,
  path: 0x45d9f3b3,
  mailDomain: 0x510e527f,
} as const;
