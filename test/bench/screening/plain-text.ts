/** Counts of the plain features of one text. */
export interface PlainText {
  /** Numbers of the features, from 0 on, as `PlainReader` gave them out. */
  readonly features: Uint32Array;
  readonly counts: Float32Array;
}

const PRIME = 0x01000193;
const WORD = 0x811c9dc5;
const PAIR = 0x2c1b3c6d;
const CHARACTERS = 0x297a2d39;
const SPACE = 0x20;
const SHORTEST = 2;
const LONGEST = 5;

/**
 * Reads what the baselines of data/README.md section 8 read: NFKC, lower case, addresses as `urltok dom_<host>`, digit runs folded;
 * words and their pairs, runs of 2 to 5 characters in words. No name, no website. Features are told apart by a hash of 32 bits and
 * numbered as they come, so that the weights of a set lie close together.
 */
export class PlainReader {
  private readonly numbers = new Map<number, number>();

  /** How many features there are so far. */
  get size(): number {
    return this.numbers.size;
  }

  /** The counted features of a text. */
  read(text: string): PlainText {
    const folded = text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/(?:https?:\/\/|www\.)([^\s/]+)\S*/g, ' urltok dom_$1 ')
      .replaceAll(/\d+/g, '0');
    const counts = new Map<number, number>();
    const add = (hash: number): void => {
      let number = this.numbers.get(hash);
      if (number === undefined) this.numbers.set(hash, (number = this.numbers.size));
      counts.set(number, (counts.get(number) ?? 0) + 1);
    };
    let previous = 0;
    for (const word of folded.match(/[\p{L}\p{M}\p{N}_]{2,}/gu) ?? []) {
      const hash = hashOf(word);
      add(hash);
      if (previous !== 0) add(Math.imul(previous, 31) ^ hash ^ PAIR);
      previous = hash;
    }
    for (const word of folded.split(/\s+/)) addRuns(word, add);
    return { features: Uint32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) };
  }
}

function hashOf(word: string): number {
  let hash = WORD;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), PRIME);
  return hash;
}

/** Runs of characters of a word with a space before and after it. */
function addRuns(word: string, add: (hash: number) => void): void {
  const unitAt = (at: number): number => (at < 0 || at === word.length ? SPACE : word.charCodeAt(at));
  for (let from = -1; from < word.length; from++) {
    let hash = CHARACTERS;
    for (let size = 1; size <= LONGEST && from + size <= word.length + 1; size++) {
      hash = Math.imul(hash ^ unitAt(from + size - 1), PRIME);
      if (size >= SHORTEST) add(hash);
    }
  }
}
