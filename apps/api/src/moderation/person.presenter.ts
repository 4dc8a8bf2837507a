import type { LinkedPerson, PersonNote, PersonRecord, PersonSummary } from '#contracts';
import type { CommentRow } from '#discussion';
import type { LikelyLinked, NoteRow, PersonInBrief, PersonOnSite } from '#moderation';
import { presentComment } from '../comments/comment.presenter.js';
import { presentSanction } from './sanction.presenter.js';

/** A person in a few words. */
export function presentPerson({ id, name, kind, isSanctioned, lastSeenAt }: PersonInBrief): PersonSummary {
  return { id, name, kind, isSanctioned, lastSeenAt: lastSeenAt?.toISOString() ?? null };
}

/** A note. */
export function presentNote({ id, body, authorId, authorName, createdAt }: NoteRow): PersonNote {
  const author = authorId === null ? null : { id: authorId, name: authorName ?? '' };
  return { id, body, author, createdAt: createdAt.toISOString() };
}

/** The whole record of a person on a site. */
export function presentRecord(
  record: PersonOnSite,
  comments: { readonly items: readonly CommentRow[]; readonly next: string | null },
  { siteId, now }: { readonly siteId: string; readonly now: Date },
): PersonRecord {
  const { person, flags, counts } = record;
  const handled = flags.agreed + flags.disagreed;
  return {
    person: {
      id: person.id,
      name: person.name,
      kind: person.kind,
      email: record.email,
      isEmailConfirmed: person.emailConfirmedAt !== null,
      trust: record.trust,
      createdAt: person.createdAt.toISOString(),
      firstSeenAt: record.firstSeenAt?.toISOString() ?? null,
      lastSeenAt: record.lastSeenAt?.toISOString() ?? null,
    },
    comments: {
      counts: { ...counts.counts },
      isComplete: counts.isComplete,
      recent: { items: comments.items.map((row) => presentComment(row)), next: comments.next },
    },
    flags: { ...flags, accuracy: handled === 0 ? null : flags.agreed / handled },
    sanctions: record.sanctions.map((row) => presentSanction(row, siteId, now)),
    notes: record.notes,
    linked: record.linked.map(presentLinked),
  };
}

function presentLinked({ person, evidence }: LikelyLinked): LinkedPerson {
  return {
    person: presentPerson(person),
    evidence: evidence.map(({ kind, strength, explanation }) => ({ kind, strength, explanation })),
  };
}
