import { Clock } from '#kernel';

/** A clock that stands still until it is moved. */
export class ManualClock extends Clock {
  constructor(private current: Date = new Date('2026-03-01T12:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.current);
  }

  /** Moves the clock on. */
  advance(milliseconds: number): void {
    this.current = new Date(this.current.getTime() + milliseconds);
  }

  /** Sets the clock. */
  set(instant: Date): void {
    this.current = new Date(instant);
  }
}
