import type { Task, TaskPage } from '#contracts';
import type { LongTask } from '#moderation';

/** A long task. What it found is shown by those who know its kind. */
export function presentTask(task: LongTask): Task {
  return {
    id: task.id,
    kind: task.kind,
    state: task.state,
    done: task.done,
    total: task.total,
    busyMs: Math.round(task.busyMs),
    problem: task.problem,
    madeBy: task.madeBy,
    createdAt: task.createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    stopAskedAt: task.stopAskedAt?.toISOString() ?? null,
    endedAt: task.endedAt?.toISOString() ?? null,
  };
}

/** A page of long tasks. */
export function presentTaskPage(page: { items: readonly LongTask[]; next: string | null }): TaskPage {
  return { items: page.items.map(presentTask), next: page.next };
}
