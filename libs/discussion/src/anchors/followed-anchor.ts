import type { AnchorOutcome } from '#anchoring';

/** Where an anchor is in one revision of its article. */
export interface AnchorPlace {
  readonly revision: number;
  readonly outcome: Exclude<AnchorOutcome, 'orphaned'>;
  /** How much of what was quoted is there, 0 to 1. */
  readonly score: number;
  readonly sectionId: string | null;
  /** Code points of the revision's text; null for a section. */
  readonly start: number | null;
  readonly end: number | null;
}

/** An anchor that is to be placed in a newer revision than it has been. */
export interface FollowedAnchor {
  readonly commentId: string;
  readonly isPassage: boolean;
  /** Where its writer placed it. */
  readonly written: AnchorPlace;
  /** Where a moderator placed it; null when none did. */
  readonly chosen: AnchorPlace | null;
  /** Where it was last; null when that is where it was written. */
  readonly stood: AnchorPlace | null;
  /** The newest revision in which it was looked for. */
  readonly placedRevision: number;
  /** What was found there. */
  readonly outcome: AnchorOutcome;
  readonly score: number;
  /** The section that its thread is counted in. */
  readonly sectionId: string | null;
}

/** What became of an anchor in a revision. */
export type FollowedPlacement =
  | (Omit<AnchorPlace, 'revision'> & { readonly blockId: string | null })
  | { readonly outcome: 'orphaned'; readonly score: 0 };
