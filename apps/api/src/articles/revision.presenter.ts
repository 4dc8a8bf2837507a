import type { RevisionRow, TextBlock } from '#articles';
import type { ArticleRevision, ArticleRevisionPage } from '#contracts';
import type { AnchorProgress } from '#discussion';

/** A revision in a list. */
export function presentRevision(row: RevisionRow, current: number): ArticleRevisionPage['items'][number] {
  const { revision, createdAt, length } = row;
  return { revision, isCurrent: revision === current, createdAt: createdAt.toISOString(), length };
}

/** A revision with its text, and how far the remarks have been followed into it. */
export function presentWholeRevision(
  row: RevisionRow,
  current: number,
  blocks: readonly TextBlock[],
  { written, waiting, ...outcomes }: AnchorProgress,
): ArticleRevision {
  return {
    ...presentRevision(row, current),
    blocks: blocks.map(({ id, kind, sectionId, text }) => ({ id, kind, sectionId, text })),
    anchors: { outcomes, written, waiting },
  };
}
