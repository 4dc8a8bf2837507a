/** How many left items one feature may propose: bounds the work when a feature says nothing because all share it. */
const LARGEST_BUCKET = 4;

/**
 * Proposes pairs worth scoring between lists too long to score every pair: those that share a feature (an id, a heading, one
 * of the smallest shingle hashes), at most four per feature. Linear in the number of features.
 */
export class CandidateIndex {
  readonly #buckets = new Map<string, number[]>();

  /** Adds a left item under its features. */
  add(left: number, features: Iterable<string>): void {
    for (const feature of features) {
      const bucket = this.#buckets.get(feature);
      if (!bucket) {
        this.#buckets.set(feature, [left]);
      } else if (bucket.length < LARGEST_BUCKET) {
        bucket.push(left);
      }
    }
  }

  /** The left items that share a feature with an item, each once. */
  candidates(features: Iterable<string>): Set<number> {
    const found = new Set<number>();
    for (const feature of features) {
      this.#buckets.get(feature)?.forEach((left) => found.add(left));
    }
    return found;
  }
}
