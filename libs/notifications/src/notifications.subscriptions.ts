import { personVerified, verificationRequested } from '#accounts';
import { commentPublished, commentSettled, notifyRequested, remarkAddressed } from '#discussion';
import { appealAnswered } from '#moderation';
import { subscribe } from '#platform';
import {
  adoptSubscriptions,
  fanOutComment,
  mailAddressed,
  mailAppealOutcome,
  mailOutcome,
  mailVerification,
  requestSubscription,
} from './notifications.jobs.js';
import { WANT_OUTCOMES } from './outcomes/outcomes.queries.js';

/** Articles that anybody subscribes to. $1 articles */
const ARE_SUBSCRIBED = `
SELECT asked.key FROM unnest($1::uuid[]) AS asked (key)
CROSS JOIN LATERAL (SELECT 1 FROM subscriptions WHERE article_id = asked.key AND state = 'confirmed' LIMIT 1) found`;

/** What this room does when something happens elsewhere. */
export const notificationSubscriptions = [
  subscribe(commentPublished, fanOutComment, (published) => published, {
    key: ({ articleId }) => articleId,
    sql: ARE_SUBSCRIBED,
  }),
  subscribe(
    commentSettled,
    mailOutcome,
    ({ articleId, commentId, decisionId }) => ({ articleId, commentId, decisionId }),
    {
      when: ({ decided }) => decided === 'rejected' || decided === 'spam',
      key: ({ articleId }) => articleId,
      sql: WANT_OUTCOMES,
    },
  ),
  subscribe(remarkAddressed, mailAddressed, (marked) => marked, {
    key: ({ articleId }) => articleId,
    sql: WANT_OUTCOMES,
  }),
  subscribe(appealAnswered, mailAppealOutcome, (answered) => answered),
  subscribe(notifyRequested, requestSubscription, (request) => request),
  subscribe(verificationRequested, mailVerification, (request) => request),
  subscribe(personVerified, adoptSubscriptions, ({ personId, guestId }) => ({
    personId,
    guestId: guestId ?? personId,
  })),
];
