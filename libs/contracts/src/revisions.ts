import { z } from 'zod';
import { AnchorOutcome } from './comments.js';
import { ArticleKey, Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

/** A revision's number in a path. */
export const RevisionNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .describe('The number of a revision, from 1.');

export const ArticleRevisionParams = z.strictObject({ site: SiteKey, key: ArticleKey, revision: RevisionNumber });
export type ArticleRevisionParams = z.infer<typeof ArticleRevisionParams>;

/** `GET /sites/{site}/articles/{key}/revisions` */
export const RevisionsQuery = z.strictObject({ limit: pageLimit(20), after: Cursor.optional() });
export type RevisionsQuery = z.infer<typeof RevisionsQuery>;

const Revision = z.strictObject({
  revision: z.int().min(1),
  isCurrent: z.boolean(),
  createdAt: Instant,
  length: z.int().min(0).describe('Code points of its text.'),
});
export const ArticleRevisionPage = z.strictObject({ items: z.array(Revision), next: z.string().nullable() });
export type ArticleRevisionPage = z.infer<typeof ArticleRevisionPage>;

/** A revision with its text, and what became of the remarks that were placed before it. */
export const ArticleRevision = Revision.extend({
  blocks: z.array(z.strictObject({ id: Id, kind: z.string(), sectionId: Id.nullable(), text: z.string() })),
  anchors: z
    .strictObject({
      outcomes: z.record(AnchorOutcome, z.int().min(0)).describe('How many older remarks had which outcome here.'),
      written: z.int().min(0).describe('Remarks that were written on this revision.'),
      waiting: z.int().min(0).describe('Older remarks that are still to be looked for here.'),
    })
    .describe('How far the remarks have been followed into this revision.'),
});
export type ArticleRevision = z.infer<typeof ArticleRevision>;
