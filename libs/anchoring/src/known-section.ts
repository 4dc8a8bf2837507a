import type { TextPrint } from './text-print.js';

/** Fingerprint of a section's body: opaque, JSON-serialisable, under 1 KB. Store it with the section and hand it back. */
export type SectionPrint = TextPrint;

/** A section as an earlier push left it. */
export interface KnownSection {
  id: string;
  heading: string;
  /** The heading's HTML id, null when it has none. */
  headingId: string | null;
  /** 1 to 6. */
  level: number;
  /** From 0, in the order of the article. */
  position: number;
  print: SectionPrint;
}

/** A section of the article now, with an id that is an earlier section's where it is the same section. */
export type AssignedSection = KnownSection;
