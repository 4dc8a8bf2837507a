import { z } from 'zod';
import { Instant } from './common.js';

/** `PUT /moderation/articles/{articleId}/comments/{id}/addressed` */
export const AddressedBody = z
  .strictObject({
    state: z.enum(['addressed', 'reopened']),
    revision: z.int().min(1).optional().describe('The revision of the article that deals with the remark.'),
  })
  .refine(({ state, revision }) => (state === 'addressed') === (revision !== undefined), {
    path: ['revision'],
    error: 'Name the revision that deals with the remark; leave it out to reopen.',
  });
export type AddressedBody = z.infer<typeof AddressedBody>;

/** Whether a revision of the article has dealt with a remark. */
export const AddressedState = z.strictObject({
  state: z.enum(['open', 'addressed', 'reopened']),
  revision: z.int().min(1).nullable().describe('The revision that dealt with it; null while it is open.'),
  at: Instant.nullable().describe('Since when.'),
});
export type AddressedState = z.infer<typeof AddressedState>;
