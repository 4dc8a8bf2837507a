/** A discussion has changed: its readers may look again. */
export interface LiveChange {
  readonly articleId: string;
  /** The discussion's version after the change; it only grows. */
  readonly version: number;
}

/** Hears of changes. It must not throw. */
export type LiveListener = (change: LiveChange) => void;

/** News of any other kind, for those who listen to its topic. What it says is a matter of the room that sends it. */
export interface LiveSignal {
  readonly topic: string;
  /** Unique: one that comes back to its sender is not told twice. */
  readonly id: string;
  /** At most a few hundred bytes, ids only: NOTIFY carries 8,000 (PostgreSQL, "NOTIFY"). */
  readonly data: string;
}

/** Hears of signals. It must not throw. */
export type SignalListener = (signal: LiveSignal) => void;

/**
 * Tells every process that a discussion has changed. At most once and only a hint: whoever hears it reads again, whoever misses it
 * polls (reliability.md D12).
 */
export abstract class LiveBus {
  /** Tells of a change, in this process at once and in others soon. Called after the commit; never fails its caller. */
  abstract publish(change: LiveChange): void;

  /** Hears the changes of one article, or of all with `'*'`. Returns how to stop. */
  abstract subscribe(articleId: string, listener: LiveListener): () => void;

  /** Sends a signal, in this process at once and to others soon. Called after the commit; never fails its caller. */
  abstract signal(signal: LiveSignal): void;

  /** Hears the signals of one topic, or of all with `'*'`. Returns how to stop. */
  abstract hear(topic: string, listener: SignalListener): () => void;
}
