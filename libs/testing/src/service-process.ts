import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.js';

/** The compiled doors. */
const PROGRAMS = {
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/worker/src/main.js',
  /** The worker with handlers that misbehave where a comment says so. */
  'poisoned-worker': 'dist/test/faults/poisoned-worker.js',
} as const;
const PROJECT = join(import.meta.dirname, '../../..');
const LINES_KEPT = 40;
/** What the worker logs of a job; the least level of the log must be `info`. */
const JOB_LINE = '"context":"Jobs"';
const START_MS = 30_000;

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from the signal to the end. */
  readonly tookMs: number;
}

/** A compiled process of the service as an operator runs it. It can be started again after it has ended. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private lines: string[] = [];
  private jobsOfThisLife = 0;

  /** @param env all of its environment but PATH: nothing slips in from outside. */
  constructor(
    readonly program: keyof typeof PROGRAMS,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** The number by which the system knows it. @throws when it does not run. */
  get pid(): number {
    if (!this.isRunning || this.child?.pid === undefined) throw new Error(`The ${this.program} does not run.`);
    return this.child.pid;
  }

  /** How many jobs this life of it has ended, well or badly. */
  get jobs(): number {
    return this.jobsOfThisLife;
  }

  /** The end of what it wrote. */
  get output(): string {
    return this.lines.join('\n');
  }

  /** Starts it; does not wait until it is ready. */
  start(): this {
    if (this.isRunning) throw new Error(`The ${this.program} runs already.`);
    const child = spawn(process.execPath, [join(PROJECT, PROGRAMS[this.program])], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, LOG_LEVEL: 'info', HOST: '127.0.0.1', RATE_LIMITS: 'off', ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.lines = [];
    this.jobsOfThisLife = 0;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (this.child === child) this.hear(line);
      });
    }
    return this;
  }

  /** Sends it a signal that it lives on with. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Resolves when a condition holds while it runs. @throws with the end of its output when it ends before. */
  async until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = START_MS): Promise<this> {
    await eventually(
      `${this.program}: ${what}`,
      async () => {
        if (!this.isRunning) throw new Error(`It ended with ${String(this.child?.exitCode)}:\n${this.output}`);
        return holds();
      },
      timeoutMs,
    );
    return this;
  }

  /** Ends it as a crash would. */
  async kill(): Promise<ProcessEnd> {
    return this.end('SIGKILL');
  }

  /** Asks it to end. */
  async stop(): Promise<ProcessEnd> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<ProcessEnd> {
    const { child } = this;
    if (child === undefined || !this.isRunning)
      return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null, tookMs: 0 };
    const startedMs = performance.now();
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return { code: child.exitCode, signal: child.signalCode, tookMs: Math.round(performance.now() - startedMs) };
  }

  private hear(line: string): void {
    if (line.includes(JOB_LINE)) this.jobsOfThisLife += 1;
    this.lines.push(line.slice(0, 500));
    if (this.lines.length > LINES_KEPT) this.lines.shift();
  }
}
