import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assertNodeVersion } from './node-version.mjs';
import { inProject, runProgram, ScriptFailed } from './project.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, peer?: boolean }>} Packages */

const stamp = inProject('node_modules', '.colloquy-lock');

/** Installs the exact packages of package-lock.json when they are not there yet. Ends in words when that fails. */
export async function ensureInstalled() {
  assertNodeVersion();
  const lock = readFileSync(inProject('package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex');
  if (read(stamp) === wanted) return;
  if (!matches(lock)) {
    console.error('Installing the packages Colloquy needs (npm ci); this is done once.');
    await install();
  }
  writeFileSync(stamp, wanted);
}

/** Whether npm's own record says that what is installed is what the lock file names (somebody ran npm ci by hand). @param {string} lock */
function matches(lock) {
  const record = read(inProject('node_modules', '.package-lock.json'));
  if (record === '') return false;
  /** @type {Packages} */
  const wanted = JSON.parse(lock).packages;
  /** @type {Packages} */
  const present = JSON.parse(record).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' ||
      (present[path]?.version === version && existsSync(inProject(path))) ||
      (optional === true && present[path] === undefined),
  );
}

async function install() {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const code = await (
    npm?.endsWith('.js') || npm?.endsWith('.cjs')
      ? runProgram(process.execPath, [npm, ...args])
      : runProgram('npm', args, { shell: process.platform === 'win32' })
  ).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code === 'ENOENT')
      throw new ScriptFailed('npm was not found; it comes with Node.js. Put it on the PATH.');
    throw error;
  });
  if (code !== 0) {
    throw new ScriptFailed(
      'The packages could not be installed: npm ci failed (its messages are above). Check the connection to the npm registry and that this folder can be written to, then try again.',
    );
  }
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
