import { forgetExpired } from '#accounts';
import { discussionJobs, discussionSubscriptions, forgetBands, forgetKeys } from '#discussion';
import { moderationJobs, moderationSubscriptions } from '#moderation';
import { notificationJobs, notificationSubscriptions, recoverDeliveries } from '#notifications';
import { defineSchedule, type QueueTables } from '#platform';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Everything that is done later: every job, who listens to which event, and what comes back by itself. The api and the worker agree on it. */
export const work: QueueTables = {
  jobs: [forgetExpired, ...discussionJobs, ...moderationJobs, ...notificationJobs],
  subscriptions: [...discussionSubscriptions, ...moderationSubscriptions, ...notificationSubscriptions],
  schedules: [
    defineSchedule({ id: 'recover-deliveries', everyMs: MINUTE_MS, job: recoverDeliveries, payload: {} }),
    defineSchedule({ id: 'forget-expired', everyMs: HOUR_MS, job: forgetExpired, payload: {} }),
    defineSchedule({ id: 'forget-bands', everyMs: HOUR_MS, job: forgetBands, payload: {} }),
    defineSchedule({ id: 'forget-keys', everyMs: HOUR_MS, job: forgetKeys, payload: {} }),
  ],
};
