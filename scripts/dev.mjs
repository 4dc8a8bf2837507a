/** Compiles on every change and restarts the standalone server with it. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject, main, root, runProgram } from './lib/project.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  process.env.DATA_DIR ||= inProject('.data');
  const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const watcher = spawn(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], {
    cwd: root,
    stdio: 'inherit',
  });
  try {
    process.exitCode = await runProgram(process.execPath, [
      '--watch',
      '--enable-source-maps',
      inProject('dist', 'apps', 'standalone', 'src', 'main.js'),
    ]);
  } finally {
    watcher.kill();
  }
});
