/**
 * Runs the tests: `node scripts/test.mjs [--build] [--tier name]... [filters]`.
 * `--build` builds first, for tests that start compiled processes. Without a tier, all four that belong to `npm test`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject, main, runProgram } from './lib/project.mjs';
import { countTests } from './lib/test-report.mjs';

await main(async () => {
  await ensureInstalled();
  const { tiers, needsBuild, rest } = parse(process.argv.slice(2));
  if (needsBuild) await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-report-'));
  const report = join(folder, 'report.json');
  try {
    const code = await runProgram(process.execPath, [
      inProject('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--passWithNoTests',
      ...tiers.flatMap((tier) => ['--project', tier]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...rest,
    ]);
    const counts = countTests(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined);
    if (counts.passed + counts.failed === 0) console.error('No test ran.');
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    process.exitCode = code !== 0 || counts.failed > 0 || counts.passed === 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string[]} args */
function parse(args) {
  const tiers = [];
  const rest = [];
  let needsBuild = false;
  for (let index = 0; index < args.length; index += 1) {
    if (args[index] === '--tier') tiers.push(String(args[(index += 1)]));
    else if (args[index] === '--build') needsBuild = true;
    else rest.push(String(args[index]));
  }
  return { tiers: tiers.length === 0 ? ['unit', 'int', 'api', 'journeys'] : tiers, needsBuild, rest };
}
