import { z } from 'zod';
import { Comment, FlagReason } from './comments.js';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

/**
 * `orphaned` are remarks whose passage is gone from the article, `appealed` those whose writers ask for a second opinion; the others
 * are statuses of the comment or of its review item.
 */
export const QueueState = z.enum([
  'pending',
  'reported',
  'unmoderated',
  'published',
  'rejected',
  'spam',
  'orphaned',
  'appealed',
]);
export type QueueState = z.infer<typeof QueueState>;
export const QueueSort = z.enum(['urgent', 'newest', 'oldest']);
export type QueueSort = z.infer<typeof QueueSort>;

/** What narrows a queue. All that are given must hold. */
const QueueFilters = {
  article: Id.optional(),
  section: Id.optional().describe('Comments in this section; together with `article`.'),
  reason: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('A reason of screening or of a moderator, or `flag:` and one of readers.'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .describe('Comments that screening found to be in this language, where it looked.'),
  author: Id.optional(),
  network: Id.optional().describe('A comment: those that came from the same network, known by a keyed hash only.'),
  q: z.string().min(1).max(200).optional().describe('Words that all occur in the text.'),
  from: Instant.optional().describe('Written at or after this instant.'),
  to: Instant.optional().describe('Written before this instant.'),
  claim: z.enum(['mine', 'free']).optional().describe('Claimed by me, or by nobody.'),
};

/** `GET /moderation/queue` */
export const QueueQuery = z
  .strictObject({
    site: SiteKey,
    state: QueueState.default('pending'),
    ...QueueFilters,
    sort: QueueSort.default('urgent'),
    limit: pageLimit(50),
    after: Cursor.optional(),
  })
  .refine(({ section, article }) => section === undefined || article !== undefined, {
    path: ['article'],
    error: 'Name the article of the section too.',
  });
export type QueueQuery = z.infer<typeof QueueQuery>;

/** What one screening phase said. */
export const TraceEntry = z.strictObject({
  phase: z.string(),
  verdict: z.enum(['publish', 'hold', 'reject', 'spam', 'no-opinion']),
  reason: z.string().optional(),
  score: z.number().optional(),
  spans: z.array(z.strictObject({ start: z.int(), end: z.int(), field: z.enum(['body', 'name']) })).optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  explanation: z.string().optional(),
  durationMs: z.number(),
  shadow: z.boolean(),
});
export type TraceEntry = z.infer<typeof TraceEntry>;
export const Trace = z.strictObject({
  verdict: z.enum(['publish', 'hold', 'reject', 'spam']),
  reasons: z.array(z.string()),
  rulesVersion: z.string(),
  phases: z.array(TraceEntry),
});
export type Trace = z.infer<typeof Trace>;

const Person = z.strictObject({ id: Id, name: z.string() });
const AroundComment = z.strictObject({
  id: Id,
  parentId: Id.nullable(),
  depth: z.int().min(0),
  authorName: z.string(),
  bodyHtml: z.string(),
});

export const QueueItem = z.strictObject({
  comment: Comment,
  body: z.string().describe('The Markdown source of the revision that waits.'),
  previous: z
    .strictObject({ revision: z.int(), body: z.string() })
    .nullable()
    .describe('While an edit waits: the text that is public. Put it beside `body` to see what changed.'),
  links: z.array(z.strictObject({ text: z.string(), href: z.string() })).describe('Where the links of the text lead.'),
  reasons: z.array(z.string()),
  trace: Trace.nullable(),
  context: z.strictObject({
    article: z.strictObject({ id: Id, key: z.string(), title: z.string(), url: z.string() }),
    section: z.strictObject({ id: Id, heading: z.string() }).nullable(),
    parent: z.strictObject({ id: Id, authorName: z.string(), bodyHtml: z.string() }).nullable(),
    thread: z
      .array(AroundComment)
      .describe('The nearest public comments above, beside and below, in the order of the thread.'),
  }),
  author: z.strictObject({ id: Id, name: z.string(), kind: z.string(), published: z.int(), rejected: z.int() }),
  flags: z.array(z.strictObject({ reason: FlagReason, detail: z.string().nullable(), createdAt: Instant })),
  decision: z
    .strictObject({
      id: Id,
      cause: z.string(),
      by: Person.nullable(),
      status: z.string(),
      reasons: z.array(z.string()),
      note: z.string().nullable(),
      at: Instant,
    })
    .nullable()
    .describe('The last decision of a person on this revision that stands.'),
  appeal: z
    .strictObject({ id: Id, text: z.string(), at: Instant, against: z.strictObject({ id: Id, by: Person.nullable() }) })
    .nullable(),
  claim: z.strictObject({ by: Id, name: z.string(), until: Instant }).nullable(),
  looking: z.array(Person).describe('Who looks at it at this moment.'),
  urgency: z.number().describe('Its place among the urgent ones, from flags, reach, age and score.'),
  waitingSince: Instant,
});
export type QueueItem = z.infer<typeof QueueItem>;
export const QueuePage = z.strictObject({ items: z.array(QueueItem), next: z.string().nullable() });
export type QueuePage = z.infer<typeof QueuePage>;

/** How many comments are in a queue; counted up to a bound. */
export const QueueCount = z.strictObject({
  count: z.int().min(0),
  more: z.boolean().describe('There are more than that.'),
});
export type QueueCount = z.infer<typeof QueueCount>;
/** `GET /moderation/queue/counts` */
export const QueueCountsQuery = z.strictObject({ site: SiteKey });
export type QueueCountsQuery = z.infer<typeof QueueCountsQuery>;
export const QueueCounts = z.record(QueueState, QueueCount);
export type QueueCounts = z.infer<typeof QueueCounts>;

/** `POST /moderation/claims`: these comments, or the next of a queue that nobody has. */
export const ClaimsBody = z
  .strictObject({
    site: SiteKey,
    comments: z.array(Id).min(1).max(100).optional(),
    next: z.int().min(1).max(50).optional().describe('So many of the most urgent that nobody has claimed.'),
    state: z.enum(['pending', 'reported']).default('pending').describe('The queue that the next come from.'),
  })
  .refine(({ comments, next }) => (comments === undefined) !== (next === undefined), {
    path: ['comments'],
    error: 'Give either comments or next.',
  });
export type ClaimsBody = z.infer<typeof ClaimsBody>;
export const Claim = z.strictObject({
  commentId: Id,
  articleId: Id,
  isMine: z.boolean().describe('False: somebody else has it.'),
  by: Person,
  until: Instant,
});
export type Claim = z.infer<typeof Claim>;
export const Claims = z.strictObject({ items: z.array(Claim) });
export type Claims = z.infer<typeof Claims>;
/** `POST /moderation/claims/release` */
export const ReleaseBody = z.strictObject({ site: SiteKey, comments: z.array(Id).min(1).max(100) });
export type ReleaseBody = z.infer<typeof ReleaseBody>;
/** `POST /moderation/looking`: what the moderator looks at, again every few seconds; null when at nothing. */
export const LookingBody = z.strictObject({ site: SiteKey, comment: Id.nullable() });
export type LookingBody = z.infer<typeof LookingBody>;

export const Outcome = z.enum(['publish', 'reject', 'spam']);
export type Outcome = z.infer<typeof Outcome>;

/** `POST /moderation/decisions` */
export const DecisionsBody = z.strictObject({
  items: z
    .array(
      z.strictObject({
        articleId: Id,
        commentId: Id,
        revision: z.int().min(1).describe('The revision that was read.'),
        outcome: Outcome,
        reason: z.string().max(100).optional(),
        note: z.string().max(2000).optional(),
      }),
    )
    .min(1)
    .max(500),
});
export type DecisionsBody = z.infer<typeof DecisionsBody>;

/** A moderator's decision that stands, as other moderators see it. */
export const StandingDecision = z.strictObject({
  id: Id,
  by: z.strictObject({ id: Id, name: z.string() }).nullable().describe('Nobody when an API key decided.'),
  status: z.string().describe('What it made of the comment.'),
  at: Instant,
});
export type StandingDecision = z.infer<typeof StandingDecision>;

export const DecisionResult = z.strictObject({
  commentId: Id,
  result: z.enum(['applied', 'stale']),
  status: z.string().describe('The status the comment has now.'),
  revision: z.int().describe('The revision the comment has now.'),
  decisionId: Id.nullable(),
  current: z
    .strictObject({ body: z.string(), bodyHtml: z.string() })
    .optional()
    .describe('When stale: the newest text, which has not been judged.'),
  standing: StandingDecision.optional().describe('When stale: the decision of another moderator that came first.'),
});
export type DecisionResult = z.infer<typeof DecisionResult>;
export const DecisionsResult = z.strictObject({ items: z.array(DecisionResult) });
export type DecisionsResult = z.infer<typeof DecisionsResult>;

/** `POST /moderation/decisions/{id}/undo` */
export const DecisionParams = z.strictObject({ id: Id });
export type DecisionParams = z.infer<typeof DecisionParams>;
export const UndoResult = z.strictObject({
  commentId: Id,
  articleId: Id,
  status: z.string().describe('The status the comment has now.'),
  revision: z.int(),
  decisionId: Id.nullable().describe('The undo itself; null when it had been undone already.'),
});
export type UndoResult = z.infer<typeof UndoResult>;

export const DeadLetter = z.strictObject({
  id: Id,
  queue: z.string(),
  name: z.string(),
  reason: z.string(),
  attempts: z.int(),
  createdAt: Instant,
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/** A mail that failed, or of which nobody knows whether it arrived. For the operator only. */
export const DeliveryAttention = z.strictObject({
  id: Id,
  kind: z.string(),
  recipient: z.string(),
  messageId: z.string(),
  state: z.enum(['unknown', 'failed']),
  reason: z.string().nullable(),
  attempts: z.int(),
  createdAt: Instant,
});
export type DeliveryAttention = z.infer<typeof DeliveryAttention>;
