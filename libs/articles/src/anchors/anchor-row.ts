/** Where a comment attaches, ready to be stored: every selector that W3C's TextQuote and TextPosition need. */
export interface AnchorRow {
  readonly kind: 'section' | 'passage';
  /** Null for a passage before the first heading. */
  readonly sectionId: string | null;
  /** The revision the place was found in. */
  readonly articleRevision: number;
  /** The block in which a passage begins. This and the rest are set on passages only. */
  readonly blockId?: string;
  readonly exact?: string;
  /** Up to 32 code points before the passage. */
  readonly prefix?: string;
  /** Up to 32 code points after it. */
  readonly suffix?: string;
  /** Code points into the revision's canonical text. */
  readonly startOffset?: number;
  readonly endOffset?: number;
}
