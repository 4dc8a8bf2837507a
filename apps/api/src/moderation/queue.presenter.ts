import type { QueueItem, QueuePage } from '#contracts';
import type { ReviewQueueItem } from '#moderation';
import { presentComment } from '../comments/comment.presenter.js';

/** A page of a queue. */
export function presentQueuePage(page: { items: readonly ReviewQueueItem[]; next: string | null }): QueuePage {
  return { items: page.items.map(presentQueueItem), next: page.next };
}

function presentQueueItem(item: ReviewQueueItem): QueueItem {
  const { comment, trace } = item;
  return {
    comment: presentComment(comment),
    body: item.body,
    reasons: [...item.reasons],
    trace:
      trace === null
        ? null
        : { verdict: trace.verdict, reasons: trace.reasons, rulesVersion: trace.rulesVersion, phases: trace.phases },
    context: { article: { ...item.article }, parent: item.parent === null ? null : { ...item.parent } },
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
    claim: item.claim === null ? null : { by: item.claim.by, until: item.claim.until.toISOString() },
    waitingSince: item.waitingSince.toISOString(),
  };
}
