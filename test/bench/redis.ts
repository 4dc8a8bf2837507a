import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '#platform';

const START_TRIES = 200;

/** A Redis or Valkey of the bench's own, as one is run for queues: append-only file once a second, nothing evicted. */
export class BenchRedis {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts one that keeps its file in a folder; undefined when this machine has neither program. */
  static async start(folder: string): Promise<BenchRedis | undefined> {
    const binary = await findBinary();
    if (binary === undefined) return undefined;
    await mkdir(folder, { recursive: true });
    const port = await freePort();
    const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'everysec' };
    const args = Object.entries({ ...settings, 'maxmemory-policy': 'noeviction' }).flatMap(([name, value]) => [
      `--${name}`,
      String(value),
    ]);
    const server = new BenchRedis(spawn(binary, args, { stdio: 'ignore' }), `redis://127.0.0.1:${port}`);
    await server.answers();
    return server;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Forgets everything. */
  async flush(): Promise<void> {
    await this.withClient((client) => client.flushall());
  }

  private async answers(): Promise<void> {
    await this.withClient((client) => client.ping());
  }

  private async withClient(work: (client: Redis) => Promise<unknown>): Promise<void> {
    const client = new Redis(this.url, { maxRetriesPerRequest: START_TRIES, retryStrategy: () => 25 });
    client.on('error', () => undefined);
    try {
      await work(client);
    } finally {
      client.disconnect();
    }
  }
}

async function findBinary(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const file of ['redis-server', 'valkey-server'].flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const isProgram = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return file;
  }
  return undefined;
}
