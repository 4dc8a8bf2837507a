import type { FlagReason, Trace } from '#contracts';
import { type AnchoredColumns, type CommentRow, linksOf, toCommentRow } from '#discussion';

/** A person as moderators see them beside an item. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** A comment before a moderator, with what is around it. */
export interface ReviewQueueItem {
  readonly comment: CommentRow;
  /** Markdown of the revision that waits. */
  readonly body: string;
  /** While an edit waits: the text that is public. */
  readonly previous: { readonly revision: number; readonly body: string } | null;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly reasons: readonly string[];
  readonly trace: Trace | null;
  readonly article: { readonly id: string; readonly key: string; readonly title: string; readonly url: string };
  readonly section: { readonly id: string; readonly heading: string } | null;
  readonly parent: { readonly id: string; readonly authorName: string; readonly bodyHtml: string } | null;
  readonly around: readonly {
    readonly id: string;
    readonly parentId: string | null;
    readonly depth: number;
    readonly authorName: string;
    readonly bodyHtml: string;
  }[];
  /** What became of the writer's last 20 comments on the site. */
  readonly record: { readonly published: number; readonly rejected: number };
  readonly flags: readonly {
    readonly reason: FlagReason;
    readonly detail: string | null;
    readonly createdAt: string;
  }[];
  /** The last decision of a person on this revision that stands. */
  readonly decision: {
    readonly id: string;
    readonly cause: string;
    readonly by: NamedPerson | null;
    readonly status: string;
    readonly reasons: readonly string[];
    readonly note: string | null;
    readonly at: Date;
  } | null;
  readonly appeal: {
    readonly id: string;
    readonly text: string;
    readonly at: Date;
    readonly against: { readonly id: string; readonly by: NamedPerson | null };
  } | null;
  readonly claim: { readonly by: string; readonly name: string; readonly until: Date } | null;
  readonly looking: readonly NamedPerson[];
  readonly urgency: number;
  readonly waitingSince: Date;
}

/** A row of `QUEUE_CONTEXT`. */
export interface ContextRow extends AnchoredColumns {
  readonly newest_revision: number;
  readonly newest_html: string;
  readonly body: string;
  readonly shown_revision: number | null;
  readonly shown_body: string | null;
  readonly decided_trace: Trace | null;
  readonly reasons: string[];
  readonly urgency: number;
  readonly claimed_by: string | null;
  readonly claimed_until: Date | null;
  readonly claimed_name: string | null;
  readonly article_id: string;
  readonly article_key: string;
  readonly article_title: string;
  readonly article_url: string;
  readonly section_heading: string | null;
  readonly parent_author: string | null;
  readonly parent_html: string | null;
  readonly published: number;
  readonly rejected: number;
  readonly decision_id: string | null;
  readonly decision_cause: string;
  readonly decision_status: string;
  readonly decision_note: string | null;
  readonly decision_reasons: string[];
  readonly decided_at: Date;
  readonly decider_id: string | null;
  readonly decider_name: string | null;
  readonly appeal_id: string | null;
  readonly appeal_text: string;
  readonly appealed_at: Date;
  readonly appeal_against: string;
  readonly appeal_decider_id: string | null;
  readonly appeal_decider_name: string | null;
  readonly flags: ReviewQueueItem['flags'];
  readonly looking: readonly NamedPerson[];
  readonly around: ReviewQueueItem['around'];
}

/** A moderator reads the newest text, also of an edit that waits, and decides on its revision. Claims that have run out are free. */
export function toReviewQueueItem(row: ContextRow, waitingSince: Date, now: Date): ReviewQueueItem {
  const newest = { ...row, revision: row.newest_revision, body_html: row.newest_html };
  return {
    comment: toCommentRow(row.article_id, newest, row.author_id),
    body: row.body,
    previous: row.shown_revision === null ? null : { revision: row.shown_revision, body: row.shown_body ?? '' },
    links: linksOf(row.body).map(({ text, href }) => ({ text, href })),
    reasons: row.reasons,
    trace: row.decided_trace,
    article: { id: row.article_id, key: row.article_key, title: row.article_title, url: row.article_url },
    section: row.section_id === null ? null : { id: row.section_id, heading: row.section_heading ?? '' },
    parent:
      row.parent_id === null
        ? null
        : { id: row.parent_id, authorName: row.parent_author ?? '', bodyHtml: row.parent_html ?? '' },
    around: row.around,
    record: { published: row.published, rejected: row.rejected },
    flags: row.flags,
    decision: decisionOf(row),
    appeal:
      row.appeal_id === null
        ? null
        : {
            id: row.appeal_id,
            text: row.appeal_text,
            at: row.appealed_at,
            against: { id: row.appeal_against, by: personOf(row.appeal_decider_id, row.appeal_decider_name) },
          },
    claim: claimOf(row, now),
    looking: row.looking,
    urgency: row.urgency,
    waitingSince,
  };
}

function claimOf({ claimed_by: by, claimed_until: until, claimed_name: name }: ContextRow, now: Date) {
  return by === null || until === null || until <= now ? null : { by, name: name ?? '', until };
}

function decisionOf(row: ContextRow): ReviewQueueItem['decision'] {
  if (row.decision_id === null) return null;
  return {
    id: row.decision_id,
    cause: row.decision_cause,
    by: personOf(row.decider_id, row.decider_name),
    status: row.decision_status,
    reasons: row.decision_reasons,
    note: row.decision_note,
    at: row.decided_at,
  };
}

function personOf(id: string | null, name: string | null): NamedPerson | null {
  return id === null ? null : { id, name: name ?? '' };
}
