import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderInUse } from './embedded-postgres.errors.js';
import { processStart } from './processes.js';

/** The process that holds a data folder; `start` tells it from a later process with the same id. */
type Owner = { readonly pid: number; readonly start: string };

/**
 * One process per data folder. The lock is a file naming its owner, so that a lock left by a killed process is recognised and
 * taken over, and a living owner is named to the person who started a second one.
 */
export class FolderLock {
  private constructor(private readonly file: string) {}

  /** Takes the folder for this process. @throws DataFolderInUse when its owner lives (this process included). */
  static async take(folder: string): Promise<FolderLock> {
    const file = join(folder, 'owner.json');
    const mine = JSON.stringify({ pid: process.pid, start: (await processStart(process.pid)) ?? '' } satisfies Owner);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await isCreated(file, mine)) return new FolderLock(file);
      const owner = await livingOwner(folder);
      if (owner !== undefined) throw new DataFolderInUse(folder, owner);
      await setAside(file);
    }
    throw new DataFolderInUse(folder, process.pid);
  }

  async release(): Promise<void> {
    await rm(this.file, { force: true });
  }
}

/** The id of the living process that holds the folder; undefined when it is free or its owner was killed. */
export async function livingOwner(folder: string): Promise<number | undefined> {
  const owner = parseOwner(await readFile(join(folder, 'owner.json'), 'utf8').catch(() => ''));
  if (owner === undefined) return undefined;
  return (await processStart(owner.pid)) === owner.start ? owner.pid : undefined;
}

async function isCreated(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Renaming lets only one of several starters remove the stale lock. */
async function setAside(file: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await rm(aside, { force: true });
}

function parseOwner(text: string): Owner | undefined {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    return typeof value?.pid === 'number' && typeof value.start === 'string' ? (value as Owner) : undefined;
  } catch {
    return undefined;
  }
}
