import { words } from './word-tokens.js';

/**
 * A small fingerprint of a text's wording, JSON-serialisable: the 64 smallest of the 32-bit hashes of its shingles (runs of
 * words), and how many different shingles there are. Opaque: made by `printOf`, read by `printSimilarity`.
 */
export interface TextPrint {
  shingles: number;
  sketch: number[];
}

/**
 * Size of a sketch. The error of the estimated overlap is about 1/sqrt(64), 0.13 at worst, far from what the floors need;
 * texts of up to 64 shingles are compared exactly. Bottom-k sketches: Broder, "On the resemblance and containment of documents" (1997).
 */
const SKETCH_SIZE = 64;

/** FNV-1a over UTF-16 units, then the finaliser of MurmurHash3, so that the smallest hashes are an even sample. */
function hash(text: string, seed: number): number {
  let value = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * The print of a text.
 * @param runLength words per shingle: 3 tells prose apart, 1 still sees a short sentence with half its words changed.
 */
export function printOf(text: string, runLength: number): TextPrint {
  const tokens = words(text);
  const length = Math.min(runLength, tokens.length);
  const count = length === 0 ? 0 : tokens.length - length + 1;
  const hashes = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) {
    let value = 0;
    for (let offset = 0; offset < length; offset += 1) {
      value = hash(tokens[index + offset] ?? '', value);
    }
    hashes[index] = value;
  }
  hashes.sort();
  const distinct = hashes.filter((value, index) => index === 0 || value !== hashes[index - 1]);
  return { shingles: distinct.length, sketch: Array.from(distinct.subarray(0, SKETCH_SIZE)) };
}

/** How much two texts share, 0 to 1: the Dice coefficient of their shingles, estimated from the sketches. Empty texts share nothing. */
export function printSimilarity(left: TextPrint, right: TextPrint): number {
  const complete = left.shingles === left.sketch.length && right.shingles === right.sketch.length;
  const limit = complete ? Infinity : SKETCH_SIZE;
  let [i, j, seen, shared] = [0, 0, 0, 0];
  while (seen < limit && (i < left.sketch.length || j < right.sketch.length)) {
    const a = left.sketch[i] ?? Infinity;
    const b = right.sketch[j] ?? Infinity;
    shared += a === b ? 1 : 0;
    i += a <= b ? 1 : 0;
    j += b <= a ? 1 : 0;
    seen += 1;
  }
  const jaccard = seen === 0 ? 0 : shared / seen;
  return (2 * jaccard) / (1 + jaccard);
}
