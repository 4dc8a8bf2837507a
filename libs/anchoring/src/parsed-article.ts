/** What a block was in the HTML. */
export type BlockKind = 'paragraph' | 'heading' | 'list-item' | 'quote' | 'code' | 'table-cell' | 'caption';

/** One block of an article: the text of one paragraph, heading, list item, table cell and so on. */
export interface Block {
  /** Position among all blocks of the article, from 0. */
  ordinal: number;
  kind: BlockKind;
  /** 1 to 6, on headings only. */
  level?: number;
  /** The HTML id of the heading (or of the first element in it that has one), on headings only. */
  headingId?: string;
  /** Index into the article's headings of the section the block stands in; -1 before the first heading. */
  sectionOrdinal: number;
  /** Normalised, never empty. */
  text: string;
  /** Code point offset of the first character in the article's text. */
  start: number;
  /** Code point offset after the last character. */
  end: number;
}

/** A block that starts a section. */
export interface HeadingBlock extends Block {
  kind: 'heading';
  level: number;
}

/** A question that the HTML asks on a passage: `<span data-ask="What would you do?">the passage</span>`. */
export interface Ask {
  prompt: string;
  /** The passage with up to 32 code points around it, and where it begins. */
  quote: { exact: string; prefix: string; suffix: string; near: number };
}

/** An article's HTML reduced to what anchors hold on to. */
export interface ParsedArticle {
  blocks: Block[];
  /** The headings among the blocks, in order. */
  headings: HeadingBlock[];
  /** The canonical text: all blocks' texts joined by a line feed. */
  text: string;
  /** SHA-256 of the canonical text in hexadecimal; two pushes with one hash are one revision. */
  textHash: string;
  /** The questions in it, in the order in which they begin. */
  asks: Ask[];
}
