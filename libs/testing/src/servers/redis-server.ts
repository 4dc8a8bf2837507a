import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../../platform/src/embedded-postgres/free-port.js';
import { endProcess, worksOn } from '../../../platform/src/embedded-postgres/processes.js';

const startTimeoutMs = 15_000;

/**
 * A Redis (or Valkey) server of the tests' own on a free port of 127.0.0.1, that keeps nothing: what a stock server loses when
 * it is killed is lost here too.
 */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly binary: string,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** Starts a server whose working folder is `folder`; undefined when this machine has neither redis-server nor valkey-server. */
  static async start(folder: string): Promise<RedisServer | undefined> {
    const binary = await findRedisBinary();
    if (binary === undefined) return undefined;
    await mkdir(folder, { recursive: true });
    const server = new RedisServer(binary, folder, await freePort());
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get isRunning(): boolean {
    return this.process?.exitCode === null && this.process.signalCode === null;
  }

  /** Starts the server again, empty, on its port; resolves when it answers. */
  async restart(): Promise<void> {
    if (this.isRunning) return;
    const settings = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder,
      pidfile: join(this.folder, 'redis.pid'),
      save: '',
      appendonly: 'no',
      'maxmemory-policy': 'noeviction',
      databases: 16,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.process = spawn(this.binary, args, { stdio: 'ignore', detached: true });
    this.process.unref();
    await this.answers();
  }

  /** Ends the server in order. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Ends the server at once, as a crash would: everything in it is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { process: child } = this;
    if (child === undefined || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.ref();
    child.kill(signal);
    await ended;
  }

  private async answers(): Promise<void> {
    const client = new Redis(this.port, '127.0.0.1', {
      lazyConnect: true,
      maxRetriesPerRequest: null,
      retryStrategy: (times) => (times * 25 > startTimeoutMs || !this.isRunning ? null : 25),
    });
    client.on('error', () => undefined);
    try {
      await client.ping();
    } catch (cause) {
      throw new Error(`${this.binary} did not answer on port ${this.port}.`, { cause });
    } finally {
      client.disconnect();
    }
  }
}

/** The path of redis-server or valkey-server, from REDIS_SERVER or PATH; undefined when there is none. */
export async function findRedisBinary(): Promise<string | undefined> {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
  const named = process.env.REDIS_SERVER === undefined ? [] : [process.env.REDIS_SERVER];
  const candidates = ['redis-server', 'valkey-server'].flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const candidate of [...named, ...candidates]) {
    const isProgram = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return candidate;
  }
  return undefined;
}

/** Ends a server that a killed run left behind in `folder`. */
export async function endOrphanRedis(folder: string): Promise<void> {
  const pid = Number.parseInt(await readFile(join(folder, 'redis.pid'), 'utf8').catch(() => ''), 10);
  if (pid > 0 && (await worksOn(pid, folder))) await endProcess(pid, 'SIGTERM', 5000);
}
