import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { AppConfig } from '../../config/app-config.js';
import { Database } from '../../database/database.js';
import type { JobData } from '../backend/queue-backend.js';
import { OutboxQueries } from '../outbox.queries.js';
import { DeadlinePassed } from '../deadline.js';
import { JobAlreadyDone } from '../queue.errors.js';
import { HandlerRegistry, type RegisteredHandler } from './handler-registry.js';
import { JobEnds } from './job-ends.js';
import { SuspectLane } from './suspect-lane.js';

const TIMEOUT_MS = 30_000;
/** What a suspect waits for each death that was its own: so long, at least, a worker lives and does all else. */
const SUSPECT_WAITS_MS = 3000;
/** A suspect lets everything else go first, but not for ever. */
const LETS_OTHERS_GO_MS = 5000;
const LOOK_MS = 250;

/** One delivery of a job. */
export interface Delivery {
  readonly outboxId: string;
  readonly name: string;
  readonly data: JobData;
  /** 1 for the first. */
  readonly attempt: number;
  /** It was running when a worker died. */
  readonly isSuspect?: boolean;
}

/**
 * Does a job once, however often it is delivered (reliability.md D2): the outbox row goes in the transaction of the effect, and an
 * attempt that finds it gone rolls back.
 */
@Injectable()
export class JobRunner {
  /** Jobs that run now and are not under suspicion. */
  private unsuspected = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
    @Inject(JobEnds) private readonly ends: JobEnds,
    @Inject(HandlerRegistry) private readonly registry: HandlerRegistry,
    @Inject(SuspectLane) private readonly lane: SuspectLane,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Runs the handler of a delivery.
   * @param lost aborted when another worker may take the job over.
   * @returns `skipped` when the job was done before.
   * @throws what the handler throws; {UnrecoverableError} for a job or payload nobody can handle; {DeadlinePassed}.
   */
  async run(delivery: Delivery, lost: AbortSignal): Promise<'done' | 'skipped'> {
    const entry = this.registry.find(delivery.name);
    if (entry === undefined) throw new UnrecoverableError(`No handler for "${delivery.name}" in this build.`);
    const payload = entry.job.payload.safeParse(delivery.data.payload);
    if (!payload.success) {
      throw new UnrecoverableError(
        `The payload of "${delivery.name}" is not what this build expects: ${payload.error.message}`,
      );
    }
    const attempt = () => this.attempt(entry, payload.data, delivery, lost);
    if (delivery.isSuspect === true) return this.underSuspicion(delivery.outboxId, attempt);
    this.unsuspected += 1;
    try {
      return await attempt();
    } finally {
      this.unsuspected -= 1;
    }
  }

  /**
   * Runs a job that was there when a worker died, beside no other suspect. What it does to this process is written down before it is
   * done, so that a job that kills its workers is known by it and buried.
   */
  private async underSuspicion(
    outboxId: string,
    attempt: () => Promise<'done' | 'skipped'>,
  ): Promise<'done' | 'skipped'> {
    const before = await this.outbox.crashesOf(outboxId);
    if (before === undefined) return 'skipped';
    if (before >= this.config.maxStalledCount) throw killedItsWorkers(before);
    if (before > 0) await delay(before * SUSPECT_WAITS_MS);
    await this.afterOthers();
    return this.lane.run(before, async () => {
      const crashes = await this.outbox.beginSuspect(outboxId);
      if (crashes === undefined) return 'skipped';
      try {
        return await attempt();
      } catch (error) {
        await this.outbox.endSuspect(outboxId);
        throw error;
      }
    });
  }

  private async afterOthers(): Promise<void> {
    let waitedMs = 0;
    do {
      await delay(LOOK_MS);
      waitedMs += LOOK_MS;
    } while (this.unsuspected > 0 && waitedMs < LETS_OTHERS_GO_MS);
  }

  private async attempt(
    { job, handler }: RegisteredHandler,
    payload: unknown,
    delivery: Delivery,
    lost: AbortSignal,
  ): Promise<'done' | 'skipped'> {
    const { outboxId, attempt } = delivery;
    if (attempt > 1 && !(await this.outbox.has(outboxId))) return 'skipped';
    const timeoutMs = job.timeoutMs ?? TIMEOUT_MS;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DeadlinePassed(`Job "${job.name}"`, timeoutMs)), timeoutMs);
    const signal = AbortSignal.any([late.signal, lost]);
    const state = { isFinished: false };
    try {
      const finish = (): Promise<void> => this.finish(outboxId, signal, state);
      await unlessAborted(handler.handle(payload, { outboxId, attempt, signal, finish }), signal);
      if (state.isFinished) return 'done';
      return (await this.outbox.remove(outboxId)) === undefined ? 'skipped' : 'done';
    } catch (error) {
      if (error instanceof JobAlreadyDone) return await this.skipped(outboxId, job.name);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async finish(outboxId: string, signal: AbortSignal, state: { isFinished: boolean }): Promise<void> {
    if (!this.database.inTransaction) throw new Error('finish() is called inside the transaction of the effect.');
    signal.throwIfAborted();
    if (!(await this.ends.end(outboxId))) throw new JobAlreadyDone();
    this.database.afterCommit(() => {
      state.isFinished = true;
    });
  }

  private async skipped(outboxId: string, name: string): Promise<'skipped'> {
    if (await this.outbox.has(outboxId))
      throw new UnrecoverableError(`The handler of "${name}" called finish() twice.`);
    return 'skipped';
  }
}

/** The end of the work, or the reason of the abort if that comes first. Work that goes on after it cannot finish the job. */
function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      reject(signal.reason instanceof Error ? signal.reason : new Error('The attempt was given up.'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function killedItsWorkers(times: number): UnrecoverableError {
  return new UnrecoverableError(`Its worker died ${times} times while it ran.`);
}
