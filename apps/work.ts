import { adoptComments, discussionSubscriptions } from '#discussion';
import { moderationJobs, moderationSubscriptions } from '#moderation';
import { notificationJobs, notificationSubscriptions, recoverDeliveries } from '#notifications';
import { defineSchedule, type QueueTables } from '#platform';

const MINUTE_MS = 60_000;

/** Everything that is done later: every job, who listens to which event, and what comes back by itself. The api and the worker agree on it. */
export const work: QueueTables = {
  jobs: [adoptComments, ...moderationJobs, ...notificationJobs],
  subscriptions: [...discussionSubscriptions, ...moderationSubscriptions, ...notificationSubscriptions],
  schedules: [defineSchedule({ id: 'recover-deliveries', everyMs: MINUTE_MS, job: recoverDeliveries, payload: {} })],
};
