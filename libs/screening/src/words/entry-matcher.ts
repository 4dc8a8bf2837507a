import type { FoldedText, TextSpan } from '#kernel';
import type { Literal, WordEntry } from './word-entry.js';

/** Comparisons allowed for one text, far above honest lists and texts; some milliseconds. */
const COMPARISONS = 200_000;
/** Most characters one wildcard stands for; longer than any word. */
const WIDEST_WILDCARD = 64;
/** From this many repetitions on a letter is drawn out (`viaaagra`) and stands for any smaller number. */
const DRAWN_OUT_FROM = 3;

/** Matches entries at places of one folded text, and counts what it costs. */
export class EntryMatcher {
  private left = COMPARISONS;

  constructor(readonly text: FoldedText) {}

  /** Whether the comparisons are used up; nothing matches any more. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** Counts comparisons made elsewhere for this text. */
  spend(comparisons: number): void {
    this.left -= comparisons;
  }

  /** The place of an entry whose anchor stands at `at`, in the folded text, or undefined. */
  match(entry: WordEntry, at: number): TextSpan | undefined {
    const anchor = entry.literals[entry.anchor];
    if (!anchor || !this.fits(entry, entry.anchor, at)) return undefined;
    const end = this.extendRight(entry, at + anchor.text.length);
    if (end === undefined) return undefined;
    const start = this.extendLeft(entry, at);
    return start === undefined ? undefined : { start, end };
  }

  private extendRight(entry: WordEntry, from: number): number | undefined {
    const last = entry.literals.length - 1;
    let position = from;
    for (let index = entry.anchor + 1; index <= last; index++) {
      const found = this.placesAfter(entry, index, position).find((end) => index < last || this.endsAt(entry, end));
      if (found === undefined) return undefined;
      position = found;
    }
    return this.endsAt(entry, position) ? position : undefined;
  }

  private extendLeft(entry: WordEntry, from: number): number | undefined {
    let position = from;
    for (let index = entry.anchor - 1; index >= 0; index--) {
      const found = this.placesBefore(entry, index, position).find((start) => index > 0 || this.startsAt(entry, start));
      if (found === undefined) return undefined;
      position = found;
    }
    return this.startsAt(entry, position) ? position : undefined;
  }

  /** Ends of a literal that follows a wildcard, nearest first. */
  private placesAfter(entry: WordEntry, index: number, from: number): number[] {
    const length = entry.literals[index]?.text.length ?? 0;
    const places: number[] = [];
    for (let gap = 0; gap <= WIDEST_WILDCARD && from + gap + length <= this.text.folded.length; gap++) {
      if (this.fits(entry, index, from + gap)) places.push(from + gap + length);
      if (this.text.folded[from + gap] === ' ') break;
    }
    return places;
  }

  /** Starts of a literal that stands before a wildcard, nearest first. */
  private placesBefore(entry: WordEntry, index: number, to: number): number[] {
    const length = entry.literals[index]?.text.length ?? 0;
    const places: number[] = [];
    for (let gap = 0; gap <= WIDEST_WILDCARD && to - gap - length >= 0; gap++) {
      if (this.fits(entry, index, to - gap - length)) places.push(to - gap - length);
      if (this.text.folded[to - gap - 1] === ' ') break;
    }
    return places;
  }

  private fits(entry: WordEntry, index: number, at: number): boolean {
    this.left--;
    const literal = entry.literals[index];
    if (!literal || this.isSpent || !this.text.folded.startsWith(literal.text, at)) return false;
    const wildBefore = index > 0 || entry.opensWild;
    const wildAfter = index < entry.literals.length - 1 || entry.closesWild;
    return this.hasRuns(literal, at, wildBefore, wildAfter);
  }

  /** `as` is no `ass`, but `asssss` is; beside a wildcard further repetitions belong to the wildcard. */
  private hasRuns(literal: Literal, at: number, wildBefore: boolean, wildAfter: boolean): boolean {
    const last = literal.runs.length - 1;
    return literal.runs.every((wanted, unit) => {
      const there = this.text.runs[at + unit] ?? 0;
      const isLoose =
        there >= DRAWN_OUT_FROM ||
        literal.text[unit] === ' ' ||
        (unit === 0 && wildBefore) ||
        (unit === last && wildAfter);
      return there === wanted || (isLoose && (there > wanted || literal.text[unit] === ' '));
    });
  }

  private startsAt(entry: WordEntry, start: number): boolean {
    return entry.opensWild || this.text.boundaries[start] === 1;
  }

  private endsAt(entry: WordEntry, end: number): boolean {
    return entry.closesWild || this.text.boundaries[end] === 1;
  }
}
