/** The one source of the current time. Injected, so that tests can move it. */
export abstract class Clock {
  /** The current instant. */
  abstract now(): Date;

  /** The current instant in milliseconds since the epoch. */
  nowMs(): number {
    return this.now().getTime();
  }
}

/** The machine's own clock. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }

  override nowMs(): number {
    return Date.now();
  }
}
