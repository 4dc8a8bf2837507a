import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres, freePort, migrate, migrateQueues } from '#platform';
import { Child, processorMsOf } from './child.js';
import { BenchRedis } from './redis.js';

/** The secret of every process of the bench. */
export const SECRET = 'the secret of the bench, 32 characters or more';

/** Everything a bench runs on, in a temporary folder on disk. `stop` leaves nothing behind. */
export class Ground {
  private redisServer: BenchRedis | undefined;

  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
    readonly databaseUrl: string,
    readonly client: pg.Client,
  ) {}

  /** Starts PostgreSQL as durable as it is in production, with the schema of this build. */
  static async lay(): Promise<Ground> {
    const folder = await mkdtemp(join(tmpdir(), 'colloquy-bench-'));
    await chmod(folder, 0o711);
    const server = new EmbeddedPostgres({
      folder: join(folder, 'postgres'),
      profile: 'durable',
      settings: { shared_buffers: '512MB', max_wal_size: '4GB', fsync: 'on', synchronous_commit: 'on' },
    });
    try {
      const url = await server.start();
      await migrate(url);
      await migrateQueues(url);
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      return new Ground(folder, server, url, client);
    } catch (error) {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The bench's Redis, started when it is first asked for; undefined when this machine has none. */
  async redis(): Promise<BenchRedis | undefined> {
    return (this.redisServer ??= await BenchRedis.start(join(this.folder, 'redis')));
  }

  /** Processor time that PostgreSQL's connections used so far, in milliseconds; 0 where /proc is missing. */
  async databaseMs(): Promise<number> {
    const postmaster = String(this.server.pid);
    const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
    return stats.reduce((sum, stat) => sum + (parentOf(stat) === postmaster ? processorMsOf(stat) : 0), 0);
  }

  /** The environment of the api and the worker. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      NODE_ENV: 'production',
      DATABASE_URL: this.databaseUrl,
      APP_SECRET: SECRET,
      PUBLIC_URL: 'http://127.0.0.1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      TRUSTED_PROXIES: '127.0.0.0/8',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      ...more,
    };
  }

  /** Starts an api and waits until it can serve. */
  async api(more: Readonly<Record<string, string>> = {}): Promise<{ child: Child; url: string; startedMs: number }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const begun = performance.now();
    const child = Child.start('apps/api/src/main.js', [], this.environment({ ...more, PORT: String(port) }));
    await child.answers(`${url}/health/ready`);
    return { child, url, startedMs: performance.now() - begun };
  }

  /** Starts a worker. It works as soon as it can. */
  worker(more: Readonly<Record<string, string>> = {}): Child {
    return Child.start('apps/worker/src/main.js', [], this.environment(more));
  }

  /** Starts a baseline server and waits until it listens. */
  async baseline(program: string, settings: object): Promise<{ child: Child; url: string }> {
    const child = Child.start(`test/bench/baselines/${program}.js`, [JSON.stringify(settings)], {
      NODE_ENV: 'production',
    });
    return { child, url: `http://127.0.0.1:${await child.line('port ')}` };
  }

  /** Ends every process and removes the folder. */
  async stop(): Promise<void> {
    await Child.stopAll();
    await this.client.end().catch(() => undefined);
    await this.redisServer?.stop();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The parent's pid in a line of /proc/<pid>/stat (proc(5)). */
function parentOf(stat: string): string | undefined {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}
