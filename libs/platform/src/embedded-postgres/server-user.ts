import { execFile, spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { chmod, chown, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors.js';
import { copyBinaries } from './server-binaries.js';
import type { ServerBinaries } from './server-binaries.js';

const run = promisify(execFile);

/** A user of this machine. */
type Identity = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * How the server's programs are started. PostgreSQL refuses to run as root, so root starts them as the user `postgres`, else
 * `nobody`; everybody else starts them as themselves. No user is ever created.
 */
export class ServerUser {
  private constructor(
    readonly binaries: ServerBinaries,
    private readonly identity: Identity | undefined,
    /** Keeps CAP_DAC_OVERRIDE for a user who cannot enter the folders above the data. */
    private readonly overridesFolders: boolean,
  ) {}

  /**
   * Chooses the way that works for the data folder `home`, whose parent is opened for passage (0711) when it must be.
   * @throws EmbeddedPostgresFailed when the user of the server cannot reach the folder in any way.
   */
  static async choose(binaries: ServerBinaries, home: string): Promise<ServerUser> {
    if (process.getuid?.() !== 0) return new ServerUser(binaries, undefined, false);
    const identity = await unprivilegedUser();
    await openParent(home, identity);
    const reachable = (await canReach(binaries.postgres, identity)) ? binaries : await copied(binaries);
    if (await canReach(home, identity)) return new ServerUser(reachable, identity, false);
    const overriding = new ServerUser(reachable, identity, true);
    if (!(await overriding.works())) throw new EmbeddedPostgresFailed(unreachable(home, identity));
    return overriding;
  }

  /** Gives a file or folder to the server's user. */
  async own(path: string): Promise<void> {
    if (this.identity !== undefined) await chown(path, this.identity.uid, this.identity.gid);
  }

  /**
   * Starts a program of the server in a process group of its own: PostgreSQL takes a SIGTERM sent to the whole group (Ctrl-C, a
   * service manager) as a "smart" shutdown and would go before the connections that still need it.
   */
  spawn(program: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
    const options = { detached: true, stdio, cwd: this.binaries.root, env: environment(), windowsHide: true };
    if (this.identity === undefined) return spawn(program, args, options);
    if (this.overridesFolders) return spawn('setpriv', [...this.capabilityArgs(), program, ...args], options);
    return spawn(program, args, { ...options, uid: this.identity.uid, gid: this.identity.gid });
  }

  private async works(): Promise<boolean> {
    return run('setpriv', [...this.capabilityArgs(), this.binaries.postgres, '--version'], { timeout: 10_000 }).then(
      () => true,
      () => false,
    );
  }

  /** setpriv(1) of util-linux. Both sets are needed: a capability can be ambient only while it is inheritable. */
  private capabilityArgs(): string[] {
    const { uid, gid } = this.identity ?? { uid: 0, gid: 0 };
    return [
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--',
    ];
  }
}

/** A clean environment: PGDATA, PGPORT, LC_* and TZ of the caller would change the server. Windows needs its own variables. */
function environment(): NodeJS.ProcessEnv | undefined {
  return process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** PostgreSQL checks its programs with access(2), which knows no capabilities: programs out of reach must be elsewhere. */
async function copied(binaries: ServerBinaries): Promise<ServerBinaries> {
  const { stdout } = await run(binaries.postgres, ['--version'], { timeout: 10_000 });
  return copyBinaries(binaries, stdout.replace(/[^\d.]/gu, ''));
}

async function unprivilegedUser(): Promise<Identity> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line[0] === name);
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    if (uid > 0 && gid > 0) return { name, uid, gid };
  }
  throw new EmbeddedPostgresFailed(
    'PostgreSQL does not run as root and this machine has neither a user postgres nor a user nobody. Start Colloquy as another user, or set DATABASE_URL.',
  );
}

async function openParent(home: string, identity: Identity): Promise<void> {
  const parent = dirname(await realpath(home));
  const stats = await stat(parent);
  if (!mayEnter(stats, identity)) await chmod(parent, (stats.mode & 0o7777) | 0o011);
}

async function canReach(path: string, identity: Identity): Promise<boolean> {
  for (let at = await realpath(path); ; at = dirname(at)) {
    if (!mayEnter(await stat(at), identity)) return false;
    if (dirname(at) === at) return true;
  }
}

function mayEnter(stats: { uid: number; gid: number; mode: number }, identity: Identity): boolean {
  if (stats.uid === identity.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === identity.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

function unreachable(home: string, identity: Identity): string {
  return `PostgreSQL does not run as root, and the user ${identity.name} cannot enter the folders above ${home}. Choose a folder it can reach with DATA_DIR, start Colloquy as another user, or set DATABASE_URL.`;
}
