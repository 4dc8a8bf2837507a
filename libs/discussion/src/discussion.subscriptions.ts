import { personVerified } from '#accounts';
import { subscribe } from '#platform';
import { adoptComments } from './discussion.jobs.js';

/** What this room does when something happens elsewhere. */
export const discussionSubscriptions = [subscribe(personVerified, adoptComments, (verified) => verified)];
