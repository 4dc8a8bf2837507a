import { personVerified, verificationRequested } from '#accounts';
import { commentPublished, notifyRequested } from '#discussion';
import { subscribe } from '#platform';
import { adoptSubscriptions, fanOutComment, mailVerification, requestSubscription } from './notifications.jobs.js';

/** What this room does when something happens elsewhere. */
export const notificationSubscriptions = [
  subscribe(commentPublished, fanOutComment, (published) => published, {
    sql: `SELECT 1 FROM subscriptions WHERE article_id = $1 AND state = 'confirmed' LIMIT 1`,
    values: ({ articleId }) => [articleId],
  }),
  subscribe(notifyRequested, requestSubscription, (request) => request),
  subscribe(verificationRequested, mailVerification, (request) => request),
  subscribe(personVerified, adoptSubscriptions, ({ personId, guestId }) => ({
    personId,
    guestId: guestId ?? personId,
  })),
];
