import { z } from 'zod';
import { Id } from '#contracts';
import { defineAuditEntry } from '#platform';

const data = z.strictObject({ taskId: Id, kind: z.string() });

/** Somebody had a long task stop. */
export const taskStopped = defineAuditEntry({ kind: 'task.stopped', data });

/** Somebody had a long task go on. */
export const taskResumed = defineAuditEntry({ kind: 'task.resumed', data });
