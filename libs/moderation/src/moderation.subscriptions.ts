import { commentPosted, commentSettled } from '#discussion';
import { subscribe } from '#platform';
import { ARE_FLAGGED } from './flags/handle-flags.queries.js';
import { screenComment } from './moderation.jobs.js';
import { handleFlags } from './people/people.jobs.js';

/** What this room does when something happens elsewhere. */
export const moderationSubscriptions = [
  subscribe(commentPosted, screenComment, (posted) => posted),
  subscribe(commentSettled, handleFlags, ({ commentId }) => ({ commentId }), {
    key: ({ commentId }) => commentId,
    sql: ARE_FLAGGED,
  }),
];
