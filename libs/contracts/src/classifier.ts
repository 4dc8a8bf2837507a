import { z } from 'zod';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

const VersionNumber = z.int().min(1).max(1_000_000_000);
const Share = z.number().min(0).max(1).nullable();

/** How well a head of the classifier fits decisions that were held back. Shares are null where there is nothing to share. */
export const ClassifierFit = z.strictObject({
  auc: Share.describe('Area under the curve: how often a bad comment is scored above a good one.'),
  logLoss: z.number().min(0).describe('Mean surprise at what the comments were; lower is better.'),
  precision: Share.describe('Of the comments over the threshold, how many are what they were taken for.'),
  recall: Share.describe('Of the bad comments, how many are over the threshold.'),
});
export type ClassifierFit = z.infer<typeof ClassifierFit>;

/** A head before and after learning, each on decisions that it had not learnt from. */
export const LearningResult = z.strictObject({
  bad: z.int().min(0),
  good: z.int().min(0),
  threshold: z.number().min(0).max(1).describe('From which probability on a comment is held.'),
  before: ClassifierFit.describe('What the base model makes of them.'),
  after: ClassifierFit.describe('What the site has learnt beside it, on decisions that were held back.'),
});
export type LearningResult = z.infer<typeof LearningResult>;

/** A version of what a site has learnt from its moderators' decisions. */
export const ClassifierVersion = z.strictObject({
  number: VersionNumber,
  base: z.string().describe('The base model that it adds to.'),
  state: z.enum(['draft', 'active', 'retired']),
  decisions: z.int().min(0).describe('How many decisions it learnt from.'),
  spam: LearningResult.nullable().describe('Null where there were too few decisions.'),
  abuse: LearningResult.nullable(),
  madeBy: Id.nullable().describe('Null for the service itself.'),
  madeAt: Instant,
  activatedBy: Id.nullable(),
  activatedAt: Instant.nullable().describe('When it was last put to use.'),
});
export type ClassifierVersion = z.infer<typeof ClassifierVersion>;

/** `GET /moderation/classifier` */
export const ClassifierQuery = z.strictObject({ site: SiteKey });
export type ClassifierQuery = z.infer<typeof ClassifierQuery>;
export const ClassifierInUse = z.strictObject({
  model: z.string().describe('What traces call it.'),
  base: z.string().describe('The model that ships with the service.'),
  inUse: ClassifierVersion.nullable().describe('Null: the base model alone.'),
  learns: z.boolean(),
  isHeldBack: z.boolean().describe('Somebody went back: newer versions wait as drafts.'),
});
export type ClassifierInUse = z.infer<typeof ClassifierInUse>;

/** `GET /moderation/classifier/versions` */
export const ClassifierVersionsQuery = z.strictObject({
  site: SiteKey,
  limit: pageLimit(50),
  after: Cursor.optional(),
});
export type ClassifierVersionsQuery = z.infer<typeof ClassifierVersionsQuery>;
export const ClassifierVersionPage = z.strictObject({
  items: z.array(ClassifierVersion),
  next: z.string().nullable(),
});
export type ClassifierVersionPage = z.infer<typeof ClassifierVersionPage>;

/** `POST /moderation/classifier/use` */
export const UseClassifierBody = z.strictObject({
  site: SiteKey,
  number: VersionNumber.nullable().describe('The version to put to use; null for the base model alone.'),
  basedOn: VersionNumber.nullable().describe(
    'The version that was in use when this was decided; another is a conflict.',
  ),
});
export type UseClassifierBody = z.infer<typeof UseClassifierBody>;

/** `POST /moderation/classifier/learn` */
export const LearnBody = z.strictObject({ site: SiteKey });
export type LearnBody = z.infer<typeof LearnBody>;
