import { z } from 'zod';
import { Cursor, Email, HttpUrl, Id, Instant, SiteKey } from './common.js';
import { DiscussionPlace } from './places.js';

/** Statuses of a comment (product.md, words). */
export const CommentStatus = z.enum(['awaiting-verification', 'pending', 'published', 'rejected', 'spam', 'withdrawn']);
export type CommentStatus = z.infer<typeof CommentStatus>;
export const CommentSort = z.enum(['newest', 'oldest', 'best', 'discussed']);
export type CommentSort = z.infer<typeof CommentSort>;
export const AuthorKind = z.enum(['guest', 'verified', 'account']);
export type AuthorKind = z.infer<typeof AuthorKind>;
export const Badge = z.enum(['staff', 'author', 'verified']);
export type Badge = z.infer<typeof Badge>;

/** A quoted passage as W3C Web Annotation's TextQuoteSelector names its parts. */
export const Quote = z.strictObject({
  exact: z.string().min(1).max(10_000),
  prefix: z.string().max(200).optional(),
  suffix: z.string().max(200).optional(),
});
export type Quote = z.infer<typeof Quote>;

export const AnchorInput = z.union([
  z.strictObject({ sectionId: Id.optional(), quote: Quote }),
  z.strictObject({ sectionId: Id }),
]);
export type AnchorInput = z.infer<typeof AnchorInput>;

export const GuestInput = z.strictObject({
  name: z.string().min(1).max(100).describe('The name shown beside the comment.'),
  email: Email.optional(),
  website: HttpUrl.optional(),
});
export type GuestInput = z.infer<typeof GuestInput>;

export const CommentBody = z.string().min(1).max(40_000).describe('Markdown subset, 1 to 10,000 characters.');

/** How a form was filled in. A page that shows one reports it; who posts by a program leaves it out. */
export const FormInput = z.strictObject({
  elapsedMs: z.int().min(0).max(2_147_483_647).optional().describe('Milliseconds from opening the form to sending it.'),
  trap: z.string().max(1000).optional().describe('What stands in the field that people cannot see.'),
});
export type FormInput = z.infer<typeof FormInput>;

/** `POST /articles/{articleId}/comments` */
export const PostCommentBody = z.strictObject({
  body: CommentBody,
  parentId: Id.optional(),
  anchor: AnchorInput.optional(),
  guest: GuestInput.optional(),
  notify: z.enum(['none', 'replies', 'all']).optional().describe('What the writer wants to hear of by e-mail.'),
  form: FormInput.optional().describe('How the form was filled in.'),
  altcha: z.string().max(10_000).optional().describe('Proof of work, where the site asks for it.'),
});
export type PostCommentBody = z.infer<typeof PostCommentBody>;

export const EditCommentBody = z.strictObject({ body: CommentBody });
export type EditCommentBody = z.infer<typeof EditCommentBody>;
/** `GET /articles/{articleId}/comments/{id}/source`: for its writer. */
export const CommentSource = z.strictObject({
  body: z.string().describe('What its writer typed last, in the Markdown subset.'),
  revision: z.int().min(1),
});
export type CommentSource = z.infer<typeof CommentSource>;
export const PreviewBody = z.strictObject({ body: CommentBody });
export type PreviewBody = z.infer<typeof PreviewBody>;
export const Preview = z.strictObject({ html: z.string() });
export type Preview = z.infer<typeof Preview>;
export const VoteBody = z.strictObject({ value: z.union([z.literal(1), z.literal(-1), z.literal(0)]) });
export type VoteBody = z.infer<typeof VoteBody>;
export const FlagReason = z.enum(['offensive', 'abusive', 'spam', 'off-topic', 'illegal', 'other']);
export type FlagReason = z.infer<typeof FlagReason>;
export const FlagBody = z.strictObject({ reason: FlagReason, detail: z.string().max(1000).optional() });
export type FlagBody = z.infer<typeof FlagBody>;

export const ArticleIdParams = z.strictObject({ articleId: Id });
export type ArticleIdParams = z.infer<typeof ArticleIdParams>;
export const CommentParams = z.strictObject({ articleId: Id, id: Id });
export type CommentParams = z.infer<typeof CommentParams>;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

/** `GET /articles/{articleId}/comments` */
export const ThreadQuery = z.strictObject({
  sort: CommentSort.default('newest'),
  section: Id.optional(),
  anchored: z.literal('inline').optional().describe('Only remarks on a passage.'),
  limit: wholeNumber(1, 50).default(20),
  replies: wholeNumber(0, 10).default(3),
  after: Cursor.optional(),
});
export type ThreadQuery = z.infer<typeof ThreadQuery>;
export const RepliesQuery = z.strictObject({ limit: wholeNumber(1, 50).default(20), after: Cursor.optional() });
export type RepliesQuery = z.infer<typeof RepliesQuery>;

/** `POST /sites/{site}/articles/{key}/questions` */
export const AskQuestionBody = z.strictObject({
  quote: Quote.describe('The passage that it is asked on.'),
  prompt: z.string().trim().min(1).max(500).describe('What readers are asked, in the Markdown subset.'),
});
export type AskQuestionBody = z.infer<typeof AskQuestionBody>;

/** What became of an anchor in a later revision of the article. */
export const AnchorOutcome = z.enum(['exact', 'moved', 'edited', 'split', 'orphaned']);
const StoredQuote = z.strictObject({ exact: z.string(), prefix: z.string(), suffix: z.string() });

export const Anchor = z.strictObject({
  kind: z.enum(['article', 'section', 'passage']),
  sectionId: Id.optional(),
  quote: StoredQuote.optional().describe('The passage as its writer quoted it.'),
  outcome: AnchorOutcome.optional().describe(
    "What became of it in the article's newest text that it was looked for in.",
  ),
  score: z.number().min(0).max(1).optional().describe('How much of what was quoted is there; 0 when it is orphaned.'),
  revision: z.int().min(1).optional().describe('The revision of the article in which its writer placed it.'),
  stoodIn: z.int().min(1).optional().describe('Of an orphaned one: the last revision in which it had a place.'),
  writtenIn: Id.optional().describe('The section it was written on, where it is in another or in none now.'),
  now: StoredQuote.optional().describe('How the passage reads now, where it reads otherwise or stands elsewhere.'),
});
export type Anchor = z.infer<typeof Anchor>;

const CommentFields = z.strictObject({
  id: Id,
  articleId: Id,
  parentId: Id.nullable(),
  rootId: Id,
  depth: z.int().min(0),
  kind: z
    .enum(['question', 'answer'])
    .optional()
    .describe(
      "A question of the article's author on a passage, or a reader's answer to one; left out of any other comment.",
    ),
  anchor: Anchor,
  author: z.strictObject({
    id: Id.optional(),
    name: z.string(),
    kind: AuthorKind,
    badges: z.array(Badge),
    avatarUrl: z.string().nullable(),
  }),
  bodyHtml: z.string().describe('Sanitised HTML; empty on a tombstone.'),
  status: CommentStatus,
  revision: z.int().min(1),
  score: z.strictObject({ up: z.int().min(0), down: z.int().min(0) }),
  replyCount: z.int().min(0),
  createdAt: Instant,
  editedAt: Instant.optional(),
  pinned: z.boolean(),
  featured: z.boolean(),
  addressed: z
    .strictObject({ state: z.enum(['addressed', 'reopened']), revision: z.int().min(1), at: Instant })
    .optional()
    .describe('Of a remark that a revision of the article has dealt with, or had.'),
  locked: z.literal(true).optional().describe('It, or a comment above it, is locked: it takes no replies.'),
});

/** A comment as readers see it. E-mail and network addresses never leave through it. */
export interface Comment extends z.infer<typeof CommentFields> {
  replies?: { items: Comment[]; next: string | null } | undefined;
}
export const Comment: z.ZodType<Comment> = CommentFields.extend({
  replies: z.strictObject({ items: z.array(z.lazy(() => Comment)), next: z.string().nullable() }).optional(),
}).meta({ id: 'Comment' });

export const Counts = z.strictObject({ total: z.int().min(0), sections: z.record(z.string(), z.int().min(0)) });
export type Counts = z.infer<typeof Counts>;
export const CommentPage = z.strictObject({
  article: z.strictObject({ id: Id, version: z.int().min(0), counts: Counts, discussion: DiscussionPlace }),
  comments: z.array(Comment),
  next: z.string().nullable(),
});
export type CommentPage = z.infer<typeof CommentPage>;
export const ReplyPage = z.strictObject({ items: z.array(Comment), next: z.string().nullable() });
export type ReplyPage = z.infer<typeof ReplyPage>;
export const Permalink = z.strictObject({ comment: Comment, ancestors: z.array(Comment) });
export type Permalink = z.infer<typeof Permalink>;
export const PostedComment = z.strictObject({
  comment: Comment,
  editToken: z.string().optional().describe('Lets a guest edit and withdraw; send it as a bearer token.'),
});
export type PostedComment = z.infer<typeof PostedComment>;
export const OneComment = z.strictObject({ comment: Comment });
export type OneComment = z.infer<typeof OneComment>;
export const VoteResult = z.strictObject({
  score: z.strictObject({ up: z.int().min(0), down: z.int().min(0) }),
  mine: z.int().min(-1).max(1),
});
export type VoteResult = z.infer<typeof VoteResult>;

export const Mine = z.strictObject({
  votes: z.record(z.string(), z.int().min(-1).max(1)),
  comments: z.array(Comment).describe("The viewer's own comments that are not public."),
  edits: z
    .array(z.strictObject({ commentId: Id, revision: z.int(), bodyHtml: z.string(), isRefused: z.boolean() }))
    .describe("The viewer's own edits that are not public, while the older text of the comment is."),
  subscriptions: z.array(
    z.strictObject({ id: Id, kind: z.string(), sectionId: Id.optional(), commentId: Id.optional(), state: z.string() }),
  ),
});
export type Mine = z.infer<typeof Mine>;

/** `GET /counts?site=&key=&key=…` */
export const CountsQuery = z.strictObject({
  site: SiteKey,
  key: z
    .union([z.string().max(200), z.array(z.string().max(200))])
    .transform((keys) => (Array.isArray(keys) ? keys : [keys]))
    .pipe(z.array(z.string()).min(1).max(100)),
});
export type CountsQuery = z.infer<typeof CountsQuery>;
export const CountsByKey = z.record(z.string(), Counts);
export type CountsByKey = z.infer<typeof CountsByKey>;

/** `GET /sites/{site}/discussions` */
export const DiscussionsQuery = z.strictObject({
  sort: z.enum(['active', 'newest', 'most-discussed']).default('active'),
  limit: wholeNumber(1, 50).default(20),
  after: Cursor.optional(),
});
export type DiscussionsQuery = z.infer<typeof DiscussionsQuery>;
export const DiscussionPage = z.strictObject({
  discussions: z.array(
    z.strictObject({
      articleId: Id,
      key: z.string(),
      url: z.string(),
      title: z.string(),
      total: z.int().min(0),
      lastActivityAt: Instant.nullable(),
      createdAt: Instant,
    }),
  ),
  next: z.string().nullable(),
});
export type DiscussionPage = z.infer<typeof DiscussionPage>;
