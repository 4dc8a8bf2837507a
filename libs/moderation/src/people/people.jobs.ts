import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';

/** Does to a person's comments what their sanction says, in batches. */
export const applySanction = defineJob({
  queue: 'maintenance',
  name: 'apply-sanction',
  payload: z.strictObject({ sanctionId: Id }),
  timeoutMs: 300_000,
});

/** Takes a comment from the public that readers have flagged enough. */
export const hideFlagged = defineJob({
  queue: 'screening',
  name: 'hide-flagged',
  payload: z.strictObject({ articleId: Id, commentId: Id, revision: z.int().min(1) }),
});

/** Keeps the record of who flagged a comment that a moderator has decided on. */
export const handleFlags = defineJob({
  queue: 'maintenance',
  name: 'handle-flags',
  payload: z.strictObject({ commentId: Id }),
});

/** Every job about people. */
export const peopleJobs = [applySanction, handleFlags, hideFlagged];
