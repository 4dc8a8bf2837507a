import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * When the process started, as an opaque string that no later process with the same id shares; undefined when no such process
 * runs. A zombie (ended, not yet collected by its parent) counts as gone.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return signalReaches(pid) ? 'running' : undefined;
  const started = await outputOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return started === '' ? undefined : started;
}

/** Whether the living process `pid` works on `folder`: the folder is in its command line, or is its working directory. */
export async function worksOn(pid: number, folder: string): Promise<boolean> {
  if ((await processStart(pid)) === undefined) return false;
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux')
    return (await outputOf('ps', ['-o', 'command=', '-p', String(pid)])).includes(folder);
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (commandLine.split('\0').includes(folder)) return true;
  return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder;
}

/** Sends `signal`, waits `graceMs` milliseconds for the process to end, then kills it and waits again. Resolves when it is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  sendSignal(pid, signal);
  if (await isGoneWithin(pid, graceMs)) return;
  sendSignal(pid, 'SIGKILL');
  await isGoneWithin(pid, graceMs);
}

/** Sends a signal; a process that has ended meanwhile is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while ((await processStart(pid)) !== undefined) {
    if (performance.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** Fields 3 (state) and 22 (start time in ticks since boot) of proc_pid_stat(5); the name before them may hold anything. */
async function linuxStart(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === undefined || state === '' || state === 'Z' || state === 'X') return undefined;
  return fields[19];
}

function signalReaches(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function outputOf(command: string, args: string[]): Promise<string> {
  return run(command, args, { timeout: 5000 }).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}
