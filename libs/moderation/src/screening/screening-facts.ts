import type { AuthorKind, CommentStatus, ModerationMode } from '#contracts';
import { readComment } from '#discussion';
import { type AuthorFacts, type CommentFacts, emailFacts, type ScreeningFacts, type SimilarFact } from '#screening';

/** What the database knows of a comment that is to be judged. */
export interface ScreeningFactsRow {
  readonly id: string;
  readonly site_id: string;
  readonly status: CommentStatus;
  readonly revision: number;
  readonly created_at: Date;
  readonly author_name: string;
  readonly author_kind: AuthorKind;
  readonly badges: readonly string[];
  readonly parent_id: string | null;
  readonly section_id: string | null;
  /** Its ancestors, topmost first. */
  readonly path: string[];
  readonly body: string;
  readonly website: string | null;
  readonly email: string | null;
  readonly form_ms: number | null;
  readonly form_trapped: boolean | null;
  /** It waits for a moderator already. */
  readonly has_item: boolean;
  readonly approved: number;
  readonly decided_lately: number;
  readonly rejected_lately: number;
  readonly is_trusted: boolean;
  readonly sanction: { readonly kind: 'mute' | 'suspension' | 'ban'; readonly endsAt: string | null } | null;
  readonly same_count: number;
  readonly same_seconds_ago: number;
  readonly in_minute: number;
  readonly in_hour: number;
  readonly network_in_minute: number;
  readonly site_count: number;
  readonly site_authors: number;
  readonly marked_spam: number;
  /** Near-duplicates. */
  readonly near: readonly SimilarFact[];
}

/**
 * The facts of a comment as the phases read them. Whether its discussion takes comments was asked when it was posted, and is not
 * asked again of one that was taken.
 */
export function screeningFacts(
  row: ScreeningFactsRow,
  place: { readonly moderation: ModerationMode; readonly language: string },
): ScreeningFacts {
  return {
    comment: {
      body: row.body,
      ...readComment(row.body),
      language: place.language,
      isReply: row.parent_id !== null,
      isEdit: row.revision > 1,
      ...formOf(row),
    },
    author: {
      kind: row.badges.includes('staff') ? 'staff' : row.author_kind,
      name: row.author_name,
      ...(row.website === null ? {} : { website: row.website }),
      approvedCount: row.approved,
      record: { decided: row.decided_lately, rejected: row.rejected_lately },
      ...emailOf(row),
      isTrusted: row.is_trusted,
      ...(row.sanction === null
        ? {}
        : {
            sanction: {
              kind: row.sanction.kind,
              ...(row.sanction.endsAt === null ? {} : { endsAt: row.sanction.endsAt }),
            },
          }),
    },
    place: { mode: 'open', moderation: place.moderation },
    recent: {
      sameTextByAuthor: { count: row.same_count, lastSecondsAgo: Math.max(0, Math.round(row.same_seconds_ago)) },
      byAuthorInWindow: row.in_minute,
      byAuthorInHour: row.in_hour,
      byNetworkInWindow: row.network_in_minute,
    },
    site: {
      sameTextAcrossSite: { count: row.site_count, distinctAuthors: row.site_authors, markedSpam: row.marked_spam },
      similar: row.near,
    },
  };
}

function emailOf({ email }: ScreeningFactsRow): Pick<AuthorFacts, 'email'> {
  const facts = email === null ? undefined : emailFacts(email);
  return facts === undefined ? {} : { email: facts };
}

function formOf({ form_ms, form_trapped }: ScreeningFactsRow): Pick<CommentFacts, 'form'> {
  if (form_trapped === null) return {};
  return { form: { isTrapped: form_trapped, ...(form_ms === null ? {} : { elapsedMs: form_ms }) } };
}
