import { hashOf } from '../../../apps/cli/src/train/near-duplicates.js';

/** Buckets of the plain baselines; more than they fill. */
export const PLAIN_BUCKETS = 2 ** 20;

/** Counts of the plain features of one text. */
export interface PlainText {
  readonly buckets: Uint32Array;
  readonly counts: Float32Array;
}

/**
 * What the baselines of data/README.md section 8 read: NFKC, lower case, addresses as `urltok dom_<host>`, digit runs folded; words
 * and their pairs, runs of 2 to 5 characters in words. No name, no website.
 */
export function plainText(text: string): PlainText {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?:https?:\/\/|www\.)([^\s/]+)\S*/g, ' urltok dom_$1 ')
    .replaceAll(/\d+/g, '0');
  const words = folded.match(/[\p{L}\p{M}\p{N}_]{2,}/gu) ?? [];
  const counts = new Map<number, number>();
  const add = (feature: string): void => {
    const bucket = hashOf(feature) % PLAIN_BUCKETS;
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  };
  words.forEach((word, at) => {
    add(`w ${word}`);
    if (at > 0) add(`w ${words[at - 1] ?? ''} ${word}`);
  });
  for (const word of folded.split(/\s+/)) {
    const edged = ` ${word} `;
    for (let size = 2; size <= 5; size++) {
      for (let at = 0; at + size <= edged.length; at++) add(`c ${edged.slice(at, at + size)}`);
    }
  }
  return { buckets: Uint32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) };
}
