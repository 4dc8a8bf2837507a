import { z } from 'zod';
import { AuthorKind, Comment } from './comments.js';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

/** From the mildest: what is written waits for a moderator; nothing is taken until it ends; nothing is taken. */
export const SanctionKind = z.enum(['mute', 'suspension', 'ban']);
export type SanctionKind = z.infer<typeof SanctionKind>;
export const SanctionReason = z.enum([
  'spam',
  'abuse',
  'harassment',
  'hate',
  'off-topic',
  'impersonation',
  'ban-evasion',
  'other',
]);
export type SanctionReason = z.infer<typeof SanctionReason>;
/** What a sanction does to comments that are there already. */
export const SanctionedComments = z
  .enum(['leave', 'hold', 'reject'])
  .describe('`hold` puts public comments before a moderator again; `reject` rejects public and waiting ones.');
export type SanctionedComments = z.infer<typeof SanctionedComments>;

export const PersonParams = z.strictObject({ id: Id });
export type PersonParams = z.infer<typeof PersonParams>;
export const OfSiteQuery = z.strictObject({ site: SiteKey });
export type OfSiteQuery = z.infer<typeof OfSiteQuery>;
export const PersonListQuery = z.strictObject({ site: SiteKey, limit: pageLimit(20), after: Cursor.optional() });
export type PersonListQuery = z.infer<typeof PersonListQuery>;

/** `GET /moderation/people?site=&q=` */
export const FindPeopleQuery = z.strictObject({
  site: SiteKey,
  q: z.string().trim().min(1).max(40).describe('How the name begins; look-alike letters are equal.'),
  limit: pageLimit(20),
  after: Cursor.optional(),
});
export type FindPeopleQuery = z.infer<typeof FindPeopleQuery>;

/** `POST /moderation/people/{id}/sanctions` */
export const ImposeSanctionBody = z.strictObject({
  site: SiteKey,
  kind: SanctionKind,
  scope: z.enum(['site', 'everywhere']).default('site').describe('`everywhere` is for the owner of the installation.'),
  reason: SanctionReason,
  note: z.string().max(2000).optional().describe('For moderators only.'),
  publicText: z.string().max(500).optional().describe('What the person is told when they are refused.'),
  endsAt: Instant.optional().describe('Without it, until it is lifted. Moderators suspend for up to 30 days.'),
  comments: SanctionedComments.default('leave'),
});
export type ImposeSanctionBody = z.infer<typeof ImposeSanctionBody>;

/** `POST /moderation/sanctions/{id}/lift` */
export const LiftSanctionBody = z.strictObject({ reason: z.string().max(500).optional() });
export type LiftSanctionBody = z.infer<typeof LiftSanctionBody>;

/** A sanction with its history. Of one that another site's staff imposed everywhere, who did it and their note stay there. */
export const Sanction = z.strictObject({
  id: Id,
  kind: SanctionKind,
  scope: z.enum(['site', 'everywhere']),
  reason: z.string(),
  note: z.string().nullable(),
  publicText: z.string().nullable(),
  isInForce: z.boolean(),
  imposedBy: Id.nullable(),
  imposedAt: Instant,
  endsAt: Instant.nullable(),
  liftedAt: Instant.nullable(),
  liftedBy: Id.nullable(),
  liftReason: z.string().nullable(),
});
export type Sanction = z.infer<typeof Sanction>;
export const OneSanction = z.strictObject({ sanction: Sanction });
export type OneSanction = z.infer<typeof OneSanction>;
export const SanctionPage = z.strictObject({ items: z.array(Sanction), next: z.string().nullable() });
export type SanctionPage = z.infer<typeof SanctionPage>;

/** `GET /moderation/people/{id}/sanctions/preview`: the comments that `hold` and `reject` would touch. */
export const SanctionPreview = z.strictObject({
  public: z.int().min(0),
  waiting: z.int().min(0),
  isComplete: z.boolean().describe('False when the person wrote more than was counted, the newest 1,000 comments.'),
});
export type SanctionPreview = z.infer<typeof SanctionPreview>;

export const WriteNoteBody = z.strictObject({ site: SiteKey, body: z.string().min(1).max(4000) });
export type WriteNoteBody = z.infer<typeof WriteNoteBody>;
export const PersonNote = z.strictObject({
  id: Id,
  body: z.string(),
  author: z.strictObject({ id: Id, name: z.string() }).nullable(),
  createdAt: Instant,
});
export type PersonNote = z.infer<typeof PersonNote>;
export const OneNote = z.strictObject({ note: PersonNote });
export type OneNote = z.infer<typeof OneNote>;
export const NotePage = z.strictObject({ items: z.array(PersonNote), next: z.string().nullable() });
export type NotePage = z.infer<typeof NotePage>;

export const PersonSummary = z.strictObject({
  id: Id,
  name: z.string(),
  kind: AuthorKind,
  isSanctioned: z.boolean(),
  lastSeenAt: Instant.nullable(),
});
export type PersonSummary = z.infer<typeof PersonSummary>;
export const PeoplePage = z.strictObject({ items: z.array(PersonSummary), next: z.string().nullable() });
export type PeoplePage = z.infer<typeof PeoplePage>;

/** Why two people may be one. Nothing follows from it by itself, and no address is told. */
export const LinkEvidence = z.strictObject({
  kind: z.enum(['mailbox', 'network']),
  strength: z.enum(['strong', 'medium', 'weak']),
  explanation: z.string(),
});
export type LinkEvidence = z.infer<typeof LinkEvidence>;
export const LinkedPerson = z.strictObject({ person: PersonSummary, evidence: z.array(LinkEvidence) });
export type LinkedPerson = z.infer<typeof LinkedPerson>;

export const PersonComments = z.strictObject({ items: z.array(Comment), next: z.string().nullable() });
export type PersonComments = z.infer<typeof PersonComments>;

/** `GET /moderation/people/{id}?site=` */
export const PersonRecord = z.strictObject({
  person: z.strictObject({
    id: Id,
    name: z.string(),
    kind: AuthorKind,
    email: z.string().nullable().describe('Masked, e.g. `a…@example.org`.'),
    isEmailConfirmed: z.boolean(),
    trust: z.enum(['guest', 'new', 'known', 'trusted', 'moderator', 'admin', 'owner']),
    createdAt: Instant,
    firstSeenAt: Instant.nullable(),
    lastSeenAt: Instant.nullable(),
  }),
  comments: z.strictObject({
    counts: z.record(z.string(), z.int().min(0)).describe('By status.'),
    isComplete: z.boolean().describe('False when only the newest 1,000 were counted.'),
    recent: PersonComments,
  }),
  flags: z.strictObject({
    raised: z.int().min(0),
    agreed: z.int().min(0).describe('A moderator took the comment away.'),
    disagreed: z.int().min(0).describe('A moderator let it stand.'),
    accuracy: z.number().min(0).max(1).nullable(),
    weight: z.number().min(0).describe('What their next report weighs.'),
  }),
  sanctions: z.array(Sanction).describe('In force now.'),
  notes: z.int().min(0),
  linked: z.array(LinkedPerson),
});
export type PersonRecord = z.infer<typeof PersonRecord>;

/** `POST /moderation/people/{id}/email`: for admins, and written down. */
export const PersonEmail = z.strictObject({ email: z.string().nullable() });
export type PersonEmail = z.infer<typeof PersonEmail>;
