import { z } from 'zod';
import { defineEvent } from '#platform';

/** An article has a new revision; the first push is revision 1. */
export const articleRevised = defineEvent({
  name: 'article.revised',
  payload: z.strictObject({ articleId: z.uuid(), revision: z.int().min(1) }),
});

/** The questions in an article's HTML are others than before. */
export const articleAsked = defineEvent({
  name: 'article.asked',
  payload: z.strictObject({ articleId: z.uuid() }),
});
