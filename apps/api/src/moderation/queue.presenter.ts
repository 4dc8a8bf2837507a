import type { Claims, QueueItem, QueuePage } from '#contracts';
import type { ItemClaim, ReviewQueueItem } from '#moderation';
import { presentComment } from '../comments/comment.presenter.js';

/** A page of a queue. */
export function presentQueuePage(page: { items: readonly ReviewQueueItem[]; next: string | null }): QueuePage {
  return { items: page.items.map(presentQueueItem), next: page.next };
}

/** Who has which items. */
export function presentClaims(claims: readonly ItemClaim[]): Claims {
  return { items: claims.map(({ until, by, ...claim }) => ({ ...claim, by: { ...by }, until: until.toISOString() })) };
}

function presentQueueItem(item: ReviewQueueItem): QueueItem {
  const { comment, trace, decision, appeal } = item;
  return {
    comment: presentComment(comment),
    body: item.body,
    previous: item.previous === null ? null : { ...item.previous },
    links: item.links.map((link) => ({ ...link })),
    reasons: [...item.reasons],
    trace:
      trace === null
        ? null
        : { verdict: trace.verdict, reasons: trace.reasons, rulesVersion: trace.rulesVersion, phases: trace.phases },
    context: {
      article: { ...item.article },
      section: item.section === null ? null : { ...item.section },
      parent: item.parent === null ? null : { ...item.parent },
      thread: item.around.map((one) => ({ ...one })),
    },
    author: {
      id: comment.authorId ?? comment.id,
      name: comment.authorName,
      kind: comment.authorKind,
      published: item.record.published,
      rejected: item.record.rejected,
    },
    flags: item.flags.map(({ reason, detail, createdAt }) => ({
      reason,
      detail,
      createdAt: new Date(createdAt).toISOString(),
    })),
    decision: decision === null ? null : { ...decision, reasons: [...decision.reasons], at: decision.at.toISOString() },
    appeal:
      appeal === null
        ? null
        : { id: appeal.id, text: appeal.text, at: appeal.at.toISOString(), against: { ...appeal.against } },
    claim: item.claim === null ? null : { ...item.claim, until: item.claim.until.toISOString() },
    looking: item.looking.map((person) => ({ ...person })),
    urgency: Math.round(item.urgency * 100) / 100,
    waitingSince: item.waitingSince.toISOString(),
  };
}
