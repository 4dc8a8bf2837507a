import { z } from 'zod';
import { Id, Instant } from './common.js';
import { DiscussionState, GuestPolicy, ModerationMode, PlaceRules, PlaceRulesChange } from './sites.js';

/** `PATCH /moderation/articles/{articleId}/comments/{id}`: null takes a rule away, what is left out stays. */
export const CurateCommentBody = PlaceRulesChange.extend({
  pinned: z.boolean().optional(),
  featured: z.boolean().optional(),
}).describe('`discussion` other than `open` locks the thread below the comment.');
export type CurateCommentBody = z.infer<typeof CurateCommentBody>;

export const SectionParams = z.strictObject({ articleId: Id, sectionId: Id });
export type SectionParams = z.infer<typeof SectionParams>;

/** What holds at a place after everything above it. */
export const PlaceState = z.strictObject({
  state: DiscussionState,
  closedBy: z.enum(['discussion', 'section', 'thread']).nullable().describe('What makes it so; null while it is open.'),
  moderation: ModerationMode,
  guests: GuestPolicy,
  slowModeSeconds: z.int().min(0),
  closesAt: Instant.nullable().describe('When its age closes the discussion, or closed it.'),
});
export type PlaceState = z.infer<typeof PlaceState>;

/** `GET /moderation/articles/{articleId}` */
export const ArticlePlace = z.strictObject({
  rules: PlaceRules.describe('What moderators set for the whole article.'),
  sections: z.record(z.string(), PlaceRules),
  threads: z.record(z.string(), PlaceRules).describe('By comment; it holds for the comment and everything below.'),
  effective: PlaceState,
});
export type ArticlePlace = z.infer<typeof ArticlePlace>;

/** The answer to a change of an article's or a section's rules. */
export const ChangedPlace = z.strictObject({ rules: PlaceRules, effective: PlaceState });
export type ChangedPlace = z.infer<typeof ChangedPlace>;

/** The answer to a change of what holds below a comment. */
export const CuratedComment = z.strictObject({ pinned: z.boolean(), featured: z.boolean(), rules: PlaceRules });
export type CuratedComment = z.infer<typeof CuratedComment>;

/** Whether and how a discussion takes comments, as readers need to know it. */
export const DiscussionPlace = z.strictObject({
  state: DiscussionState,
  closesAt: Instant.nullable().describe('When its age closes it, or closed it.'),
  guests: GuestPolicy,
  waits: z.boolean().describe('Every comment is read by a moderator before it appears.'),
  slowModeSeconds: z.int().min(0),
  sections: z
    .record(z.string(), z.strictObject({ state: DiscussionState, waits: z.boolean() }))
    .describe('The sections where something else holds.'),
});
export type DiscussionPlace = z.infer<typeof DiscussionPlace>;
