import { z } from 'zod';
import { ArticleKey, HttpUrl, Id } from './common.js';
import { Section } from './articles.js';

/** `GET /sites/{site}/discussion?key=` or `?url=` */
export const FindDiscussionQuery = z
  .strictObject({ key: ArticleKey.optional(), url: HttpUrl.optional() })
  .refine(({ key, url }) => (key === undefined) !== (url === undefined), {
    error: 'Name the article by its key or by its address.',
  });
export type FindDiscussionQuery = z.infer<typeof FindDiscussionQuery>;

/** What a reader's browser needs to know of an article before it can show its discussion. */
export const FoundDiscussion = z.strictObject({
  articleId: Id,
  key: z.string(),
  url: z.string(),
  title: z.string(),
  language: z.string().describe('BCP 47 tag of the site.'),
  maxLength: z.int().min(1).describe('The longest comment, in characters.'),
  editWindowMinutes: z.int().min(0),
  sections: z.array(Section),
});
export type FoundDiscussion = z.infer<typeof FoundDiscussion>;
