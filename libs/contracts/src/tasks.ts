import { z } from 'zod';
import { Cursor, Id, Instant, pageLimit, SiteKey } from './common.js';

/** Where long work stands; `stopped` and `failed` can be taken up again. */
export const TaskState = z.enum(['waiting', 'running', 'done', 'stopped', 'failed']);
export type TaskState = z.infer<typeof TaskState>;

/** Work on a site that takes longer than a request. */
export const Task = z.strictObject({
  id: Id,
  kind: z.string().describe('What kind of work, e.g. `rules.replay`.'),
  state: TaskState,
  done: z.int().min(0),
  total: z.int().min(0).nullable().describe('Null until it is known.'),
  busyMs: z.number().describe('Milliseconds of work so far.'),
  problem: z.string().nullable().describe('Why it failed.'),
  madeBy: Id.nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  stopAskedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type Task = z.infer<typeof Task>;

/** `GET /moderation/tasks` */
export const TasksQuery = z.strictObject({
  site: SiteKey,
  kind: z
    .string()
    .regex(/^[a-z-]{1,31}\.[a-z.-]{1,31}$/)
    .optional(),
  limit: pageLimit(50),
  after: Cursor.optional(),
});
export type TasksQuery = z.infer<typeof TasksQuery>;
export const TaskPage = z.strictObject({ items: z.array(Task), next: z.string().nullable() });
export type TaskPage = z.infer<typeof TaskPage>;

/** A task in a path. */
export const TaskParams = z.strictObject({ id: Id });
export type TaskParams = z.infer<typeof TaskParams>;
/** The site of a task, in a query. */
export const TaskQuery = z.strictObject({ site: SiteKey });
export type TaskQuery = z.infer<typeof TaskQuery>;
/** The site of a task, in a body. */
export const TaskBody = z.strictObject({ site: SiteKey });
export type TaskBody = z.infer<typeof TaskBody>;
