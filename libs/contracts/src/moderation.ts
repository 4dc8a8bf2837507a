import { z } from 'zod';
import { Comment, FlagReason } from './comments.js';
import { Cursor, Id, Instant, SiteKey } from './common.js';

/** `orphaned` are remarks whose passage is gone from the article; the others are statuses of the comment or of its review item. */
export const QueueState = z.enum(['pending', 'reported', 'unmoderated', 'published', 'rejected', 'spam', 'orphaned']);
export type QueueState = z.infer<typeof QueueState>;
export const QueueSort = z.enum(['urgent', 'newest', 'oldest']);
export type QueueSort = z.infer<typeof QueueSort>;

/** `GET /moderation/queue` */
export const QueueQuery = z.strictObject({
  site: SiteKey,
  state: QueueState.default('pending'),
  article: Id.optional(),
  sort: QueueSort.default('urgent'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(50),
  after: Cursor.optional(),
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

export const QueueItem = z.strictObject({
  comment: Comment,
  body: z.string().describe('The Markdown source of the revision that waits.'),
  reasons: z.array(z.string()),
  trace: Trace.nullable(),
  context: z.strictObject({
    article: z.strictObject({ id: Id, key: z.string(), title: z.string(), url: z.string() }),
    parent: z.strictObject({ id: Id, authorName: z.string(), bodyHtml: z.string() }).nullable(),
  }),
  author: z.strictObject({ id: Id, name: z.string(), kind: z.string(), published: z.int(), rejected: z.int() }),
  flags: z.array(z.strictObject({ reason: FlagReason, detail: z.string().nullable(), createdAt: Instant })),
  claim: z.strictObject({ by: Id, until: Instant }).nullable(),
  waitingSince: Instant,
});
export type QueueItem = z.infer<typeof QueueItem>;
export const QueuePage = z.strictObject({ items: z.array(QueueItem), next: z.string().nullable() });
export type QueuePage = z.infer<typeof QueuePage>;

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
