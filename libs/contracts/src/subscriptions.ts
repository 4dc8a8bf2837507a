import { z } from 'zod';
import { Email, Id } from './common.js';

export const SubscriptionKind = z.enum(['all', 'section', 'replies', 'comment']);
export type SubscriptionKind = z.infer<typeof SubscriptionKind>;

/** `POST /articles/{articleId}/subscriptions`: 202 until a guest confirms. */
export const SubscribeBody = z.strictObject({
  kind: SubscriptionKind,
  sectionId: Id.optional(),
  commentId: Id.optional(),
  email: Email.optional(),
  frequency: z.enum(['instant']).optional().describe('Instant only, for now.'),
});
export type SubscribeBody = z.infer<typeof SubscribeBody>;
export const Subscription = z.strictObject({
  id: Id,
  kind: SubscriptionKind,
  state: z.enum(['pending', 'confirmed']),
});
export type Subscription = z.infer<typeof Subscription>;
export const SubscriptionParams = z.strictObject({ articleId: Id, id: Id });
export type SubscriptionParams = z.infer<typeof SubscriptionParams>;
export const MailTokenParams = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{20,200}$/) });
export type MailTokenParams = z.infer<typeof MailTokenParams>;
