import { bucketOf } from './hashing.js';

/** Most features of one block that are kept; a text of 10,000 characters has about 40,000. */
const MOST = 1 << 16;
const SEEN_BITS = 13;
const SEEN = 2 ** SEEN_BITS;

/** The kinds of hashed features. Each block counts by its own length, so that a long text does not drown a telling name. */
export const blocks = ['words', 'characters', 'name', 'links'] as const;
/** A kind of hashed features. */
export type BlockName = (typeof blocks)[number];

/** The hashed features of one kind, each with the word or address it comes from. Reused from text to text. */
export class FeatureList {
  readonly buckets = new Uint32Array(MOST);
  readonly owners = new Uint16Array(MOST);
  length = 0;
  private readonly seenKeys = new Int32Array(SEEN);
  private readonly seenTurns = new Uint32Array(SEEN);
  private turn = 0;
  private seenCount = 0;

  /** Forgets everything. */
  clear(): void {
    this.length = 0;
    this.turn++;
    this.seenCount = 0;
  }

  /** Adds a feature by its hash. */
  add(hash: number, owner: number): void {
    if (this.length === MOST) return;
    this.buckets[this.length] = bucketOf(hash);
    this.owners[this.length] = owner;
    this.length++;
  }

  /** Whether a hash comes for the first time. A crowded table forgets, which only counts a word twice. */
  isNew(hash: number): boolean {
    let at = (hash ^ (hash >>> 15)) & (SEEN - 1);
    while (this.seenTurns[at] === this.turn) {
      if (this.seenKeys[at] === hash) return false;
      at = (at + 1) & (SEEN - 1);
    }
    if (this.seenCount < SEEN / 2) {
      this.seenTurns[at] = this.turn;
      this.seenKeys[at] = hash;
      this.seenCount++;
    }
    return true;
  }
}
