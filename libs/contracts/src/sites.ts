import { z } from 'zod';
import { ScreeningSettings } from './screening.js';
import { SiteReasons } from './reasons.js';

/** When a comment becomes public: at once, after a person looked, or only from confirmed addresses. */
export const ModerationMode = z.enum(['post', 'pre', 'verified-only']);
export type ModerationMode = z.infer<typeof ModerationMode>;
/** What a guest without a confirmed address may do. */
export const GuestPolicy = z.enum(['post', 'await-verification', 'verified-only']);
export type GuestPolicy = z.infer<typeof GuestPolicy>;
/** Whether a discussion takes comments. `read-only` and `closed` differ in words only: closed is final. */
export const DiscussionState = z.enum(['open', 'read-only', 'closed']);
export type DiscussionState = z.infer<typeof DiscussionState>;

/** The longest slow mode: a day. */
const SlowModeSeconds = z
  .int()
  .min(0)
  .max(86_400)
  .describe('Seconds between two comments of one person on an article; 0 is no slow mode.');

/** When readers' reports act. A report weighs 1, more or less by its maker's record, and next to nothing from a guest. */
export const FlagSettings = z.strictObject({
  queueFrom: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .describe('Reports of this weight queue a comment; 0: the first one.'),
  hideFrom: z
    .number()
    .min(0)
    .max(1000)
    .default(8)
    .describe('Reports of this weight hide a comment until a moderator looks; 0 never.'),
});
export type FlagSettings = z.infer<typeof FlagSettings>;

/** Everything a site's admin decides. Stored whole; missing fields take these defaults. */
export const SiteSettings = z.strictObject({
  moderation: ModerationMode.default('post').describe('When comments become public.'),
  guests: GuestPolicy.default('post').describe('What guests without a confirmed address may do.'),
  discussion: DiscussionState.default('open').describe('Whether discussions take comments.'),
  closeAfterDays: z
    .int()
    .min(0)
    .max(36_500)
    .default(0)
    .describe('Close a discussion so many days after publication; 0 never.'),
  editWindowMinutes: z
    .int()
    .min(0)
    .max(43_200)
    .default(15)
    .describe('How long a writer may edit; the first reply closes it too.'),
  maxDepth: z.int().min(0).max(1000).default(1000).describe('The deepest reply that is taken.'),
  maxLength: z.int().min(1).max(10_000).default(10_000).describe('The longest comment, in characters.'),
  language: z
    .string()
    .min(2)
    .max(35)
    .refine(isLanguageTag, { error: 'Not a BCP 47 language tag, e.g. en or pt-BR.' })
    .default('en')
    .describe('BCP 47 tag of the site.'),
  slowModeSeconds: SlowModeSeconds.default(0),
  oldTexts: z
    .enum(['public', 'staff'])
    .default('public')
    .describe(
      'Who may read earlier texts of an article: everybody, from a remark whose passage is gone, or only its publisher and moderators.',
    ),
  flags: FlagSettings.default(() => FlagSettings.parse({})).describe('When readers’ reports act.'),
  screening: ScreeningSettings.prefault({}).describe('The rules of screening.'),
  undoSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(10)
    .describe('How long mails and webhooks wait after a moderator decided, so that an undo leaves no trace outside.'),
  reasons: SiteReasons.default({}).describe('Own reasons for rejections, and own words for those of the list.'),
  freeReasons: z
    .boolean()
    .default(true)
    .describe(
      'Whether moderators may give a reason that is not in the list; writers are then told the text of "other".',
    ),
  appealDays: z
    .int()
    .min(0)
    .max(365)
    .default(14)
    .describe('How long a writer may appeal against a rejection; 0 takes no appeals.'),
  outcomeMail: z
    .boolean()
    .default(true)
    .describe(
      'Whether writers who asked for mail on the article also hear by mail that their comment was rejected, and why.',
    ),
});
export type SiteSettings = z.infer<typeof SiteSettings>;

/** `PUT /sites/{site}/settings`: without `screening` the rules of screening stay as they are. */
export const SiteSettingsBody = SiteSettings.extend({
  screening: ScreeningSettings.optional().describe(
    'Rules of screening. A change makes a new rule set and puts it to use; left out, they stay as they are.',
  ),
});
export type SiteSettingsBody = z.infer<typeof SiteSettingsBody>;

/** Whether dates and words can be formatted in it: an unknown tag would fail in every page of the site. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** What an article may set against its site's settings. */
export const ArticleSettings = z.strictObject({
  moderation: ModerationMode.optional(),
  guests: GuestPolicy.optional(),
  discussion: DiscussionState.optional(),
  closeAfterDays: z.int().min(0).max(36_500).optional(),
});
export type ArticleSettings = z.infer<typeof ArticleSettings>;

/** What moderators set for an article, a section, or a comment with all below it. What is left out holds as it does above. */
export const PlaceRules = z.strictObject({
  moderation: ModerationMode.optional(),
  discussion: DiscussionState.optional(),
  slowModeSeconds: SlowModeSeconds.optional(),
});
export type PlaceRules = z.infer<typeof PlaceRules>;

/** `PATCH` of such rules: null takes one away, what is left out stays. */
export const PlaceRulesChange = z.strictObject({
  moderation: ModerationMode.nullable().optional(),
  discussion: DiscussionState.nullable().optional(),
  slowModeSeconds: SlowModeSeconds.nullable().optional(),
});
export type PlaceRulesChange = z.infer<typeof PlaceRulesChange>;
