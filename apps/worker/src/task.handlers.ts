import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { planLearning, RunTask, runTask, StartLearning } from '#moderation';
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

/** Has sites learn from their moderators' decisions. What it starts is started once, however often it runs. */
@Injectable()
@Handles(planLearning)
export class PlanLearningHandler implements JobHandler<z.infer<typeof planLearning.payload>> {
  constructor(@Inject(StartLearning) private readonly learning: StartLearning) {}

  async handle(_payload: unknown, context: JobContext): Promise<void> {
    await this.learning.ofAll();
    await context.finish();
  }
}
