import { RE2JS } from 're2js';
import type { ListedEntry, WordEntry } from './word-entry.js';

/** A line of a word list that is a pattern: `/…/` or `/…/i`. */
export type PatternEntry = ListedEntry & Readonly<{ pattern: RE2JS }>;

/** A line between slashes; letters after the last one are flags. */
const WRITTEN = /^\/(.+)\/([a-z]*)$/u;
const FLAGS: ReadonlyMap<string, number> = new Map([
  ['i', 0],
  ['m', RE2JS.MULTILINE],
  ['s', RE2JS.DOTALL],
]);
/**
 * Largest program of one pattern, in RE2 instructions. Matching costs at most program times text: re2js was measured at 70 ns for each
 * instruction and character at worst, so one pattern over 10,000 characters stays near 100 ms (reliability.md A22, D17).
 */
const LARGEST = 250;

/** Whether a line is meant as a pattern. */
export function isPattern(source: string): boolean {
  return WRITTEN.test(source);
}

/**
 * Reads a line as a pattern in RE2 syntax: linear in time, so without back references and look-around. Case never counts.
 * @returns the entry, or a sentence about what is wrong with the line.
 */
export function parsePattern(list: WordEntry['list'], line: number, source: string): PatternEntry | string {
  const [, body = '', letters = ''] = WRITTEN.exec(source) ?? [];
  let flags = RE2JS.CASE_INSENSITIVE;
  for (const letter of letters) {
    const flag = FLAGS.get(letter);
    if (flag === undefined) return `Patterns know the flags i, m and s, not "${letter}".`;
    flags |= flag;
  }
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(body, flags);
  } catch (error) {
    const what = error instanceof Error ? error.message : 'unknown syntax';
    return `The pattern cannot be read: ${what.slice(0, 150)}. It is RE2 syntax: no back references, no look-around.`;
  }
  if (pattern.programSize() > LARGEST) return 'The pattern is too large. Use smaller repetitions, or several lines.';
  if (pattern.test('')) return 'The pattern fits every text, also an empty one.';
  return { list, line, source, pattern };
}
