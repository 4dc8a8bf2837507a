import { Inject, Injectable } from '@nestjs/common';
import type { RemovedRow } from '../outbox.queries.js';
import { QueueMetrics } from '../queue-metrics.js';
import { HandlerRegistry } from './handler-registry.js';
import type { DeadJob } from './job-handler.js';

/** Tells those concerned that a job is a dead letter. */
@Injectable()
export class DeadJobs {
  constructor(
    @Inject(HandlerRegistry) private readonly registry: HandlerRegistry,
    @Inject(QueueMetrics) private readonly metrics: QueueMetrics,
  ) {}

  /** Calls the handler's `onDead`, when it has one and can read the payload. */
  async tell(row: RemovedRow, job: DeadJob): Promise<void> {
    const entry = this.registry.find(row.name);
    if (entry?.handler.onDead === undefined) return;
    const payload = entry.job.payload.safeParse(row.payload);
    if (payload.success) await entry.handler.onDead(payload.data, job);
  }

  /** Counts it. */
  count(row: RemovedRow): void {
    this.metrics.attempted(row.queue, row.name, 'dead');
  }
}
