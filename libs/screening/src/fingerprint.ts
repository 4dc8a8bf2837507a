import { foldForMatching, sha256 } from '#kernel';

/**
 * The key of a text for "the same text again": its folded copy (case, accents, disguises, punctuation, spaces and repeated
 * letters do not count). A text of signs alone is its own key.
 */
export function textKey(text: string): string {
  const folded = foldForMatching(text).folded.trim();
  return folded === '' ? text.normalize('NFKC').trim() : folded;
}

/** SHA-256 (32 bytes) of `textKey`, to find repetitions by an index. */
export function fingerprint(text: string): Buffer {
  return sha256(textKey(text));
}
