import { type Alignment, passageCandidates, readPassage, type ReadPassage, sectionCandidates } from '#anchoring';
import type { FollowedAnchor } from '#discussion';

/** A place that an orphan may be put. Offsets are code points of the newest text. */
export interface Candidate {
  readonly score: number;
  readonly sectionId: string | null;
  /** Null for a section. */
  readonly passage: (ReadPassage & { readonly start: number; readonly end: number }) | null;
}

/** Places of an orphan's desk: few enough to be looked at. */
const CANDIDATES = 3;

/**
 * The places of the newest text that are most like the one where a remark stood last, best first. For people: also places about which `placePassage` is
 * not certain.
 * @param alignment of the revision where it stood with the newest one.
 */
export function orphanCandidates(anchor: FollowedAnchor, alignment: Alignment): Candidate[] {
  const { start, end, sectionId } = anchor.stood ?? anchor.written;
  if (!anchor.isPassage) {
    const sections = sectionId === null ? [] : sectionCandidates(alignment, sectionId, CANDIDATES);
    return sections.map((section) => ({ ...section, passage: null }));
  }
  if (start === null || end === null) return [];
  return passageCandidates(alignment, { start, end }, CANDIDATES).map((like) => ({
    score: like.score,
    sectionId: like.sectionId,
    passage: { ...readPassage(alignment, like), start: like.start, end: like.end },
  }));
}
