import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphan } from '../../../platform/src/embedded-postgres/embedded-postgres.js';
import { FolderLock, livingOwner } from '../../../platform/src/embedded-postgres/folder-lock.js';
import { endOrphanRedis } from './redis-server.js';

const prefix = 'colloquy-test-';
/** What a run of the whole suite writes, with room to spare. */
const neededBytes = 2 * 1024 ** 3;

/**
 * Makes the folder of this run's servers, in memory where the machine has room for it. Servers and folders that killed runs
 * left behind are ended and removed first.
 */
export async function makeTestFolder(): Promise<string> {
  const base = await chooseBase();
  await removeAbandoned(base);
  const folder = await mkdtemp(join(base, prefix));
  await FolderLock.take(folder);
  await mkdir(join(folder, 'postgres'));
  return folder;
}

async function chooseBase(): Promise<string> {
  const memory = '/dev/shm';
  const candidate = await statfs(memory).catch(() => undefined);
  if (candidate === undefined || candidate.bavail * candidate.bsize < neededBytes) return tmpdir();
  const probe = join(memory, `${prefix}probe-${process.pid}`);
  return writeFile(probe, '')
    .then(() => rm(probe))
    .then(
      () => memory,
      () => tmpdir(),
    );
}

async function removeAbandoned(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const folder = join(base, name);
    if (!name.startsWith(prefix) || (await isInUse(folder))) continue;
    await endOrphan(join(folder, 'postgres')).catch(() => undefined);
    await endOrphanRedis(join(folder, 'redis'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder without a lock may be one that another run is making at this moment. */
async function isInUse(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): string[] => []);
  if (!entries.includes('owner.json')) return true;
  return (await livingOwner(folder)) !== undefined;
}
