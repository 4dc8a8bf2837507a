import { z } from 'zod';
import { Id } from '#contracts';
import { defineJob } from '#platform';

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

/** Every job of this room. */
export const moderationJobs = [runTask, screenComment];
