import { foldForMatching } from '#kernel';

/** A piece of an entry between wildcards, folded. `runs` counts the repetitions that folding squeezed. */
export type Literal = Readonly<{ text: string; runs: Int32Array }>;

/** A usable line of a word list, as it stands there. */
export type ListedEntry = Readonly<{
  list: 'banned' | 'suspect';
  /** Where it stands in its list, from 1. */
  line: number;
  source: string;
}>;

/** A line of words, with or without wildcards. */
export type WordEntry = ListedEntry &
  Readonly<{
    literals: readonly Literal[];
    /** The literal by which the entry is found: its longest. */
    anchor: number;
    /** Whether it begins, or ends, with a wildcard: then it need not be a whole word there. */
    opensWild: boolean;
    closesWild: boolean;
  }>;

/** Longest line that is taken, in UTF-16 units (the contract of the site's settings). */
const LONGEST_LINE = 200;
/** Most wildcards in one entry; more says nothing and costs much. */
const MOST_WILDCARDS = 8;
/** Shortest literal beside a wildcard: `*a*` would be nearly every word. */
const SHORTEST_WILD = 2;

/**
 * Reads one line: words that must stand whole, in this order, with any punctuation between; `*` stands for any part of a word.
 * @returns the entry, a sentence about what is wrong with the line, or undefined for a blank line.
 */
export function parseWordEntry(list: WordEntry['list'], line: number, written: string): WordEntry | string | undefined {
  const source = written.trim();
  if (source === '') return undefined;
  if (source.length > LONGEST_LINE) return `The line is longer than ${LONGEST_LINE} characters.`;
  const pieces = source.split('*');
  const opensWild = source.startsWith('*');
  const closesWild = source.endsWith('*');
  const literals = pieces
    .map((piece, at) => fold(piece, at === 0, at === pieces.length - 1))
    .filter(({ text }) => text !== '');
  const anchor = longest(literals);
  const length = literals[anchor]?.text.trim().length ?? 0;
  if (length === 0) return 'The line holds no letter, digit or sign to look for.';
  if (literals.length - 1 > MOST_WILDCARDS) return `The line has more than ${MOST_WILDCARDS} wildcards.`;
  if (pieces.length > 1 && length < SHORTEST_WILD) {
    return `Beside a wildcard at least ${SHORTEST_WILD} characters must stand together.`;
  }
  return { list, line, source, literals, anchor, opensWild, closesWild };
}

function fold(piece: string, isFirst: boolean, isLast: boolean): Literal {
  const { folded, runs } = foldForMatching(piece);
  const start = isFirst && folded.startsWith(' ') ? 1 : 0;
  const end = isLast && folded.endsWith(' ') && folded.length > start ? folded.length - 1 : folded.length;
  return { text: folded.slice(start, end), runs: runs.subarray(start, end) };
}

function longest(literals: readonly Literal[]): number {
  let best = 0;
  for (let at = 1; at < literals.length; at++) {
    if ((literals[at]?.text.length ?? 0) > (literals[best]?.text.length ?? 0)) best = at;
  }
  return best;
}
