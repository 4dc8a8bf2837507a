import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, wherever the caller stands. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the project. @param {string[]} parts */
export const inProject = (...parts) => join(root, ...parts);

/** A failure whose message is all the person needs; the callers print it without a stack. */
export class ScriptFailed extends Error {}

/**
 * Runs a program in the project's folder, passing on the signals this process gets. Resolves with its exit code (1 when a signal
 * ended it).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ shell?: boolean, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    process.on('SIGTERM', pass).on('SIGINT', pass);
    const settle = () => process.off('SIGTERM', pass).off('SIGINT', pass);
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code) => {
      settle();
      resolve(code ?? 1);
    });
  });
}

/**
 * Runs a script's work and turns a failure into words and an exit code.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ScriptFailed)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
