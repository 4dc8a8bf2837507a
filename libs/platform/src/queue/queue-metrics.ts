import { Inject, Injectable, Optional } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import type { QueueName } from './queue-names.js';

/** How an attempt at a job ended. `skipped`: another attempt had done it. `dead`: it went to the dead letters. */
export type JobOutcome = 'done' | 'skipped' | 'failed' | 'dead';

/** What the queue tells Prometheus. */
@Injectable()
export class QueueMetrics {
  private readonly jobs: Counter<'queue' | 'name' | 'outcome'>;
  private readonly duration: Histogram<'queue' | 'name'>;
  private readonly relayed: Counter;
  private readonly relayLag: Histogram;
  private readonly resent: Counter<'cause'>;
  private readonly backlog: Gauge;

  constructor(@Optional() @Inject(Metrics) metrics?: Metrics) {
    const registers = [metrics?.registry ?? new Registry()];
    this.jobs = new Counter({
      name: 'colloquy_jobs_total',
      help: 'Attempts at jobs by how they ended.',
      labelNames: ['queue', 'name', 'outcome'],
      registers,
    });
    this.duration = new Histogram({
      name: 'colloquy_job_duration_seconds',
      help: 'Time an attempt at a job took.',
      labelNames: ['queue', 'name'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.relayed = new Counter({ name: 'colloquy_relayed_total', help: 'Outbox rows handed to a queue.', registers });
    this.relayLag = new Histogram({
      name: 'colloquy_relay_lag_seconds',
      help: 'Time from when a row could be sent until it was.',
      buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
      registers,
    });
    this.resent = new Counter({
      name: 'colloquy_resent_total',
      help: 'Outbox rows sent again, because the queue lost its memory or this one job.',
      labelNames: ['cause'],
      registers,
    });
    this.backlog = new Gauge({
      name: 'colloquy_outbox_waiting',
      help: 'Outbox rows the relay has not sent.',
      registers,
    });
  }

  /** Counts an attempt. */
  attempted(queue: QueueName, name: string, outcome: JobOutcome, milliseconds?: number): void {
    this.jobs.inc({ queue, name, outcome });
    if (milliseconds !== undefined) this.duration.observe({ queue, name }, milliseconds / 1000);
  }

  /** Counts rows handed to a queue, each with the time it waited for it. */
  sent(waitedMs: readonly number[]): void {
    this.relayed.inc(waitedMs.length);
    for (const waited of waitedMs) this.relayLag.observe(waited / 1000);
  }

  /** Counts rows given back to the relay. */
  givenBack(cause: 'queue-lost' | 'job-lost', rows: number): void {
    this.resent.inc({ cause }, rows);
  }

  /** Notes how many rows wait. */
  waiting(rows: number): void {
    this.backlog.set(rows);
  }
}
