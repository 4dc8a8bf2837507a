import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';

/** Gives a guest's comments and votes to the person they turned out to be. */
export const adoptComments = defineJob({
  queue: 'maintenance',
  name: 'adopt-comments',
  payload: z.strictObject({ personId: Id, guestId: Id.optional(), articleId: Id.optional() }),
});

/** Follows an article's anchors into its newest text. */
export const placeAnchors = defineJob({
  queue: 'maintenance',
  name: 'place-anchors',
  payload: z.strictObject({ articleId: Id }),
  timeoutMs: 120_000,
});

/** Asks the questions that an article's HTML holds, and takes back those it no longer does. */
export const followAsks = defineJob({
  queue: 'maintenance',
  name: 'follow-asks',
  payload: z.strictObject({ articleId: Id }),
});

/** Removes idempotency keys that have served. */
export const forgetKeys = defineJob({
  queue: 'maintenance',
  name: 'forget-idempotency-keys',
  payload: z.strictObject({}),
  timeoutMs: 120_000,
});

/** Removes what near-duplicates of older days would be found by. */
export const forgetBands = defineJob({
  queue: 'maintenance',
  name: 'forget-bands',
  payload: z.strictObject({}),
  timeoutMs: 120_000,
});

/** Every job of this room. */
export const discussionJobs = [adoptComments, followAsks, forgetBands, forgetKeys, placeAnchors];
