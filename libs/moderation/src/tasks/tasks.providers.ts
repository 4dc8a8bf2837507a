import { LongTasks } from './long-tasks.js';
import { ManageTasks } from './manage-tasks.js';
import { RunTask } from './run-task.js';
import { TaskKinds } from './task-kinds.js';

/** What the doors call about long tasks. */
export const taskVerbs = [ManageTasks, RunTask];

/** What those are made of, and what kinds of long tasks use. */
export const taskParts = [LongTasks, TaskKinds];
