/** What became of an anchor in another revision of its article. */
export type AnchorOutcome = 'exact' | 'moved' | 'edited' | 'split' | 'orphaned';

/** A place in a revision. Offsets are code points of its text. */
export interface PassagePlace {
  readonly start: number;
  readonly end: number;
  /** The block in which it begins. */
  readonly blockId: string;
  readonly sectionId: string | null;
}

/**
 * Where a passage is now: `exact` reads as before where it was, `moved` reads as before elsewhere, `edited` reads otherwise, `split` is in
 * pieces, of which the largest is named; an `orphaned` one has no place that is certain. The section is named: whoever tells of a placement says so where it
 * is another one.
 */
export type PassagePlacement =
  | ({ readonly outcome: Exclude<AnchorOutcome, 'orphaned'>; readonly score: number } & PassagePlace)
  | { readonly outcome: 'orphaned' };

/** The same of a comment on a section. */
export type SectionPlacement =
  | { readonly outcome: Exclude<AnchorOutcome, 'orphaned'>; readonly score: number; readonly sectionId: string }
  | { readonly outcome: 'orphaned' };

/** Scores are told to the thousandth, 0 to 1. */
export function roundedScore(score: number): number {
  return Math.round(Math.min(1, score) * 1000) / 1000;
}
