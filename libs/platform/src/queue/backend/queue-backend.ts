import type { Job, JobsOptions, JobState } from 'bullmq';
import type { QueueName } from '../queue-names.js';

/** What a job carries through the queue. */
export interface JobData {
  readonly payload: unknown;
  readonly requestId?: string | undefined;
}

/** Does one job. The signal is aborted when the job's lock could not be renewed. */
export type JobProcessor = (job: Job<JobData>, token?: string, signal?: AbortSignal) => Promise<void>;

/** A job as it is added. */
export interface JobToAdd {
  readonly name: string;
  readonly data: JobData;
  readonly opts: JobsOptions;
}

/** A queue of Colloquy's jobs: what is used of BullMQ's Queue, whatever server keeps it. */
export interface JobQueue {
  addBulk(jobs: JobToAdd[]): Promise<unknown>;
  getJob(jobId: string): Promise<{ failedReason?: string; attemptsMade: number; attemptsStarted: number } | undefined>;
  getJobState(jobId: string): Promise<JobState | 'unknown'>;
  remove(jobId: string): Promise<number>;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** A worker of Colloquy's jobs: what is used of BullMQ's Worker, whatever server keeps the queue. */
export interface JobWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job<JobData> | undefined, error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  isRunning(): boolean;
  isPaused(): boolean;
  pause(doNotWaitActive: boolean): Promise<void>;
  resume(): Promise<void>;
  cancelJob(jobId: string, reason: string): boolean;
  cancelAllJobs(reason: string): void;
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
  disconnect(): Promise<void>;
}

/** What the start checks found (reliability.md D6). */
export interface BackendHealth {
  /** Reasons not to work with this server. */
  readonly faults: readonly string[];
  /** What an operator should know. */
  readonly warnings: readonly string[];
}

/** The server that keeps the queues: Redis when `REDIS_URL` is set, PostgreSQL otherwise. */
export abstract class QueueBackend {
  abstract readonly kind: 'redis' | 'postgres';

  /**
   * A queue that answers now.
   * @throws {QueueUnavailable} at once, or within 2 s, when its server is away.
   */
  abstract queue(name: QueueName): Promise<JobQueue>;

  /** Starts a worker. It never throws because the server is away: it emits `error` and goes on trying. */
  abstract worker(name: QueueName, process: JobProcessor): JobWorker;

  /**
   * Asks whether the server can do this work.
   * @throws {QueueUnavailable}
   */
  abstract health(): Promise<BackendHealth>;

  /** The life of the server's memory, when the server has lost what an earlier life held; undefined when nothing is lost. */
  abstract lostSince(): Promise<string | undefined>;

  /** Notes that everything an earlier life held has been sent again. */
  abstract recovered(life: string): Promise<void>;

  /** Calls back whenever the server has come (back). Returns how to stop. */
  abstract onAvailable(hear: () => void): () => void;

  /** Closes every connection. A second call does nothing. */
  abstract close(): Promise<void>;
}
