import { z } from 'zod';
import { AuthorKind } from './comments.js';
import { Cursor, Id, Instant, SiteKey } from './common.js';
import { ScreeningSettings } from './screening.js';

const RuleSetNumber = z.int().min(1).max(1_000_000_000);
const PageLimit = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(100))
  .default(50);
const BasedOn = RuleSetNumber.describe(
  'The number of the rule set that was in use when this was decided; another one in use is a conflict.',
);

/** What a rule set is used for: not yet, now, or no more. */
export const RuleSetState = z.enum(['draft', 'active', 'retired']);
export type RuleSetState = z.infer<typeof RuleSetState>;

/** Something about a rule set that is allowed and probably not meant. */
export const RulesWarning = z.strictObject({ code: z.string(), message: z.string() });
export type RulesWarning = z.infer<typeof RulesWarning>;

/** A version of a site's screening rules, without the rules. */
export const RuleSetHead = z.strictObject({
  number: RuleSetNumber,
  state: RuleSetState,
  note: z.string().nullable(),
  madeBy: Id.nullable().describe('A person or an API key; null for the service itself.'),
  madeAt: Instant,
  activatedBy: Id.nullable(),
  activatedAt: Instant.nullable().describe('When it was last put to use.'),
});
export type RuleSetHead = z.infer<typeof RuleSetHead>;

/** A version of a site's screening rules. */
export const RuleSet = RuleSetHead.extend({
  rules: ScreeningSettings,
  version: z.string().describe('What traces call these rules.'),
  warnings: z.array(RulesWarning),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** `GET /moderation/rules` and whatever else is about one site. */
export const RulesQuery = z.strictObject({ site: SiteKey });
export type RulesQuery = z.infer<typeof RulesQuery>;

/** `GET /moderation/rules/history` */
export const RulesHistoryQuery = z.strictObject({ site: SiteKey, limit: PageLimit, after: Cursor.optional() });
export type RulesHistoryQuery = z.infer<typeof RulesHistoryQuery>;
export const RulesHistory = z.strictObject({ items: z.array(RuleSetHead), next: z.string().nullable() });
export type RulesHistory = z.infer<typeof RulesHistory>;

/** A rule set in a path. */
export const RuleSetParams = z.strictObject({
  number: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'A rule set is named by its number.' })
    .transform(Number)
    .describe('The number of the rule set.'),
});
export type RuleSetParams = z.infer<typeof RuleSetParams>;

/** `PUT /moderation/rules` */
export const PutRulesBody = z.strictObject({
  site: SiteKey,
  rules: ScreeningSettings.describe('The whole rule set; what is left out takes its default.'),
  basedOn: BasedOn,
  activate: z.boolean().describe('Put it to use at once; otherwise it is a draft.'),
  note: z.string().max(500).optional().describe('Why, for those who read the history.'),
});
export type PutRulesBody = z.infer<typeof PutRulesBody>;

/** `POST /moderation/rules/{number}/activate` */
export const ActivateRulesBody = z.strictObject({ site: SiteKey, basedOn: BasedOn });
export type ActivateRulesBody = z.infer<typeof ActivateRulesBody>;

/** `POST /moderation/rules/test` */
export const TestRulesBody = z
  .strictObject({
    site: SiteKey,
    rules: ScreeningSettings.optional().describe('Rules to try; left out, those of `number`, or those in use.'),
    number: RuleSetNumber.optional().describe('A rule set to try.'),
    text: z.string().min(1).max(10_000).describe('A comment in Markdown.'),
    author: z
      .strictObject({
        name: z.string().min(1).max(100).default('A reader'),
        website: z.string().max(2048).optional(),
        kind: AuthorKind.default('guest'),
        published: z.int().min(0).max(100_000).default(0).describe('How many comments of theirs were published.'),
        rejected: z.int().min(0).max(100_000).default(0).describe('How many were refused of late.'),
        isTrusted: z.boolean().default(false),
      })
      .default({ name: 'A reader', kind: 'guest', published: 0, rejected: 0, isTrusted: false }),
    isReply: z.boolean().default(false),
    isEdit: z.boolean().default(false),
  })
  .refine((body) => body.rules === undefined || body.number === undefined, {
    error: 'Give rules or the number of a rule set, not both.',
    path: ['number'],
  });
export type TestRulesBody = z.infer<typeof TestRulesBody>;
