import { readFileSync } from 'node:fs';
import { inProject, ScriptFailed } from './project.mjs';

/** Ends in words when this Node is not one that package.json's "engines" allows. */
export function assertNodeVersion() {
  const { engines } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  if (isInRange(process.versions.node, engines.node)) return;
  throw new ScriptFailed(
    `Colloquy needs Node.js ${engines.node}; this is Node.js ${process.versions.node}. Install a current version from nodejs.org.`,
  );
}

/**
 * Whether a version satisfies a range of `^a.b.c` and `>=a.b.c` parts joined by `||`: all that "engines" uses, and nothing is
 * installed yet that could tell.
 * @param {string} version
 * @param {string} range
 */
export function isInRange(version, range) {
  const have = numbers(version);
  return range.split('||').some((part) => {
    const want = numbers(part.replace(/[^\d.]/gu, ''));
    const isSameMajor = have[0] === want[0];
    return isAtLeast(have, want) && (part.trim().startsWith('>=') || isSameMajor);
  });
}

/** @param {string} version */
function numbers(version) {
  return version.split('-')[0]?.split('.').map(Number) ?? [];
}

/** @param {number[]} have @param {number[]} want */
function isAtLeast(have, want) {
  for (const [index, value] of want.entries()) {
    const difference = (have[index] ?? 0) - value;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
