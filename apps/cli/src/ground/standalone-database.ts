import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { livingOwner } from '#platform';

/** The line of postmaster.pid that holds the port (PostgreSQL, "Server Setup and Operation"). */
const PORT_LINE = 3;

/** What a running standalone keeps in its data folder. */
export interface StandaloneGround {
  /** Undefined while nothing runs in the folder. */
  readonly databaseUrl: string | undefined;
  /** Undefined when the folder never held a standalone. */
  readonly secret: string | undefined;
}

/** Reads how the standalone of a data folder is reached. */
export async function standaloneGround(dataDir: string): Promise<StandaloneGround> {
  const secret = await textOf(join(dataDir, 'secret'));
  return { databaseUrl: await databaseUrlOf(join(dataDir, 'postgres')), secret: secret === '' ? undefined : secret };
}

async function databaseUrlOf(folder: string): Promise<string | undefined> {
  if ((await livingOwner(folder)) === undefined) return undefined;
  const password = await textOf(join(folder, 'password'));
  const lines = (await textOf(join(folder, 'cluster', 'postmaster.pid'))).split('\n');
  const port = Number.parseInt(lines[PORT_LINE] ?? '', 10);
  if (password === '' || !(port > 0)) return undefined;
  return `postgres://colloquy:${password}@127.0.0.1:${port}/colloquy`;
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}
