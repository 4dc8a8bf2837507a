import { z } from 'zod';
import { CommentStatus, Id } from '#contracts';
import { defineEvent } from '#platform';

const comment = { articleId: Id, commentId: Id };

/** A revision of a comment was written and waits for screening. */
export const commentPosted = defineEvent({
  name: 'comment.posted',
  payload: z.strictObject({ ...comment, revision: z.int().min(1) }),
});

/** A decision was taken on a revision. `from` and `to` are the comment's status before and after. */
export const commentSettled = defineEvent({
  name: 'comment.settled',
  payload: z.strictObject({ ...comment, revision: z.int().min(1), from: CommentStatus, to: CommentStatus }),
});

/** A decision let a comment be public for the first time: whoever wants to hear of it may be told. */
export const commentPublished = defineEvent({
  name: 'comment.published',
  payload: z.strictObject(comment),
});

/** The writer of a comment asked to hear of answers. The address is the person's own. */
export const notifyRequested = defineEvent({
  name: 'comment.notify-requested',
  payload: z.strictObject({ articleId: Id, personId: Id, kind: z.enum(['replies', 'all']) }),
});
