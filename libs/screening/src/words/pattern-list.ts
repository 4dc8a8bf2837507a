import { RE2JS } from 're2js';
import type { PatternEntry } from './pattern-entry.js';

/** Patterns that are asked about together: when the whole does not fit a text, none of them does. */
export type PatternGroup = Readonly<{ whole: RE2JS; entries: readonly PatternEntry[] }>;

/** Most instructions of a group: as many as one pattern may have, so that a group costs no more than one. */
const LARGEST_GROUP = 250;

/**
 * Puts patterns together so that an ordinary text is read once for a dozen of them. Each was compiled alone before, so their
 * parentheses are balanced.
 */
export function groupPatterns(entries: readonly PatternEntry[]): PatternGroup[] {
  const groups: PatternGroup[] = [];
  let open: PatternEntry[] = [];
  let size = 0;
  for (const entry of entries) {
    if (open.length > 0 && size + entry.pattern.programSize() > LARGEST_GROUP) {
      groups.push(groupOf(open));
      open = [];
      size = 0;
    }
    open.push(entry);
    size += entry.pattern.programSize();
  }
  return open.length > 0 ? [...groups, groupOf(open)] : groups;
}

function groupOf(entries: readonly PatternEntry[]): PatternGroup {
  const [first] = entries;
  if (entries.length === 1 && first) return { whole: first.pattern, entries };
  const parts = entries.map(({ pattern }) => `(?i${inlineFlags(pattern.flags())}:${pattern.pattern()})`);
  return { whole: RE2JS.compile(parts.join('|'), RE2JS.CASE_INSENSITIVE), entries };
}

function inlineFlags(flags: number): string {
  return `${(flags & RE2JS.MULTILINE) === 0 ? '' : 'm'}${(flags & RE2JS.DOTALL) === 0 ? '' : 's'}`;
}
