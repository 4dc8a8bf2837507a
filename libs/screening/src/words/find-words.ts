import { foldForMatching, originalSpan } from '#kernel';
import type { FoldedText, TextSpan } from '#kernel';
import { ANYWHERE, AT_WORD_START } from './compile-word-lists.js';
import type { Bucket, WordList } from './compile-word-lists.js';
import { EntryMatcher } from './entry-matcher.js';
import type { WordEntry } from './word-entry.js';

/** An entry found, with its place in the original text. */
export type FoundWord = Readonly<{ entry: WordEntry; span: TextSpan }>;

/** What the lists found. `isComplete` is false when the text cost too much to be read to the end. */
export type FoundWords = Readonly<{ matches: readonly FoundWord[]; isComplete: boolean }>;

/** Matches reported; more tell a moderator nothing. */
const MOST_MATCHES = 50;

/**
 * Finds the entries of word lists in a text. Where a `1` was read as a letter both readings are tried. Time is bounded by the
 * length of the text and a fixed number of comparisons, whatever the lists (reliability.md D17).
 */
export function findWords(list: WordList, text: string): FoundWords {
  if (list.isEmpty || text === '') return { matches: [], isComplete: true };
  const folded = foldForMatching(text);
  const first = scan(list, folded);
  if (!folded.readsOne) return first;
  const second = scan(list, foldForMatching(text, { oneAs: 'l' }));
  return { matches: [...first.matches, ...second.matches], isComplete: first.isComplete && second.isComplete };
}

function scan(list: WordList, text: FoldedText): FoundWords {
  const matcher = new EntryMatcher(text);
  const matches: FoundWord[] = [];
  for (let at = 0; at < text.folded.length; at++) {
    const starts = text.boundaries[at] === 1 ? [AT_WORD_START, ANYWHERE] : [ANYWHERE];
    for (const root of starts) {
      let node = root;
      for (let end = at; end < text.folded.length; end++) {
        node = list.trie.child(node, text.folded.charCodeAt(end));
        if (node === -1) break;
        const bucket = list.buckets.get(node);
        if (bucket) collect(list, bucket, at, matcher, matches);
      }
    }
    if (matches.length >= MOST_MATCHES) return { matches: matches.slice(0, MOST_MATCHES), isComplete: true };
    if (matcher.isSpent) return { matches, isComplete: false };
  }
  return { matches, isComplete: true };
}

function collect(list: WordList, bucket: Bucket, at: number, matcher: EntryMatcher, matches: FoundWord[]): void {
  matcher.spend(bucket.lengths.length);
  for (const entry of candidates(list, bucket, at, matcher.text.folded)) {
    if (matcher.isSpent) return;
    const place = matcher.match(entry, at);
    if (place) matches.push({ entry, span: originalSpan(matcher.text, place.start, place.end) });
  }
}

function* candidates(list: WordList, { lengths, wild }: Bucket, at: number, folded: string): Generator<WordEntry> {
  for (const length of lengths) yield* list.plain.get(folded.slice(at, at + length)) ?? [];
  yield* wild;
}
