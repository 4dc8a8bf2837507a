/** A bell: one waits for it with a limit, anyone rings. A ring while nobody waits is kept for the next one who does. */
export class WakeSignal {
  private hasRung = false;
  private release: (() => void) | undefined;

  /** Ends the present wait, or the next one. */
  ring(): void {
    this.hasRung = true;
    this.release?.();
  }

  /** Resolves when the bell rings, or after the given milliseconds. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.release = undefined;
    }
    this.hasRung = false;
  }
}
