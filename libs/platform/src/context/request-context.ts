import { AsyncLocalStorage } from 'node:async_hooks';

/** What a limit answered, for the `RateLimit` headers of the request that asked. Times in seconds. */
export interface LimitState {
  readonly name: string;
  readonly quota: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly windowSeconds: number;
}

/** What the code that runs now works on. It says nothing about who asked. */
export interface RequestContext {
  readonly requestId?: string;
  readonly jobId?: string;
  /** The tightest limit that this request has met so far. */
  limit?: LimitState;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs work, and everything it awaits, inside a context. */
export function runWithContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the running code; an empty one outside a request or a job. */
export function currentContext(): RequestContext {
  return storage.getStore() ?? {};
}

/** The id of the request being answered, or undefined outside one. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}
