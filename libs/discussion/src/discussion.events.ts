import { z } from 'zod';
import { CommentStatus, Id } from '#contracts';
import { defineEvent } from '#platform';

const comment = { articleId: Id, commentId: Id };

/** A revision of a comment was written and waits for screening. */
export const commentPosted = defineEvent({
  name: 'comment.posted',
  payload: z.strictObject({ ...comment, revision: z.int().min(1) }),
});

/**
 * A decision was taken on a revision. `from` and `to` are the comment's status before and after, `decided` what the decision says: a
 * refused edit leaves the comment public. Where a moderator decided it comes
 * late, so that it can be taken back: whoever acts on it asks first whether the decision still stands.
 */
export const commentSettled = defineEvent({
  name: 'comment.settled',
  payload: z.strictObject({
    ...comment,
    revision: z.int().min(1),
    decisionId: Id,
    decided: CommentStatus,
    from: CommentStatus,
    to: CommentStatus,
  }),
});

/**
 * A decision let a comment be public, for the first time or again: whoever wants to hear of it and has not may be told. Comes late
 * where a moderator decided, as `commentSettled` does.
 */
export const commentPublished = defineEvent({
  name: 'comment.published',
  payload: z.strictObject({ ...comment, decisionId: Id }),
});

/** A remark was marked as dealt with in a revision of its article. Comes late, so that it can be taken back: whoever acts on it asks whether the marking stands. */
export const remarkAddressed = defineEvent({
  name: 'remark.addressed',
  payload: z.strictObject({ articleId: Id, addressedId: Id }),
});

/** The writer of a comment asked to hear of answers. The address is the person's own. */
export const notifyRequested = defineEvent({
  name: 'comment.notify-requested',
  payload: z.strictObject({ articleId: Id, personId: Id, kind: z.enum(['replies', 'all']) }),
});
