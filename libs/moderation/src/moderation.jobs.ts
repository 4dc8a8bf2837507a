import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';
import { peopleJobs } from './people/people.jobs.js';

/** Judges one revision of a comment with every phase and decides. */
export const screenComment = defineJob({
  queue: 'screening',
  name: 'screen-comment',
  payload: z.strictObject({ articleId: Id, commentId: Id, revision: z.int().min(1) }),
});

/** Does one step of a long task. */
export const runTask = defineJob({
  queue: 'maintenance',
  name: 'run-task',
  payload: z.strictObject({ taskId: Id, step: z.int().min(0) }),
});

/** Appends what was logged to the hash chain. */
export const sealLog = defineJob({ queue: 'maintenance', name: 'seal-log', payload: z.strictObject({}) });

/** Writes the end of the hash chain into the log of the process. */
export const publishLogHead = defineJob({
  queue: 'maintenance',
  name: 'publish-log-head',
  payload: z.strictObject({}),
});
/** Brings the words of new comments into the index of the search. */
export const indexWords = defineJob({ queue: 'maintenance', name: 'index-words', payload: z.strictObject({}) });

/** Tells Akismet where people decided against its answer. */
export const tellAkismet = defineJob({
  queue: 'maintenance',
  name: 'tell-akismet',
  payload: z.strictObject({}),
  timeoutMs: 120_000,
});

/** Has sites learn that have enough new decisions of their moderators. */
export const planLearning = defineJob({ queue: 'maintenance', name: 'plan-learning', payload: z.strictObject({}) });

/** Every job of this room. */
export const moderationJobs = [
  ...peopleJobs,
  indexWords,
  planLearning,
  publishLogHead,
  runTask,
  screenComment,
  sealLog,
  tellAkismet,
];
