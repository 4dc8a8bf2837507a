import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';

/** Gives a guest's comments and votes to the person they turned out to be. */
export const adoptComments = defineJob({
  queue: 'maintenance',
  name: 'adopt-comments',
  payload: z.strictObject({ personId: Id, guestId: Id.optional(), articleId: Id.optional() }),
});
