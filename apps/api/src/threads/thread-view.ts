import { z } from 'zod';
import { ArticleKey, CommentSort, Cursor, Id, SiteKey } from '#contracts';

/** Where the page of a discussion is. */
export const ThreadPageParams = z.strictObject({ site: SiteKey, key: ArticleKey });
export type ThreadPageParams = z.infer<typeof ThreadPageParams>;

/** What a reader may ask of it. */
export const ThreadView = z.strictObject({
  sort: CommentSort.default('newest'),
  section: Id.optional(),
  anchored: z.literal('inline').optional(),
  after: Cursor.optional(),
  comment: Id.optional().describe('Show this comment with those above and below it.'),
  reply: Id.optional().describe('Answer this comment.'),
  posted: z.enum(['published', 'pending', 'awaiting-verification']).optional(),
});
export type ThreadView = z.infer<typeof ThreadView>;

const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => (text.trim() === '' ? undefined : text.trim()))
    .optional();

/** The form below a discussion. Empty fields are fields left out. */
export const ThreadForm = z.strictObject({
  body: z.string().max(40_000),
  name: z.string().max(100),
  email: optionalText(254),
  website: optionalText(2048),
  notify: z.enum(['none', 'replies', 'all']).default('none'),
  sectionId: optionalText(36),
  quote: optionalText(10_000),
  parentId: Id.optional(),
  idempotencyKey: z.uuid(),
  opened: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional()
    .describe('When the page was made, in milliseconds since 1970.'),
  subject: z.string().max(1000).default('').describe('Hidden from people; whoever fills it in is none.'),
});
export type ThreadForm = z.infer<typeof ThreadForm>;
