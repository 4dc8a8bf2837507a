import { z } from 'zod';
import { Comment, Quote } from './comments.js';
import { Cursor, Id, pageLimit, SiteKey } from './common.js';

/** `GET /moderation/orphans?site=` */
export const OrphanedArticlesQuery = z.strictObject({ site: SiteKey, limit: pageLimit(50), after: Cursor.optional() });
export type OrphanedArticlesQuery = z.infer<typeof OrphanedArticlesQuery>;

export const OrphanedArticlePage = z.strictObject({
  items: z.array(
    z.strictObject({ articleId: Id, key: z.string(), title: z.string(), url: z.string(), orphans: z.int().min(1) }),
  ),
  next: z.string().nullable(),
});
export type OrphanedArticlePage = z.infer<typeof OrphanedArticlePage>;

/** `GET /moderation/articles/{articleId}/orphans` */
export const OrphansQuery = z.strictObject({
  state: z.enum(['open', 'retired']).default('open').describe('Those that are looked for, or those nobody looks for.'),
  limit: pageLimit(20),
  after: Cursor.optional(),
});
export type OrphansQuery = z.infer<typeof OrphansQuery>;

const Score = z.number().min(0).max(1).describe('How much of what stood there is here, 0 to 1.');
const Offset = z.int().min(0).max(2_147_483_647);

/** A place that an orphan may be put, best first. */
export const OrphanCandidate = z.strictObject({
  score: Score,
  sectionId: Id.nullable(),
  start: Offset.optional().describe("Code points of the revision's text. Left out for a section."),
  end: Offset.optional(),
  quote: z.strictObject({ exact: z.string(), prefix: z.string(), suffix: z.string() }).optional(),
});
export type OrphanCandidate = z.infer<typeof OrphanCandidate>;

export const OrphanPage = z.strictObject({
  revision: z.int().min(1).describe('The revision in which the candidates are; what is decided names it.'),
  items: z.array(z.strictObject({ comment: Comment, candidates: z.array(OrphanCandidate) })),
  next: z.string().nullable(),
});
export type OrphanPage = z.infer<typeof OrphanPage>;

/** Where a remark is put: a candidate's offsets, a passage in words, or a section. */
export const OrphanPlace = z.union([
  z.strictObject({ start: Offset, end: Offset }),
  z.strictObject({ quote: Quote, sectionId: Id.optional() }),
  z.strictObject({ sectionId: Id }),
]);
export type OrphanPlace = z.infer<typeof OrphanPlace>;

/** `POST /moderation/articles/{articleId}/orphans` */
export const SettleOrphansBody = z.strictObject({
  revision: z.int().min(1).max(2_147_483_647).describe('The revision that was looked at.'),
  items: z
    .array(
      z.discriminatedUnion('action', [
        z.strictObject({ commentId: Id, action: z.literal('place'), place: OrphanPlace }),
        z.strictObject({ commentId: Id, action: z.literal('retire') }),
        z.strictObject({ commentId: Id, action: z.literal('restore') }),
      ]),
    )
    .min(1)
    .max(500),
});
export type SettleOrphansBody = z.infer<typeof SettleOrphansBody>;

export const SettledOrphans = z.strictObject({
  items: z.array(
    z.strictObject({
      commentId: Id,
      result: z.enum(['applied', 'stale']).describe('`stale`: it is no orphan, or no longer one.'),
    }),
  ),
});
export type SettledOrphans = z.infer<typeof SettledOrphans>;
