import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderInUse, EmbeddedPostgresFailed } from './embedded-postgres.errors.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { endProcess, processStart, sendSignal } from './processes.js';
import { copyBinaries, findServerBinaries } from './server-binaries.js';

let parent: string;
let started: EmbeddedPostgres[];

beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'colloquy-spec-')));
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  await rm(parent, { recursive: true, force: true });
});

function server(options: Partial<ConstructorParameters<typeof EmbeddedPostgres>[0]> = {}): EmbeddedPostgres {
  const made = new EmbeddedPostgres({ folder: join(parent, 'postgres'), settings: { fsync: 'off' }, ...options });
  started.push(made);
  return made;
}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

async function keepOne(url: string): Promise<void> {
  await query(url, 'CREATE TABLE kept (word text); INSERT INTO kept VALUES ($$Grüße$$)');
}

const kept = (url: string) => query<{ word: string }>(url, 'SELECT upper(word) AS word FROM kept');

describe(EmbeddedPostgres.name, { timeout: 120_000 }, () => {
  it('makes a UTF-8 database on 127.0.0.1 that asks for its password, and keeps it over a restart', async () => {
    const first = server();
    const url = await first.start();
    await keepOne(url);
    expect(await query(url, "SELECT current_setting('server_encoding') AS e, host(inet_server_addr()) AS a")).toEqual([
      { e: 'UTF8', a: '127.0.0.1' },
    ]);
    await expect(query(url.replace(/:[^:@]+@/u, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      /password authentication failed/u,
    );
    expect((await stat(join(parent, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
    await first.stop();
    await first.stop();
    expect(first.pid).toBeUndefined();

    const second = server();
    expect(await kept(await second.start())).toEqual([{ word: 'GRÜßE' }]);
  });

  it('starts again after the server was killed, stale lock file and all', async () => {
    const first = server();
    await keepOne(await first.start());
    await endProcess(first.pid ?? 0, 'SIGKILL', 5000);
    expect(await readFile(join(parent, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).not.toBe('');
    await first.stop();

    expect(await kept(await server().start())).toHaveLength(1);
  });

  it('ignores a lock file that names a living process which is no server of this folder', async () => {
    const first = server();
    await keepOne(await first.start());
    const file = join(parent, 'postgres', 'cluster', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await endProcess(first.pid ?? 0, 'SIGKILL', 5000);
    await first.stop();
    await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));

    expect(await kept(await server().start())).toHaveLength(1);
  });

  it('refuses a folder whose owner lives, names the process, and leaves the running server alone', async () => {
    const first = server();
    await keepOne(await first.start());
    const refused = server().start();
    await expect(refused).rejects.toBeInstanceOf(DataFolderInUse);
    await expect(refused).rejects.toThrow(`process ${process.pid}`);
    expect(await kept(first.url)).toHaveLength(1);
  });

  it('replaces the orphan of a process that was killed', async () => {
    const first = server();
    const url = await first.start();
    await keepOne(url);
    const orphan = first.pid ?? 0;
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(owner, 'spawn');
    const start = await processStart(owner.pid ?? 0);
    await writeFile(join(parent, 'postgres', 'owner.json'), JSON.stringify({ pid: owner.pid, start }));
    await expect(server().start()).rejects.toThrow(`process ${owner.pid ?? 0}`);
    owner.kill('SIGKILL');
    await once(owner, 'exit');

    const second = server();
    expect(await kept(await second.start())).toHaveLength(1);
    expect(await processStart(orphan)).toBeUndefined();
    expect(second.pid).not.toBe(orphan);
  });

  it('says what the server said when it cannot start, and lets go of the folder', async () => {
    const first = server();
    const url = new URL(await first.start());
    const other = server({ folder: join(parent, 'other'), port: Number(url.port) });
    await expect(other.start()).rejects.toThrow(/could not bind|Address already in use/u);
    await expect(server({ folder: join(parent, 'other'), settings: { no_such_setting: 1 } }).start()).rejects.toThrow(
      EmbeddedPostgresFailed,
    );
    await server({ folder: join(parent, 'other') }).start();
  });

  it('is not ended by a SIGTERM to the group of its parent', async () => {
    const first = server();
    await keepOne(await first.start());
    const fields = (await readFile(`/proc/${first.pid ?? 0}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    expect(fields[2]).toBe(String(first.pid));
  });

  it('makes a cluster again when an earlier start was killed while making it', async () => {
    await mkdir(join(parent, 'postgres', 'cluster.new', 'base'), { recursive: true });
    await writeFile(join(parent, 'postgres', 'cluster.new', 'PG_VERSION'), '18\n');
    await keepOne(await server().start());
  });

  it('works without a password and without waiting for the disk as a throwaway server', async () => {
    const url = await server({ profile: 'throwaway', settings: {}, database: 'rooms_test' }).start();
    expect(new URL(url).pathname).toBe('/rooms_test');
    expect(await query(url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
  });
});

describe.runIf(process.getuid?.() === 0)('as root', { timeout: 120_000 }, () => {
  it('runs the server as another user, opening only the parent of its folder for passage', async () => {
    const first = server();
    await first.start();
    expect((await stat(`/proc/${first.pid ?? 0}`)).uid).not.toBe(0);
    expect((await stat(parent)).mode & 0o777).toBe(0o711);
    expect((await stat(join(parent, 'postgres', 'cluster'))).mode & 0o777).toBe(0o700);
  });

  it('reaches a data folder below one that only root may enter, without changing that one', async () => {
    await mkdir(join(parent, 'data'));
    const first = server({ folder: join(parent, 'data', 'postgres') });
    await keepOne(await first.start());
    expect((await stat(`/proc/${first.pid ?? 0}`)).uid).not.toBe(0);
    expect((await stat(parent)).mode & 0o777).toBe(0o700);
  });

  it('can run from a copy of the programs when the project is out of reach', async () => {
    const binaries = await findServerBinaries();
    const closed = join(parent, 'project');
    await cp(binaries.root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    await chmod(closed, 0o700);
    const inside = {
      root: join(closed, 'native'),
      postgres: join(closed, 'native', 'bin', 'postgres'),
      initdb: join(closed, 'native', 'bin', 'initdb'),
    };
    const version = `spec${process.pid}`;
    const copy = await copyBinaries(inside, version);
    const copied = dirname(copy.root);
    try {
      const child = spawn(copy.initdb, ['--version'], { uid: 65534, gid: 65534 });
      expect((await once(child, 'exit'))[0]).toBe(0);
      expect(await copyBinaries(inside, version)).toEqual(copy);
      await chmod(copied, 0o777);
      const fresh = await copyBinaries(inside, version);
      expect(fresh.root).not.toBe(copy.root);
      await rm(dirname(fresh.root), { recursive: true, force: true });
    } finally {
      await rm(copied, { recursive: true, force: true });
    }
  });
});

describe(sendSignal.name, () => {
  it('is silent about a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    expect(() => sendSignal(child.pid ?? 0, 'SIGTERM')).not.toThrow();
  });
});
