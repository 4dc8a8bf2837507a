import { looksMashed } from './keyboard-mash.js';

/** What is loud about a text. */
export type Noise = Readonly<{
  /** Share of capitals among the letters that have a case, 0 to 1; 0 for short texts. */
  capitals: number;
  /** Longest run of one character, or of one word, in a row. */
  longestRun: number;
  emoji: number;
  words: number;
  /** A long word that looks like struck keys, or undefined. */
  mashed: string | undefined;
}>;

/** Fewer letters say nothing about capitals: "USA", "OMG YES". */
const FEWEST_LETTERS = 24;

const OTHER = 1;
const SMALL = 2;
const CAPITAL = 3;
/** A letter without a case, a digit, a mark, and what may stand inside a word. */
const IN_WORD = 4;
const EMOJI = 5;
/** Rows of these divide and draw, in plain text as in Markdown. */
const DRAWING = 6;

const KNOWN = 0x20000;
/** Kinds of code points as they were met; 0 is not yet met. */
const kinds = new Uint8Array(KNOWN);

function kindOf(point: number): number {
  if (point >= KNOWN) return OTHER;
  const known = kinds[point] ?? 0;
  if (known !== 0) return known;
  const character = String.fromCodePoint(point);
  return (kinds[point] = classify(character));
}

function classify(character: string): number {
  if (/[\s\-=_*#~.|+:>]/.test(character)) return DRAWING;
  if (/\p{Ll}/u.test(character)) return SMALL;
  if (/\p{Lu}/u.test(character)) return CAPITAL;
  if (/[\p{L}\p{N}\p{M}'’]/u.test(character)) return IN_WORD;
  return /\p{Extended_Pictographic}/u.test(character) ? EMOJI : OTHER;
}

/** Measures a text in one pass. */
export function measureNoise(text: string): Noise {
  const counts = [0, 0, 0, 0, 0, 0, 0];
  const words = new WordRuns(text);
  let run = 0;
  let longest = 0;
  let last = -1;
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    const kind = kindOf(point);
    counts[kind] = (counts[kind] ?? 0) + 1;
    run = point === last ? run + 1 : 1;
    last = point;
    if (run > longest && kind !== DRAWING) longest = run;
    words.step(at, kind === SMALL || kind === CAPITAL || kind === IN_WORD);
    at += point > 0xffff ? 2 : 1;
  }
  words.step(text.length, false);
  const [, , small = 0, capital = 0, , emoji = 0] = counts;
  const cased = small + capital;
  return {
    emoji,
    words: words.count,
    mashed: words.mashed,
    longestRun: Math.max(longest, words.longest),
    capitals: cased >= FEWEST_LETTERS ? capital / cased : 0,
  };
}

/** Follows the words of a text: their number, the longest run of one, and the first that looks like struck keys. */
class WordRuns {
  count = 0;
  longest = 0;
  mashed: string | undefined;
  private start = -1;
  private run = 0;
  private last = '';

  constructor(private readonly text: string) {}

  /** Tells whether the character at a place belongs to a word. */
  step(at: number, isInWord: boolean): void {
    if (isInWord === this.start >= 0) return;
    if (isInWord) this.start = at;
    else {
      this.end(this.text.slice(this.start, at));
      this.start = -1;
    }
  }

  private end(word: string): void {
    this.count++;
    const isSame = word.length === this.last.length && word.toLowerCase() === this.last.toLowerCase();
    this.run = isSame ? this.run + 1 : 1;
    this.last = word;
    if (this.run > this.longest) this.longest = this.run;
    if (this.mashed === undefined && looksMashed(word)) this.mashed = word;
  }
}
