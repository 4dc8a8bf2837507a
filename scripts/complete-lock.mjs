/**
 * Completes package-lock.json with the packages for other platforms that a registry did not offer when the lock was written. npm leaves
 * them out then, and `npm ci` refuses the lock it wrote. Run it after `npm install` changed the lock.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { findMissingOptional } from './lib/lock-file.mjs';
import { inProject, main, ScriptFailed } from './lib/project.mjs';

const systems = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'arm'];

await main(async () => {
  const file = inProject('package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, version, isForDevelopment } of findMissingOptional(lock.packages)) {
    const words = name.replace('windows', 'win32').split(/[-/]/u);
    const os = systems.find((system) => words.includes(system));
    const cpu = processors.find((processor) => words.includes(processor));
    if (os === undefined || cpu === undefined || !/^\d+\.\d+\.\d+/u.test(version)) {
      throw new ScriptFailed(
        `${name} ${version} is missing from package-lock.json and is for no platform that its name tells.`,
      );
    }
    const flags = isForDevelopment ? { dev: true, optional: true } : { optional: true };
    lock.packages[`node_modules/${name}`] = { version, cpu: [cpu], ...flags, os: [os] };
    console.log(`${name} ${version}`);
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
});
