import { z } from 'zod';
import { CommentStatus } from './comments.js';
import { Id, Instant } from './common.js';

/** `GET /articles/{articleId}/comments/{id}/status`: what the writer is told of a comment of theirs. */
export const CommentOutcome = z.strictObject({
  commentId: Id,
  status: CommentStatus,
  revision: z.int().min(1),
  edit: z.enum(['waiting', 'refused']).nullable().describe('What became of an edit while the older text stays public.'),
  decision: z
    .strictObject({
      id: Id,
      by: z.enum(['system', 'moderator']),
      at: Instant,
      reasons: z.array(z.strictObject({ code: z.string(), text: z.string() })),
    })
    .nullable()
    .describe('Who decided, when and why; null when nobody has, or nothing stands against the comment.'),
  appeal: z
    .discriminatedUnion('state', [
      z.strictObject({ state: z.literal('open'), until: Instant }),
      z.strictObject({ state: z.literal('filed'), at: Instant }),
      z.strictObject({ state: z.enum(['upheld', 'overturned']), at: Instant, answer: z.string() }),
      z.strictObject({ state: z.literal('closed') }),
    ])
    .nullable(),
});
export type CommentOutcome = z.infer<typeof CommentOutcome>;

/** `POST /articles/{articleId}/comments/{id}/appeal` */
export const AppealBody = z.strictObject({ text: z.string().min(1).max(2000) });
export type AppealBody = z.infer<typeof AppealBody>;

/** `POST /moderation/appeals/{id}/decision` */
export const AppealParams = z.strictObject({ id: Id });
export type AppealParams = z.infer<typeof AppealParams>;
export const AppealAnswerBody = z.strictObject({
  outcome: z.enum(['uphold', 'overturn']).describe('Whether the decision stays, or the comment becomes public.'),
  answer: z.string().min(1).max(2000).describe('What the writer is told.'),
});
export type AppealAnswerBody = z.infer<typeof AppealAnswerBody>;
export const AppealAnswer = z.strictObject({
  commentId: Id,
  articleId: Id,
  outcome: z.enum(['upheld', 'overturned']),
  status: z.string().describe('The status the comment has now.'),
  decisionId: Id.nullable().describe('The decision that made it public; undo it to take the answer back.'),
});
export type AppealAnswer = z.infer<typeof AppealAnswer>;
