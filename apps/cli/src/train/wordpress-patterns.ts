import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneOf, type Random } from '../seed/random.js';
import type { CorpusRow } from './corpus-rows.js';
import { fillPattern } from './make-spam.js';

/** Where the patterns stand in the data. */
export const PATTERNS_FILE = 'lists/wordpress_comment_blacklist/constructs.txt';
const SHORTEST = 20;

/** Texts from the patterns that were found on spammers' machines and collected by the WordPress comment blacklist (MIT). */
export function wordPressPatterns(data: string, count: number, random: Random): CorpusRow[] {
  const patterns = splitPatterns(readFileSync(join(data, PATTERNS_FILE), 'utf8'));
  return Array.from({ length: count }, (_, at) => {
    const pattern = oneOf(patterns, random);
    return { id: `wordpress:${at}`, label: 'spam', text: fillPattern(pattern, random), thread: pattern };
  });
}

/** Patterns stand one after another, parted by bars outside of braces. */
function splitPatterns(text: string): string[] {
  const patterns: string[] = [];
  let depth = 0;
  let pattern = '';
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}') depth = Math.max(0, depth - 1);
    if (character === '|' && depth === 0) {
      patterns.push(pattern.trim());
      pattern = '';
    } else pattern += character;
  }
  return [...patterns, pattern.trim()].filter(({ length }) => length >= SHORTEST);
}
