import { type Job, WaitingError } from 'bullmq';
import { DeadlinePassed, withDeadline } from '../deadline.js';
import type { JobData, JobProcessor, JobWorker, QueueBackend } from '../backend/queue-backend.js';
import type { QueueName } from '../queue-names.js';
import type { QuietLog } from '../quiet-log.js';
import { WakeSignal } from '../wake-signal.js';

const READY_MS = 5000;
const RETRY_MS = 500;
const LOOK_EVERY_MS = 2000;
/** What closing may take once no job runs. */
const CLOSE_MS = 2000;

/** Called when a job was given up for good. */
export type OnGivenUp = (job: Job<JobData>, error: Error) => void;

/**
 * One queue's BullMQ worker, kept alive. A worker made while its server is away, or whose first handshake breaks, never works
 * again: so it is made when the server answers, and made anew when it did not become ready or stopped by itself.
 */
export class SupervisedWorker {
  private readonly signal = new WakeSignal();
  private readonly active = new Set<Promise<unknown>>();
  private worker: JobWorker | undefined;
  private isFit = false;
  private isStopped = false;
  private running: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly name: QueueName,
    private readonly backend: QueueBackend,
    private readonly process: JobProcessor,
    private readonly onGivenUp: OnGivenUp,
    private readonly log: QuietLog,
  ) {}

  /** Starts to work, as soon as it is fit and the server answers. */
  start(): void {
    this.running ??= this.run();
  }

  /** Takes jobs, or stops taking them; running ones go on. */
  setFit(isFit: boolean): void {
    if (this.isFit === isFit) return;
    this.isFit = isFit;
    if (this.worker === undefined) this.signal.ring();
    else void (isFit ? this.worker.resume() : this.worker.pause(true)).catch((error: unknown) => this.report(error));
  }

  /** Takes no more jobs, waits for the running ones at most so long, and closes. A second call waits for the same end. */
  stop(withinMs: number): Promise<void> {
    this.stopping ??= this.stopOnce(withinMs);
    return this.stopping;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      if (!this.isFit) {
        await this.signal.wait(LOOK_EVERY_MS);
        continue;
      }
      const worker = await this.open();
      if (worker === undefined) {
        await this.signal.wait(RETRY_MS);
        continue;
      }
      this.log.recovered(this.source);
      while (!this.hasStopped() && (worker.isRunning() || worker.isPaused())) await this.signal.wait(LOOK_EVERY_MS);
      if (!this.hasStopped()) await this.drop(worker, new Error('stopped by itself and is started again'));
    }
  }

  private async open(): Promise<JobWorker | undefined> {
    let worker: JobWorker;
    try {
      await this.backend.queue(this.name);
      if (this.hasStopped() || !this.isFit) return undefined;
      worker = this.backend.worker(this.name, (job, token, signal) => this.track(this.take(job, token, signal)));
    } catch (error) {
      this.report(error);
      return undefined;
    }
    this.worker = worker;
    worker.on('error', (error) => this.report(error));
    worker.on('failed', (job, error) => {
      if (job?.finishedOn !== undefined) this.onGivenUp(job, error);
    });
    worker.on('lockRenewalFailed', (jobIds) => {
      for (const id of jobIds) worker.cancelJob(id, 'The lock of this job was lost.');
    });
    try {
      await withDeadline(worker.waitUntilReady(), READY_MS, 'The queue');
      return worker;
    } catch (error) {
      await this.drop(worker, error);
      return undefined;
    }
  }

  private async drop(worker: JobWorker, error: unknown): Promise<void> {
    this.report(error);
    this.worker = undefined;
    await this.close(worker);
  }

  private async stopOnce(withinMs: number): Promise<void> {
    this.isStopped = true;
    this.signal.ring();
    const { worker } = this;
    if (worker !== undefined) {
      const closed = worker.close().catch((error: unknown) => this.report(error));
      await withDeadline(this.settled(), withinMs, 'Running jobs').catch((error: unknown) => {
        worker.cancelAllJobs('This worker stops.');
        this.report(error);
      });
      await withDeadline(closed, CLOSE_MS, 'Closing a worker').catch(() => this.cut(worker));
    }
    await this.running;
  }

  /** Jobs that had been taken when the worker was told to close may start a moment later, so the look is repeated. */
  private async settled(): Promise<void> {
    while (this.active.size > 0) await Promise.allSettled(this.active);
  }

  private async close(worker: JobWorker): Promise<void> {
    await withDeadline(worker.close(true), CLOSE_MS, 'Closing a worker').catch(() => this.cut(worker));
  }

  private async cut(worker: JobWorker): Promise<void> {
    await withDeadline(worker.disconnect(), CLOSE_MS, 'Cutting a worker off').catch((error: unknown) =>
      this.report(error),
    );
  }

  /** A worker that waits for a job takes the next one also when it was paused meanwhile; that one goes back. */
  private async take(...[job, token, signal]: Parameters<JobProcessor>): Promise<void> {
    if (this.isFit) return this.process(job, token, signal);
    await job.moveToWait(token);
    throw new WaitingError();
  }

  private track(work: Promise<void>): Promise<void> {
    this.active.add(work);
    const forget = (): void => void this.active.delete(work);
    work.then(forget, forget);
    return work;
  }

  private report(error: unknown): void {
    if (!this.isStopped || error instanceof DeadlinePassed) this.log.error(this.source, error);
  }

  private hasStopped(): boolean {
    return this.isStopped;
  }

  private get source(): string {
    return `worker of ${this.name}`;
  }
}
