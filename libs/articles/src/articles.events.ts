import { z } from 'zod';
import { defineEvent } from '#platform';

/** An article has a new revision; the first push is revision 1. */
export const articleRevised = defineEvent({
  name: 'article.revised',
  payload: z.strictObject({ articleId: z.uuid(), revision: z.int().min(1) }),
});
