import type { CommentRow } from '#discussion';
import type { ThreadLinks } from './thread-links.js';

/** What became of the passage, or the section, that a remark was written on. */
export interface PassageNote {
  readonly text: string;
  /** How the passage reads now. */
  readonly now?: string;
  /** The text in which it stood. */
  readonly href?: string;
}

/** What the words depend on beside the remark. */
export interface PassageNoteContext {
  readonly links: ThreadLinks;
  /** Headings of the article as it is, by section. */
  readonly headings: ReadonlyMap<string, string>;
  /** Whether readers may open earlier texts of the article. */
  readonly showsOldTexts: boolean;
}

/** Says it in words: a remark is never silently beside other words than those it was written on (field.md c.2). Nothing where all is as it was. */
export function passageNote(row: CommentRow, context: PassageNoteContext): PassageNote | undefined {
  const what = row.quote === null ? 'section' : 'passage';
  switch (row.anchorOutcome) {
    case 'orphaned':
      return { text: `This ${what} is no longer in the article.`, ...stoodIn(row, context) };
    case 'moved':
      return { text: `This ${what} stands elsewhere in the article now${fromSection(row, context)}.` };
    case 'edited':
      return { text: `This ${what} has been edited since${fromSection(row, context)}.`, ...readsNow(row) };
    case 'split':
      return { text: `This ${what} has been parted since${fromSection(row, context)}.`, ...readsNow(row) };
    default:
      return undefined;
  }
}

function fromSection({ sectionId, writtenSectionId }: CommentRow, { headings }: PassageNoteContext): string {
  if (writtenSectionId === null || writtenSectionId === sectionId) return '';
  const heading = headings.get(writtenSectionId);
  return heading === undefined ? '; it was written on a section that is gone' : `; it was written on “${heading}”`;
}

function readsNow({ quoteNow }: CommentRow): Pick<PassageNote, 'now'> {
  return quoteNow === null ? {} : { now: quoteNow.exact };
}

function stoodIn(
  { stoodRevision, anchorRevision, quote }: CommentRow,
  { links, showsOldTexts }: PassageNoteContext,
): Pick<PassageNote, 'href'> {
  if (!showsOldTexts || anchorRevision === null) return {};
  // Its writer's own revision is where the quote is found to the letter; a later one may have reworded it.
  const passage = stoodRevision === null || stoodRevision === anchorRevision ? quote?.exact : undefined;
  return { href: links.revision(stoodRevision ?? anchorRevision, passage) };
}
