import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildEmbed } from './embed.mjs';
import { inProject, root, runProgram, ScriptFailed } from './project.mjs';

const rooms = ['apps', 'libs', 'migrations', 'test/bench', 'test/faults'];
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/lib/embed.mjs'];
const output = inProject('dist');
const stamp = join(output, '.build-stamp');

/** Builds dist/ when a source has changed since it was built. */
export async function ensureBuilt() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOfSources()) return;
  await build();
}

/**
 * Compiles every room and copies what is not TypeScript beside it. The result replaces dist/ only when it is whole. Ends in words
 * when the compiler reports errors.
 */
export async function build() {
  const wanted = stampOfSources();
  const draft = inProject(`dist.${process.pid}`);
  try {
    console.error('Building Colloquy.');
    const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
    const code = await runProgram(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', draft]);
    if (code !== 0) throw new ScriptFailed('The build failed: the compiler reports the errors above.');
    copyAssets(draft);
    await buildEmbed(join(draft, 'apps/embed/built'));
    writeFileSync(join(draft, '.build-stamp'), wanted);
    rmSync(output, { recursive: true, force: true });
    renameSync(draft, output);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Templates, styles and data that the code reads at run time. @param {string} target */
function copyAssets(target) {
  for (const file of filesOf(['apps', 'libs'])) {
    if (/\.(ts|tsx|mts|md)$/u.test(file) || /\bapps.embed\b/u.test(file)) continue;
    const copy = join(target, relative(root, file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}

/** Names, sizes and times of all sources: quick to take, and different after every change. */
function stampOfSources() {
  const hash = createHash('sha256');
  for (const file of [...filesOf(rooms), ...settings.map((name) => inProject(name))]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {readonly string[]} folders @returns {string[]} */
function filesOf(folders) {
  return folders.flatMap((folder) => {
    const path = inProject(folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.spec\.ts$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  });
}
