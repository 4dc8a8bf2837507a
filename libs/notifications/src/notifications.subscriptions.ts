import { personVerified, verificationRequested } from '#accounts';
import { commentPublished, commentSettled, notifyRequested } from '#discussion';
import { appealAnswered } from '#moderation';
import { subscribe } from '#platform';
import {
  adoptSubscriptions,
  fanOutComment,
  mailAppealOutcome,
  mailOutcome,
  mailVerification,
  requestSubscription,
} from './notifications.jobs.js';
import { WANTS_OUTCOMES } from './outcomes/outcomes.queries.js';

/** What this room does when something happens elsewhere. */
export const notificationSubscriptions = [
  subscribe(commentPublished, fanOutComment, (published) => published, {
    sql: `SELECT 1 FROM subscriptions WHERE article_id = $1 AND state = 'confirmed' LIMIT 1`,
    values: ({ articleId }) => [articleId],
  }),
  subscribe(
    commentSettled,
    mailOutcome,
    ({ articleId, commentId, decisionId }) => ({ articleId, commentId, decisionId }),
    {
      when: ({ decided }) => decided === 'rejected' || decided === 'spam',
      sql: WANTS_OUTCOMES,
      values: ({ articleId }) => [articleId],
    },
  ),
  subscribe(appealAnswered, mailAppealOutcome, (answered) => answered),
  subscribe(notifyRequested, requestSubscription, (request) => request),
  subscribe(verificationRequested, mailVerification, (request) => request),
  subscribe(personVerified, adoptSubscriptions, ({ personId, guestId }) => ({
    personId,
    guestId: guestId ?? personId,
  })),
];
