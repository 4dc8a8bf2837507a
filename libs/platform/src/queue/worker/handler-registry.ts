import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { AnyJob } from '../define-job.js';
import { JobCatalogue } from '../job-catalogue.js';
import { WorkerRefused } from '../queue.errors.js';
import { handledJob } from './handles.js';
import type { JobHandler } from './job-handler.js';

/** A job with the class that does it. */
export interface RegisteredHandler {
  readonly job: AnyJob;
  readonly handler: JobHandler<unknown>;
}

/** Which class does which job: every provider marked `@Handles(job)`. */
@Injectable()
export class HandlerRegistry {
  private handlers: ReadonlyMap<string, RegisteredHandler> | undefined;

  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(JobCatalogue) private readonly catalogue: JobCatalogue,
  ) {}

  /** The handler of a job, or undefined when no such job is known. */
  find(name: string): RegisteredHandler | undefined {
    return this.all().get(name);
  }

  /**
   * Every job has one handler, and every handler a job.
   * @throws {WorkerRefused} naming each that has not, and the line to add.
   */
  assertComplete(): void {
    const handlers = this.all();
    const missing = [...this.catalogue.jobs.keys()].filter((name) => !handlers.has(name));
    if (missing.length > 0) {
      const list = missing.map((name) => `"${name}"`).join(', ');
      throw new WorkerRefused(
        `No handler for ${list}. Add a class marked @Handles(<the job>) to the handlers of apps/worker and to its providers.`,
      );
    }
  }

  /**
   * This process handles no jobs.
   * @throws {WorkerRefused} naming those it would.
   */
  assertNone(): void {
    const names = [...this.all().keys()];
    if (names.length > 0) {
      throw new WorkerRefused(
        `The api handles no jobs, but has handlers for ${names.join(', ')}. Move them to apps/worker.`,
      );
    }
  }

  private all(): ReadonlyMap<string, RegisteredHandler> {
    this.handlers ??= this.collect();
    return this.handlers;
  }

  private collect(): ReadonlyMap<string, RegisteredHandler> {
    const found = new Map<string, RegisteredHandler>();
    const instances = new Set<unknown>(this.discovery.getProviders().map((wrapper): unknown => wrapper.instance));
    for (const instance of instances) {
      if (typeof instance !== 'object' || instance === null) continue;
      const job = handledJob(instance.constructor);
      if (job === undefined) continue;
      if (found.has(job.name)) throw new WorkerRefused(`Two handlers for "${job.name}". Remove one of them.`);
      if (this.catalogue.jobs.get(job.name) !== job) {
        throw new WorkerRefused(
          `"${job.name}" has a handler and is not in the list of jobs. Add it to the \`jobs\` of the platform.`,
        );
      }
      found.set(job.name, { job, handler: instance as JobHandler<unknown> });
    }
    return found;
  }
}
