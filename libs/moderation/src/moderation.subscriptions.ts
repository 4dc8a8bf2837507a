import { commentPosted } from '#discussion';
import { subscribe } from '#platform';
import { screenComment } from './moderation.jobs.js';

/** What this room does when something happens elsewhere. */
export const moderationSubscriptions = [subscribe(commentPosted, screenComment, (posted) => posted)];
