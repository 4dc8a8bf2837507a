import type { AssignedBlock, BlockKind, KnownBlock } from '#anchoring';

/**
 * A block as a revision keeps it. Its text is a line of the revision's canonical text, as no block holds a line feed, and so is
 * not stored twice. Offsets are code points.
 */
export interface StoredBlock {
  readonly id: string;
  /** Null before the first heading. */
  readonly sectionId: string | null;
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
}

/** What is stored of an article's blocks, in their order. */
export function toStoredBlocks(blocks: readonly AssignedBlock[]): StoredBlock[] {
  return blocks.map(({ id, sectionId, kind, start, end }) => ({ id, sectionId, kind, start, end }));
}

/** The blocks of a stored revision with their texts again. */
export function toKnownBlocks(text: string, blocks: readonly StoredBlock[]): KnownBlock[] {
  const lines = text.split('\n');
  return blocks.map(({ id, sectionId, kind }, index) => ({ id, sectionId, kind, text: lines[index] ?? '' }));
}
