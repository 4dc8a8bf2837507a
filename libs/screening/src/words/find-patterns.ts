import { foldForMatching } from '#kernel';
import type { FoldedText, TextSpan } from '#kernel';
import type { PatternEntry } from './pattern-entry.js';
import type { PatternGroup } from './pattern-list.js';

/** A pattern that fits a text. It has no place where finding that would cost too much. */
export type FoundPattern = Readonly<{ entry: PatternEntry; span: TextSpan | undefined }>;

/** What patterns found. `isComplete` is false when the time was over before all were tried. */
export type FoundPatterns = Readonly<{ matches: readonly FoundPattern[]; isComplete: boolean }>;

/** Milliseconds for all patterns on one text (reliability.md D17). A group that has begun is finished: at most 100 ms more. */
const TIME_MS = 50;
/** A place is looked for up to this many instructions times characters; some milliseconds. */
const COSTLIEST_PLACE = 500_000;
const MOST_MATCHES = 20;
/** A copy that unfolds to more than this, such as from ligatures of eighteen letters, is not read. The longest comment has 20,000 units. */
const LONGEST = 60_000;

/** Finds patterns in a text as it is written, and in its folded copy with repeated letters kept, where disguises are read. */
export function findPatterns(groups: readonly PatternGroup[], text: string, now: () => number): FoundPatterns {
  if (groups.length === 0 || text === '') return { matches: [], isComplete: true };
  const end = now() + TIME_MS;
  const folded = unsqueezed(foldForMatching(text));
  if (folded.text.length > LONGEST) return { matches: [], isComplete: false };
  const matches = new Map<PatternEntry, FoundPattern>();
  for (const { whole, entries } of groups) {
    if (now() > end) return { matches: [...matches.values()], isComplete: false };
    for (const form of [{ text, place: undefined }, folded]) {
      if (!whole.test(form.text)) continue;
      for (const entry of entries) {
        if (matches.has(entry) || matches.size >= MOST_MATCHES) continue;
        if (entry.pattern.test(form.text)) matches.set(entry, { entry, span: placeOf(entry, form) });
      }
    }
  }
  return { matches: [...matches.values()], isComplete: true };
}

interface Form {
  readonly text: string;
  /** From a place in this form to one in the original; none when it is the original. */
  readonly place: ((span: TextSpan) => TextSpan) | undefined;
}

function placeOf({ pattern }: PatternEntry, { text, place }: Form): TextSpan | undefined {
  if (pattern.programSize() * text.length > COSTLIEST_PLACE) return undefined;
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return undefined;
  const span = { start: matcher.start(), end: matcher.end() };
  if (span.end === span.start) return undefined;
  return place === undefined ? span : place(span);
}

/** The folded copy with every squeezed letter as often as it was written: a pattern says itself how often a letter may stand. */
function unsqueezed({ folded, runs, toOriginal, originalEnds }: FoldedText): Form {
  let text = '';
  const from: number[] = [];
  for (let at = 0; at < folded.length; at++) {
    const times = folded[at] === ' ' ? 1 : (runs[at] ?? 1);
    text += (folded[at] ?? '').repeat(times);
    for (let time = 0; time < times; time++) from.push(at);
  }
  const place = ({ start, end }: TextSpan): TextSpan => ({
    start: toOriginal[from[start] ?? 0] ?? 0,
    end: originalEnds[from[end - 1] ?? 0] ?? 0,
  });
  return { text, place };
}
