/** A block as far as locating a quote needs it. Offsets are code points of the article's text. */
export interface LocatedBlock {
  id: string;
  /** Null before the first heading. */
  sectionId: string | null;
  start: number;
  end: number;
}

/** The text of an article revision and its blocks in order. */
export interface QuotableArticle {
  text: string;
  blocks: readonly LocatedBlock[];
}

/** A passage as a reader names it: W3C Web Annotation's TextQuoteSelector. */
export interface Quote {
  exact: string;
  prefix?: string | undefined;
  suffix?: string | undefined;
  /** About where it begins, in code points; of equal places the nearest is meant. */
  near?: number | undefined;
}

/** Where a passage stands: TextQuoteSelector and TextPositionSelector of W3C Web Annotation, and the article's own ids. */
export interface QuoteAnchor {
  /** The article's own text from `start` to `end`; a line feed stands between blocks. */
  exact: string;
  /** Up to 32 code points of the article before the passage. */
  prefix: string;
  /** Up to 32 code points after it. */
  suffix: string;
  /** Code points into the article's text. */
  start: number;
  end: number;
  /** The block in which the passage begins. */
  blockId: string;
  sectionId: string | null;
  /** How often the text stands in the article, or in the section asked for. */
  matches: number;
}

/** What came of looking for a quote. */
export type QuoteMatch =
  | { kind: 'found'; anchor: QuoteAnchor }
  | { kind: 'elsewhere'; sectionId: string | null }
  | { kind: 'absent'; closest?: string }
  | { kind: 'refused'; reason: 'empty' | 'too-long' };
