import { z } from 'zod';
import { AuthorKind } from './comments.js';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';
import { ScreeningSettings } from './screening.js';
import { Task } from './tasks.js';

/** Largest body of a request that holds rules, in bytes: two lists of 100,000 words of twenty bytes each. */
export const RULES_BYTES = 4_000_000;

const RuleSetNumber = z.int().min(1).max(1_000_000_000);
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
export const RulesHistoryQuery = z.strictObject({ site: SiteKey, limit: pageLimit(50), after: Cursor.optional() });
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

const Verdict = z.enum(['publish', 'hold', 'reject', 'spam']);
const BeforeAfter = z
  .strictObject({ before: z.int(), after: z.int() })
  .describe('By the rules of then, and by those that are tried.');

/** `POST /moderation/rules/replay` */
export const ReplayBody = z
  .strictObject({
    site: SiteKey,
    rules: ScreeningSettings.optional().describe('Rules to try; left out, those of `number`, or those in use.'),
    number: RuleSetNumber.optional().describe('A rule set to try.'),
    days: z.int().min(1).max(365).default(7).describe('How many days back,'),
    comments: z.int().min(1).max(100_000).default(20_000).describe('and how many of the newest comments of these.'),
  })
  .refine((body) => body.rules === undefined || body.number === undefined, {
    error: 'Give rules or the number of a rule set, not both.',
    path: ['number'],
  });
export type ReplayBody = z.infer<typeof ReplayBody>;

/** Long work was started; `GET /moderation/tasks/{id}` tells how far it is. */
export const StartedTask = z.strictObject({ id: Id });
export type StartedTask = z.infer<typeof StartedTask>;

/** What rules would have done with past comments. */
export const Replay = z.strictObject({
  task: Task,
  number: RuleSetNumber.nullable().describe('The rule set that is tried; null for rules that are none.'),
  days: z.int(),
  comments: z.int(),
  judged: z.int(),
  skipped: z.int().describe('Edited or withdrawn since.'),
  verdicts: z.strictObject({ publish: BeforeAfter, hold: BeforeAfter, reject: BeforeAfter, spam: BeforeAfter }),
  flipped: z.int().describe('Comments that would be decided otherwise.'),
  flips: z.array(z.strictObject({ from: Verdict, to: Verdict, count: z.int() })),
  people: z
    .strictObject({
      decided: z.int(),
      agreed: BeforeAfter,
      contradicted: BeforeAfter,
      held: BeforeAfter,
    })
    .describe('Comments on which a person decided. A comment that is held contradicts nobody.'),
  published: z
    .strictObject({ total: z.int(), held: z.int(), refused: z.int() })
    .describe('Comments that are public, and what the rules would have done with them.'),
  cost: z.strictObject({
    judgeMs: z.number().describe('Milliseconds of judging, in all.'),
    judgeMsEach: z.number().describe('and for each comment.'),
  }),
  warnings: z.array(RulesWarning),
});
export type Replay = z.infer<typeof Replay>;

/** `GET /moderation/rules/replays/{id}/flips` */
export const FlipsQuery = z.strictObject({
  site: SiteKey,
  from: Verdict.optional(),
  to: Verdict.optional(),
  contradicting: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Only those that contradict a person.'),
  limit: pageLimit(50),
  after: Cursor.optional(),
});
export type FlipsQuery = z.infer<typeof FlipsQuery>;

/** A comment that would be decided otherwise. */
export const Flip = z.strictObject({
  articleId: Id,
  commentId: Id,
  revision: z.int(),
  from: Verdict,
  to: Verdict,
  reasons: z.array(z.string()),
  person: z.enum(['publish', 'reject', 'spam']).nullable().describe('What a person decided.'),
  contradicts: z.boolean(),
  authorName: z.string(),
  status: z.string().describe('What the comment is now.'),
  createdAt: Instant,
  excerpt: z.string().describe('The first 300 characters of its Markdown.'),
});
export type Flip = z.infer<typeof Flip>;
export const FlipPage = z.strictObject({ items: z.array(Flip), next: z.string().nullable() });
export type FlipPage = z.infer<typeof FlipPage>;

/** `POST /moderation/rules/rescreen` */
export const RescreenBody = z.strictObject({
  site: SiteKey,
  days: z.int().min(1).max(365).default(7).describe('How many days back,'),
  comments: z.int().min(1).max(100_000).default(20_000).describe('and how many of the newest comments of these.'),
  apply: z
    .enum(['stricter', 'looser', 'both'])
    .describe('Hold and refuse what the rules object to now; publish what waits and now passes; or both.'),
});
export type RescreenBody = z.infer<typeof RescreenBody>;

/** What judging past comments again has changed. */
export const Rescreen = z.strictObject({
  task: Task,
  number: RuleSetNumber.describe('The rule set by which they are judged.'),
  days: z.int(),
  comments: z.int(),
  apply: z.enum(['stricter', 'looser', 'both']),
  judged: z.int(),
  leftAlone: z.int().describe('A person has decided, or readers hid it, or it was edited, withdrawn or refused.'),
  changed: z.int(),
  changes: z.array(z.strictObject({ from: z.string(), to: z.string(), count: z.int() })),
});
export type Rescreen = z.infer<typeof Rescreen>;

/** `PUT /moderation/rules/shadow` */
export const ShadowBody = z.strictObject({
  site: SiteKey,
  number: RuleSetNumber.describe('The rule set that judges beside the one in use, without effect.'),
  days: z.int().min(1).max(30).default(7).describe('For how many days.'),
});
export type ShadowBody = z.infer<typeof ShadowBody>;

/** How a rule set on trial compares with the rules in use. */
export const Shadow = z.strictObject({
  number: RuleSetNumber,
  startedBy: Id.nullable(),
  startedAt: Instant,
  endsAt: Instant,
  isRunning: z.boolean(),
  judged: z.int().describe('New comments on which both said their word.'),
  otherwise: z.int().describe('How many it would have decided otherwise.'),
  moves: z.array(z.strictObject({ from: Verdict, to: Verdict, count: z.int() })),
  people: z.strictObject({
    decided: z.int(),
    contradicted: z.strictObject({ inUse: z.int(), onTrial: z.int() }),
  }),
  tookMsEach: z.number().describe('What the trial costs each comment, in milliseconds.'),
});
export type Shadow = z.infer<typeof Shadow>;
