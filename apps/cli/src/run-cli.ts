import { CommandFactory, CommandRunnerService } from 'nest-commander';
import { UsageError } from './cli.errors.js';
import { CliModule } from './cli.module.js';
import { CommandTree } from './command-tree.js';
import { Terminal } from './terminal.js';

const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

/**
 * Runs one command. Nothing is connected before the command asks for it, so help needs no database.
 * @param argv as `process.argv` has it: two words before the command.
 * @returns the exit code: 0 done, 1 failed, 2 wrongly called.
 */
export async function runCli(argv: readonly string[], terminal: Terminal = new Terminal()): Promise<number> {
  let code = DONE;
  const app = await CommandFactory.createWithoutRunning(CliModule.with(terminal), {
    logger: false,
    abortOnError: false,
    serviceErrorHandler: (error) => {
      code = report(error, terminal);
    },
  });
  try {
    app.get(CommandTree).prepare({
      writeOut: (text) => terminal.say(text.trimEnd()),
      writeErr: (text) => terminal.remark(text.trimEnd()),
    });
    await app.get(CommandRunnerService).run([...argv]);
  } finally {
    await app.close();
  }
  return code;
}

/** What Commander throws has been written already; help is no failure. */
function report(error: Error, terminal: Terminal): number {
  if (isCommanderError(error)) return error.exitCode === DONE ? DONE : MISUSED;
  terminal.remark(error.message);
  return error instanceof UsageError ? MISUSED : FAILED;
}

function isCommanderError(error: Error): error is Error & { exitCode: number } {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.');
}
