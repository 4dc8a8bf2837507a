import 'reflect-metadata';
import type { AnyJob, JobDefinition } from '../define-job.js';
import type { JobHandler } from './job-handler.js';

const KEY = Symbol('colloquy:handles');

/** Marks a class as the one handler of a job. Handlers live in `apps/worker` and forward to verbs. */
export function Handles<Payload>(
  job: JobDefinition<Payload>,
): (target: new (...dependencies: never[]) => JobHandler<Payload>) => void {
  return (target) => Reflect.defineMetadata(KEY, job, target);
}

/** The job that a class is marked to handle, if any. */
export function handledJob(target: object): AnyJob | undefined {
  return Reflect.getOwnMetadata(KEY, target) as AnyJob | undefined;
}
