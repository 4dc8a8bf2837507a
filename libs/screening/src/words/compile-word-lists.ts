import { isPattern, parsePattern } from './pattern-entry.js';
import type { PatternEntry } from './pattern-entry.js';
import { groupPatterns } from './pattern-list.js';
import type { PatternGroup } from './pattern-list.js';
import { parseWordEntry } from './word-entry.js';
import type { WordEntry } from './word-entry.js';
import { WordTrie } from './word-trie.js';
import type { TrieNode } from './word-trie.js';

/** A line that cannot be used, and why, in a sentence for the person who wrote it. */
export type WordListProblem = Readonly<{ list: WordEntry['list']; line: number; message: string }>;

/** The entries whose first units are those of one trie node. */
export type Bucket = Readonly<{
  /** Lengths of the whole texts in `WordList.plain` that begin so. */
  lengths: number[];
  /** Entries with wildcards whose anchor begins so. */
  wild: WordEntry[];
}>;

/** Word lists made ready for `findWords`. */
export type WordList = Readonly<{
  isEmpty: boolean;
  trie: WordTrie;
  buckets: ReadonlyMap<TrieNode, Bucket>;
  /** Entries without wildcards by their folded text. */
  plain: ReadonlyMap<string, readonly WordEntry[]>;
  patterns: readonly PatternGroup[];
}>;

/** Root of what can only begin where a word begins. */
export const AT_WORD_START: TrieNode = 0;
/** Root of what may begin inside a word. */
export const ANYWHERE: TrieNode = 1;
/** Units of a text that the trie keeps; the rest is compared. Bounds the trie whatever the list. */
const TRIE_DEPTH = 12;
/** Most patterns of a site; each text is read for a dozen of them at a time. */
const MOST_PATTERNS = 200;

/** Makes word lists ready: each line parsed and folded once, hung into a trie by the first units of its longest literal. */
export function compileWordLists(lists: Readonly<{ banned: readonly string[]; suspect: readonly string[] }>): {
  wordList: WordList;
  problems: WordListProblem[];
} {
  const problems: WordListProblem[] = [];
  const trie = new WordTrie();
  const buckets = new Map<TrieNode, Bucket>();
  const plain = new Map<string, WordEntry[]>();
  const patterns: PatternEntry[] = [];
  for (const list of ['banned', 'suspect'] as const) {
    lists[list].forEach((source, index) => {
      const entry = readLine(list, index + 1, source, patterns.length);
      if (entry === undefined) return;
      if (typeof entry === 'string') problems.push({ list, line: index + 1, message: entry });
      else if ('pattern' in entry) patterns.push(entry);
      else hang(entry, trie, buckets, plain);
    });
  }
  const isEmpty = buckets.size === 0 && patterns.length === 0;
  return { wordList: { isEmpty, trie, buckets, plain, patterns: groupPatterns(patterns) }, problems };
}

function readLine(
  list: WordEntry['list'],
  line: number,
  written: string,
  patterns: number,
): WordEntry | PatternEntry | string | undefined {
  const source = written.trim();
  if (!isPattern(source)) return parseWordEntry(list, line, source);
  if (patterns >= MOST_PATTERNS)
    return `There are more than ${MOST_PATTERNS} patterns. Write plain words where they do.`;
  return parsePattern(list, line, source);
}

function hang(entry: WordEntry, trie: WordTrie, buckets: Map<TrieNode, Bucket>, plain: Map<string, WordEntry[]>): void {
  const text = entry.literals[entry.anchor]?.text ?? '';
  const root = entry.anchor === 0 && !entry.opensWild ? AT_WORD_START : ANYWHERE;
  const node = trie.insert(root, text.slice(0, TRIE_DEPTH));
  const bucket = buckets.get(node) ?? { lengths: [], wild: [] };
  buckets.set(node, bucket);
  if (entry.literals.length > 1 || entry.opensWild || entry.closesWild) {
    bucket.wild.push(entry);
    return;
  }
  if (!bucket.lengths.includes(text.length)) bucket.lengths.push(text.length);
  const equal = plain.get(text);
  if (equal) equal.push(entry);
  else plain.set(text, [entry]);
}
