/** A part of the service that runs until it is told to stop. */
export interface RunningProcess {
  /** Ends it in order. Called once. */
  readonly stop: () => Promise<void>;
  /** How long the end may take before the process ends anyway, in milliseconds. */
  readonly timeoutMs: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** A start that is told to stop is let finish first, so that nothing it began is left behind. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a process of the service and ends it on SIGTERM or SIGINT: in order on the first signal, at once on the second (reliability.md
 * D11, F13). A start that fails says why in one message and exits with 1.
 */
export async function runProcess(name: string, start: () => Promise<RunningProcess>): Promise<void> {
  const starting = start();
  let isStopping = false;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void end(name, starting);
    });
  }
  try {
    await starting;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
}

async function end(name: string, starting: Promise<RunningProcess>): Promise<void> {
  const giveUpAfter = (timeoutMs: number) =>
    setTimeout(() => {
      process.stderr.write(`${name}: did not end in time and is stopped.\n`);
      process.exit(1);
    }, timeoutMs);
  try {
    const startTimer = giveUpAfter(START_TIMEOUT_MS);
    const running = await starting;
    clearTimeout(startTimer);
    giveUpAfter(running.timeoutMs);
    await running.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${name}: ${messageOf(error)}\n`);
    process.exit(1);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
