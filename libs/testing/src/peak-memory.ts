import { readFile, writeFile } from 'node:fs/promises';

const KILOBYTE = 1024;
/** What `/proc/<pid>/clear_refs` takes for "the peak begins anew" (proc(5)). */
const RESET_PEAK = '5';

/** Whether the most memory that another process had can be read here: Linux tells, others do not. */
export const tellsPeak = process.platform === 'linux';

/** The memory of a process in bytes: what it has now, and the most it had since `forgetPeak`. */
export async function memoryOf(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'mu').exec(status)?.[1]) * KILOBYTE;
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}

/** Lets the peak begin anew at what the process has now. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK);
}
