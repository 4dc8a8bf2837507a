/** A part of the service that runs until it is told to stop. */
export interface RunningProcess {
  /** Ends it in order. Called once. */
  readonly stop: () => Promise<void>;
  /** How long the end may take before the process ends anyway. */
  readonly timeoutMs: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Starts a process of the service and ends it on SIGTERM or SIGINT: in order on the first signal, at once on the second (reliability.md
 * D11, F13). A start that fails says why in one message and exits with 1.
 */
export async function runProcess(name: string, start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess | undefined;
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    if (running === undefined) process.exit(0);
    setTimeout(() => {
      process.stderr.write(`${name}: did not end in time and is stopped.\n`);
      process.exit(1);
    }, running.timeoutMs).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${name}: ${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  }
  if (isStopping) await running.stop();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
