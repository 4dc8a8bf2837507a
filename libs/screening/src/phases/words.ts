import type { TextSpan } from '#kernel';
import type { ScreeningFacts } from '../facts.js';
import { noOpinion } from '../phase.js';
import type { Phase, PhaseResult, Span } from '../phase.js';
import type { CompiledRules } from '../compile-rules.js';
import { findPatterns } from '../words/find-patterns.js';
import { findWords } from '../words/find-words.js';
import type { WordList } from '../words/compile-word-lists.js';
import type { ListedEntry } from '../words/word-entry.js';

/**
 * The site's word lists (field.md b.1 phase 16, reliability.md D16, D17): banned words reject, suspect ones hold. Words are matched on
 * the folded text, patterns on the folded text and on the text as written.
 * The source, the text as shown (`vi**a**gra` is `viagra` there) and the name are read; spans are in source and name.
 */
export const words: Phase = { name: 'words', stage: 'fast', judge };

const ENTRIES_SHOWN = 5;

function judge({ comment, author }: ScreeningFacts, { wordList }: CompiledRules): PhaseResult {
  if (wordList.isEmpty) return noOpinion;
  const body = find(wordList, comment.body);
  const name = find(wordList, author.name);
  const shown = comment.text === comment.body ? body : find(wordList, comment.text);
  const entries = [...new Set([body, name, shown].flatMap(({ matches }) => matches.map(({ entry }) => entry)))];
  const spans = [...spansOf(body, 'body'), ...spansOf(name, 'name')];
  const isComplete = body.isComplete && name.isComplete && shown.isComplete;
  if (entries.length > 0) return found(entries, spans);
  if (isComplete) return noOpinion;
  return { verdict: 'hold', reason: 'words_unfinished' };
}

interface Found {
  readonly matches: readonly Readonly<{ entry: ListedEntry; span: TextSpan | undefined }>[];
  readonly isComplete: boolean;
}

function find(list: WordList, text: string): Found {
  const words = findWords(list, text);
  const patterns = findPatterns(list.patterns, text, () => performance.now());
  return {
    matches: [...words.matches, ...patterns.matches],
    isComplete: words.isComplete && patterns.isComplete,
  };
}

function found(entries: readonly ListedEntry[], spans: readonly Span[]): PhaseResult {
  const banned = entries.filter(({ list }) => list === 'banned');
  const suspect = entries.filter(({ list }) => list === 'suspect');
  const named = [...banned, ...suspect]
    .slice(0, ENTRIES_SHOWN)
    .map(({ list, line, source }) => `"${source}" (${list}, line ${line})`);
  return {
    verdict: banned.length > 0 ? 'reject' : 'hold',
    reason: banned.length > 0 ? 'banned_word' : 'suspect_word',
    spans,
    detail: { banned: banned.length, suspect: suspect.length },
    explanation: `Found ${named.join(', ')}.`,
  };
}

/** Ordered, and merged where they touch one another, so that they can be marked as they are. */
function spansOf({ matches }: Found, field: Span['field']): Span[] {
  const ordered = matches.flatMap(({ span }) => span ?? []).toSorted((a, b) => a.start - b.start || a.end - b.end);
  const merged: Span[] = [];
  for (const { start, end } of ordered) {
    const last = merged.at(-1);
    if (last && start < last.end) merged[merged.length - 1] = { ...last, end: Math.max(last.end, end) };
    else merged.push({ start, end, field });
  }
  return merged;
}
