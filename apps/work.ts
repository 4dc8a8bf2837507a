import { forgetExpired } from '#accounts';
import { discussionJobs, discussionSubscriptions, forgetBands, forgetKeys } from '#discussion';
import {
  indexWords,
  moderationJobs,
  moderationSubscriptions,
  planLearning,
  publishLogHead,
  sealLog,
  tellAkismet,
} from '#moderation';
import { notificationJobs, notificationSubscriptions, recoverDeliveries } from '#notifications';
import { defineSchedule, type QueueTables } from '#platform';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** What was done within it could be undone unseen by who holds the database; a tick costs one row. */
const SEAL_EVERY_MS = 10_000;

/** Everything that is done later: every job, who listens to which event, and what comes back by itself. The api and the worker agree on it. */
export const work: QueueTables = {
  jobs: [forgetExpired, ...discussionJobs, ...moderationJobs, ...notificationJobs],
  subscriptions: [...discussionSubscriptions, ...moderationSubscriptions, ...notificationSubscriptions],
  schedules: [
    defineSchedule({ id: 'index-words', everyMs: 15_000, job: indexWords, payload: {} }),
    defineSchedule({ id: 'recover-deliveries', everyMs: MINUTE_MS, job: recoverDeliveries, payload: {} }),
    defineSchedule({ id: 'forget-expired', everyMs: HOUR_MS, job: forgetExpired, payload: {} }),
    defineSchedule({ id: 'forget-bands', everyMs: HOUR_MS, job: forgetBands, payload: {} }),
    defineSchedule({ id: 'forget-keys', everyMs: HOUR_MS, job: forgetKeys, payload: {} }),
    defineSchedule({ id: 'tell-akismet', everyMs: 5 * MINUTE_MS, job: tellAkismet, payload: {} }),
    defineSchedule({ id: 'seal-log', everyMs: SEAL_EVERY_MS, job: sealLog, payload: {} }),
    defineSchedule({ id: 'plan-learning', everyMs: HOUR_MS, job: planLearning, payload: {} }),
    defineSchedule({ id: 'publish-log-head', everyMs: DAY_MS, job: publishLogHead, payload: {} }),
  ],
};
