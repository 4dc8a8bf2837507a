import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors.js';
import { FolderLock } from './folder-lock.js';
import { freePort } from './free-port.js';
import { endProcess, processStart, sendSignal, worksOn } from './processes.js';
import { findServerBinaries } from './server-binaries.js';
import { ServerUser } from './server-user.js';

/** What the server is for: `durable` keeps every commit; `throwaway` trades safety and passwords for speed (tests). */
export type ServerProfile = 'durable' | 'throwaway';

/** How to run the embedded server. */
export type EmbeddedPostgresOptions = {
  /** The server's own folder, made when missing; everything below it belongs to the server. Its parent must exist. */
  readonly folder: string;
  /** TCP port on 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly profile?: ServerProfile;
  /** The database made at the first start. */
  readonly database?: string;
  /** Further server settings, which win over the profile's. */
  readonly settings?: Readonly<Record<string, string | number>>;
};

const user = 'colloquy';
const startTimeoutMs = 60_000;
const stopTimeoutMs = 10_000;

const settingsOf: Readonly<Record<ServerProfile, Readonly<Record<string, string | number>>>> = {
  durable: { shared_buffers: '128MB', max_connections: 100 },
  throwaway: {
    shared_buffers: '128MB',
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    autovacuum_naptime: '10min',
  },
};

/**
 * A PostgreSQL server of this process, from the binaries npm installed. It listens on 127.0.0.1 only, keeps its data in one
 * folder, and survives that this process or the server itself was killed: the next start ends an orphan and recovers.
 */
export class EmbeddedPostgres {
  /** Without symbolic links, so that one folder always has one name. */
  private home: string;
  private lock: FolderLock | undefined;
  private server: ChildProcess | undefined;
  private connectionUrl: string | undefined;

  constructor(private readonly options: EmbeddedPostgresOptions) {
    this.home = resolve(options.folder);
  }

  /** The server's process id while it runs. */
  get pid(): number | undefined {
    return this.server?.exitCode === null && this.server.signalCode === null ? this.server.pid : undefined;
  }

  /** The connection URL of the server's database. @throws EmbeddedPostgresFailed before `start` has resolved. */
  get url(): string {
    if (this.connectionUrl === undefined) throw new EmbeddedPostgresFailed('The embedded PostgreSQL is not running.');
    return this.connectionUrl;
  }

  /**
   * Starts the server and resolves with its connection URL once it accepts connections (at most 60 s).
   * @throws DataFolderInUse when a living process has the folder.
   * @throws EmbeddedPostgresFailed with the end of the server's log when it does not start.
   */
  async start(): Promise<string> {
    await mkdir(this.home, { recursive: true });
    this.home = await realpath(this.home);
    this.lock = await FolderLock.take(this.home);
    try {
      await endOrphan(this.home);
      await chmod(this.home, 0o711);
      const runner = await ServerUser.choose(await findServerBinaries(), this.home);
      const password = await this.password();
      await this.createCluster(runner, password);
      const port = this.options.port ?? (await freePort());
      await this.launch(runner, port);
      const name = this.options.database ?? user;
      const urlOf = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
      await ensureDatabase(urlOf('postgres'), name);
      return (this.connectionUrl = urlOf(name));
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops the server ("fast": open transactions roll back), waits up to 10 s, then kills it. Safe to call twice. */
  async stop(): Promise<void> {
    const { server, lock } = this;
    this.connectionUrl = undefined;
    if (server?.pid !== undefined && this.pid !== undefined) {
      const ended = once(server, 'exit');
      sendSignal(server.pid, 'SIGINT');
      const killer = setTimeout(() => server.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(killer);
    }
    this.server = undefined;
    this.lock = undefined;
    await lock?.release();
  }

  private get cluster(): string {
    return join(this.home, 'cluster');
  }

  private get log(): string {
    return join(this.home, 'server.log');
  }

  /** The generated password, kept beside the cluster for this process's user alone. */
  private async password(): Promise<string> {
    const file = join(this.home, 'password');
    const known = await readFile(file, 'utf8').catch(() => '');
    if (known !== '') return known;
    const fresh = randomBytes(24).toString('base64url');
    await writeFile(file, fresh, { mode: 0o600 });
    return fresh;
  }

  /** Made beside its place and renamed, so that a start killed half-way leaves no half cluster. */
  private async createCluster(runner: ServerUser, password: string): Promise<void> {
    if (await isFile(join(this.cluster, 'PG_VERSION'))) return;
    const draft = join(this.home, 'cluster.new');
    const passwordFile = join(this.home, 'password.new');
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await runner.own(draft);
    await rm(passwordFile, { force: true });
    await writeFile(passwordFile, password, { mode: 0o600 });
    await runner.own(passwordFile);
    try {
      await this.initialise(runner, ['-D', draft, `--pwfile=${passwordFile}`]);
    } finally {
      await rm(passwordFile, { force: true });
    }
    await rename(draft, this.cluster);
  }

  /** The builtin locale provider gives Unicode rules that do not change with the machine's C library. */
  private async initialise(runner: ServerUser, args: readonly string[]): Promise<void> {
    const throwaway = this.options.profile === 'throwaway';
    const log = await open(this.log, 'w', 0o600);
    try {
      const child = runner.spawn(
        runner.binaries.initdb,
        [
          ...args,
          `--username=${user}`,
          `--auth=${throwaway ? 'trust' : 'scram-sha-256'}`,
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          ...(throwaway ? ['--no-sync'] : []),
        ],
        ['ignore', log.fd, log.fd],
      );
      const code = await exitOf(child);
      if (code !== 0) throw new EmbeddedPostgresFailed(await this.failure('The database folder could not be made'));
    } finally {
      await log.close();
    }
  }

  /** The memory of a killed server stays in use until its last backend notices; that is waited for. */
  private async launch(runner: ServerUser, port: number): Promise<void> {
    const deadline = performance.now() + startTimeoutMs;
    while (!(await this.isLaunched(runner, port, deadline))) {
      const tail = await this.logTail();
      const mayRetry = tail.includes('pre-existing shared memory block') && performance.now() < deadline;
      if (!mayRetry) throw new EmbeddedPostgresFailed(await this.failure('PostgreSQL did not start'));
      await delay(250);
    }
  }

  private async isLaunched(runner: ServerUser, port: number, deadline: number): Promise<boolean> {
    const log = await open(this.log, 'w', 0o600);
    try {
      this.server = runner.spawn(
        runner.binaries.postgres,
        ['-D', this.cluster, ...this.serverArgs(port)],
        ['ignore', log.fd, log.fd],
      );
    } finally {
      await log.close();
    }
    const failed = new Promise<void>((done) => this.server?.once('error', () => done()));
    while (this.pid !== undefined) {
      if (await this.isReady(this.pid)) return true;
      if (performance.now() > deadline) return false;
      await Promise.race([delay(25), failed]);
    }
    return false;
  }

  private serverArgs(port: number): string[] {
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      log_min_messages: 'warning',
      jit: 'off',
      ...settingsOf[this.options.profile ?? 'durable'],
      ...this.options.settings,
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  /** The last line of postmaster.pid says `ready` when connections are accepted (pg_ctl waits for the same). */
  private async isReady(pid: number): Promise<boolean> {
    const lines = (await readFile(join(this.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  }

  private async failure(what: string): Promise<string> {
    const tail = await this.logTail();
    return `${what}. ${tail === '' ? 'Its program could not be started.' : `The end of its log:\n${tail}`}`;
  }

  private async logTail(): Promise<string> {
    const text = await readFile(this.log, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-15).join('\n');
  }
}

/**
 * Ends a server that outlived the process that started it, and removes a lock file that names a process which is not that
 * server (its id was given to another since). The caller holds the folder, or knows that its owner is gone.
 */
export async function endOrphan(folder: string): Promise<void> {
  const cluster = join(folder, 'cluster');
  const file = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (!(pid > 0)) return;
  if (await worksOn(pid, cluster)) await endProcess(pid, 'SIGINT', stopTimeoutMs);
  else if ((await processStart(pid)) !== undefined) await rm(file, { force: true });
}

async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000, query_timeout: 30_000 });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.once('error', () => done(null));
    child.once('exit', (code) => done(code));
  });
}

async function isFile(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
