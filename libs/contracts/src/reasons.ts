import { z } from 'zod';

/**
 * Why a moderator takes a comment away, with what its writer is told. Coral's list (field.md b.2) and what readers can report.
 */
export const rejectionReasons = {
  offensive: 'It was taken as offensive.',
  abusive: 'It attacks people instead of answering what they say.',
  harassment: 'It harasses or bullies somebody.',
  'hate-speech': 'It speaks of people with hatred for what they are.',
  'banned-word': 'It holds words that are not allowed here.',
  spam: 'It was taken for spam.',
  advertising: 'It advertises something.',
  misinformation: 'It states as a fact what is known to be wrong.',
  illegal: 'It holds something that the law does not allow.',
  'off-topic': 'It has nothing to do with what is discussed here.',
  other: 'It does not keep to the rules of this discussion.',
} as const;

/** A code of the list. */
export type RejectionReason = keyof typeof rejectionReasons;

/** The code of a reason, as it is stored with decisions. */
export const ReasonKey = z
  .string()
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/)
  .max(100);

/** A site's own reasons, and its own words for those of the list. */
export const SiteReasons = z
  .record(ReasonKey, z.string().min(1).max(500))
  .refine((reasons) => Object.keys(reasons).length <= 50, { error: 'At most 50 reasons.' });
