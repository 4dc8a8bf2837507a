import type { CommentRow } from '#discussion';
import { type PassageNote, passageNote, type PassageNoteContext } from './passage-note.js';

/** A comment as the page's template takes it. */
export interface CommentCard {
  readonly id: string;
  readonly isTombstone: boolean;
  readonly name: string;
  readonly badges: readonly string[];
  readonly createdAt: string;
  readonly date: string;
  /** When its public text was changed. */
  readonly editedAt: string | undefined;
  /** That it is a question of the article's author, or an answer to one, in words. */
  readonly kind: string | undefined;
  readonly section: string | undefined;
  readonly quote: string | undefined;
  /** What became of the passage since it was quoted. */
  readonly place: PassageNote | undefined;
  /** The revision of the article that has dealt with it. */
  readonly addressed: { readonly revision: number; readonly href: string | undefined } | undefined;
  /** Sanitised when it was written. */
  readonly bodyHtml: string;
  readonly up: number;
  readonly down: number;
  readonly score: string | undefined;
  readonly permalink: string;
  readonly replyHref: string;
  readonly replyText: string;
  readonly replies: readonly CommentCard[];
  readonly moreHref: string | undefined;
  readonly moreText: string;
}

/** What a card needs beside its row. */
export interface CardContext extends PassageNoteContext {
  readonly language: string;
}

const BADGES: Readonly<Record<string, string>> = { staff: 'Staff', author: 'Author', verified: 'Verified' };

const KINDS = { question: 'Question', answer: 'Answer' } as const;

/** Turns a row and its shown replies into a card. */
export function commentCard(row: CommentRow, replies: readonly CommentCard[], context: CardContext): CommentCard {
  const { links, headings, language } = context;
  const hidden = row.replyCount - replies.length;
  const isRoot = row.parentId === null;
  return {
    id: row.id,
    isTombstone: row.authorId === null,
    name: row.authorName,
    badges: row.badges.map((badge) => BADGES[badge] ?? badge),
    createdAt: row.createdAt.toISOString(),
    date: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(
      row.createdAt,
    ),
    editedAt: row.editedAt?.toISOString(),
    kind: row.kind === null ? undefined : KINDS[row.kind],
    replyText: row.kind === 'question' ? 'Answer' : 'Reply',
    section: isRoot && row.sectionId !== null ? headings.get(row.sectionId) : undefined,
    quote: isRoot ? row.quote?.exact : undefined,
    place: isRoot ? passageNote(row, context) : undefined,
    addressed: addressedIn(row, context),
    bodyHtml: row.bodyHtml,
    up: row.up,
    down: row.down,
    score: row.up + row.down === 0 ? undefined : `+${row.up} −${row.down}`,
    permalink: links.comment(row.id),
    replyHref: links.reply(row.id),
    replies,
    moreHref: hidden > 0 ? links.comment(row.id) : undefined,
    moreText: hidden === 1 ? 'One more reply' : `${hidden} more replies`,
  };
}

function addressedIn(row: CommentRow, { links, showsOldTexts }: CardContext): CommentCard['addressed'] {
  if (row.addressed?.state !== 'addressed') return undefined;
  const { revision } = row.addressed;
  return { revision, href: showsOldTexts ? links.revision(revision) : undefined };
}
