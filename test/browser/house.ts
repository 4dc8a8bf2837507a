import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#platform';
import { eventually } from '#testing';

/** The admin of the house under test. */
export const ADMIN = { email: 'editor@example.org', password: 'a long password for the editor' };

/** The standalone process as it is shipped, on a free port and fresh data. */
export interface House {
  readonly url: string;
  readonly output: () => string;
  /** Runs a command of the command line against it. @returns what it printed. */
  readonly command: (...words: readonly string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const main = join(import.meta.dirname, '../../dist/apps/standalone/src/main.js');
const cli = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const READY_MS = 60_000;

/** Starts one. Without an admin it prints the link that makes the first. */
export async function startHouse(options: { readonly withAdmin: boolean }): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-browser-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const admin = options.withAdmin ? { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password } : {};
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [main], {
    env: {
      PATH,
      HOME,
      ...admin,
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      DATA_DIR: folder,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await eventually(
    'The house is ready',
    async () => {
      if (child.exitCode !== null) throw new Error(`It ended: ${output}`);
      return output.includes('Colloquy is ready') && (await fetch(`${url}/health/ready`)).ok;
    },
    READY_MS,
  );
  return {
    url,
    output: () => output,
    command: async (...words) => {
      const env = { PATH, HOME, DATA_DIR: folder, LOG_LEVEL: 'error' };
      return (await promisify(execFile)(process.execPath, [cli, ...words], { env })).stdout;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
