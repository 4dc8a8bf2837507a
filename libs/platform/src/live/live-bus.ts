/** A discussion has changed: its readers may look again. */
export interface LiveChange {
  readonly articleId: string;
  /** The discussion's version after the change; it only grows. */
  readonly version: number;
}

/** Hears of changes. It must not throw. */
export type LiveListener = (change: LiveChange) => void;

/**
 * Tells every process that a discussion has changed. At most once and only a hint: whoever hears it reads again, whoever misses it
 * polls (reliability.md D12).
 */
export abstract class LiveBus {
  /** Tells of a change, in this process at once and in others soon. Called after the commit; never fails its caller. */
  abstract publish(change: LiveChange): void;

  /** Hears the changes of one article, or of all with `'*'`. Returns how to stop. */
  abstract subscribe(articleId: string, listener: LiveListener): () => void;
}
