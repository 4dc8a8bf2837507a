import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { inProject, main, ScriptFailed } from './project.mjs';

/**
 * Installs and builds what is missing and runs a program of dist/ in this process, so that signals reach it directly.
 * @param {string} program its path below dist/
 */
export async function runBuilt(program) {
  await main(async () => {
    await ensureInstalled();
    await ensureBuilt();
    const file = inProject('dist', program);
    if (program === '' || !existsSync(file)) throw new ScriptFailed(`There is no program dist/${program} to run.`);
    process.argv[1] = file;
    await import(pathToFileURL(file).href);
  });
}
