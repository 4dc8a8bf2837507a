import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const STOP_MS = 15_000;
const START_MS = 30_000;
/** Clock ticks of /proc/<pid>/stat in a second; 100 on every Linux that Node runs on (proc(5)). */
const TICKS = 100;
const PAGE_KIB = 1024;

const running = new Set<Child>();

/** The file of a compiled program, by its path below dist/. */
export function programFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** A process under test: the api, the worker, or a baseline. */
export class Child {
  private readonly ended: Promise<unknown>;
  private output = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly name: string,
  ) {
    this.ended = once(process, 'exit');
    process.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString('utf8');
    });
    running.add(this);
  }

  /** Starts a compiled program with nothing but the given environment. */
  static start(path: string, args: readonly string[], env: Readonly<Record<string, string>>): Child {
    const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
    const child = spawn(process.execPath, [...flags, programFile(path), ...args], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Child(child, path);
  }

  /** Ends every process that still runs. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map((child) => child.stop()));
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** The first line of its output that begins so, without the beginning. @throws {Error} when it ends or stays silent. */
  async line(start: string, withinMs = START_MS): Promise<string> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = this.output
        .split('\n')
        .slice(0, -1)
        .find((line) => line.startsWith(start));
      if (found !== undefined) return found.slice(start.length).trim();
      this.assertRuns();
      if (performance.now() > deadline) throw new Error(`${this.name} did not say "${start}" within ${withinMs} ms.`);
      await delay(10);
    }
  }

  /** Waits until an address answers with 200. @throws {Error} when it does not. */
  async answers(url: string): Promise<void> {
    const deadline = performance.now() + START_MS;
    for (;;) {
      const status = await fetch(url).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 200) return;
      this.assertRuns();
      if (performance.now() > deadline) throw new Error(`${this.name} did not answer.`);
      await delay(10);
    }
  }

  /** Processor time used so far, in milliseconds; 0 where /proc is missing. */
  async processorMs(): Promise<number> {
    return processorMsOf(await readFile(`/proc/${this.pid}/stat`, 'utf8').catch(() => ''));
  }

  /** Resident memory, in MiB; 0 where /proc is missing. */
  async residentMiB(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / PAGE_KIB;
  }

  /** Ends it in order, and by force when it takes long. */
  async stop(): Promise<void> {
    running.delete(this);
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    const killer = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(killer);
  }

  private assertRuns(): void {
    if (this.process.exitCode !== null)
      throw new Error(`${this.name} ended with ${this.process.exitCode}.\n${this.output}`);
  }
}

/** Processor time in a line of /proc/<pid>/stat, in milliseconds; 0 for an empty one (proc(5)). */
export function processorMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / TICKS;
}
