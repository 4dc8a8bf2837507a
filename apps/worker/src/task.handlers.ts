import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { RunTask, runTask } from '#moderation';
import { Handles, type JobContext, type JobHandler } from '#platform';

type Payload = z.infer<typeof runTask.payload>;

/** Does long tasks, step by step. */
@Injectable()
@Handles(runTask)
export class RunTaskHandler implements JobHandler<Payload> {
  constructor(@Inject(RunTask) private readonly tasks: RunTask) {}

  handle(payload: Payload, context: JobContext): Promise<void> {
    return this.tasks.run(payload, () => context.finish(), context.signal);
  }

  onDead(payload: Payload): Promise<void> {
    return this.tasks.giveUp(payload);
  }
}
