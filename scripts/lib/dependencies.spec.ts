import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMissingOptional } from './lock-file.mjs';

type LockEntry = { version?: string; dev?: boolean; optionalDependencies?: Record<string, string> };
type Lock = { packages: Record<string, LockEntry> };
type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, '../..', name), 'utf8'));
const { packages } = read('package-lock.json') as Lock;
const manifest = read('package.json') as Manifest;
const direct = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

/** Every installed version of a package, nested ones too. */
function versionsOf(name: string): number[][] {
  const suffix = `node_modules/${name}`;
  return Object.entries(packages)
    .filter(([path]) => path === suffix || path.endsWith(`/${suffix}`))
    .map(([, { version }]) => (version ?? '0').split('-')[0]?.split('.').map(Number) ?? []);
}

function isAtLeast(version: readonly number[], minimum: readonly number[]): boolean {
  const difference = minimum.map((part, index) => (version[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  return difference >= 0;
}

describe('the packages Colloquy is made of', () => {
  /** Lower versions have published holes or lose jobs (reliability.md A50). */
  it.each([
    ['fastify', [5, 12, 8]],
    ['@nestjs/common', [12, 5, 0]],
    ['@nestjs/core', [12, 5, 0]],
    ['@nestjs/platform-fastify', [12, 5, 0]],
    ['nodemailer', [10, 6, 0]],
    ['bullmq', [6, 7, 0]],
    ['markdown-it', [15, 0, 3]],
    ['linkify-it', [5, 0, 2]],
  ])('has %s in no version below %j', (name, minimum) => {
    const versions = versionsOf(name);
    expect(versions).not.toEqual([]);
    for (const version of versions) expect(version).toSatisfy((each: number[]) => isAtLeast(each, minimum));
  });

  it.each(direct)('names one exact version of %s: %s', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/u);
    expect(packages[`node_modules/${name}`]?.version).toBe(version);
  });

  /** Mended by `node scripts/complete-lock.mjs`. */
  it('can be installed from the lock file on every platform', () => {
    expect(findMissingOptional(packages)).toEqual([]);
  });

  /** Unmaintained, or replaced by what the platform has. */
  it.each(['insane', 'request', 'moment', 'vm2', 'node-sass', 'jsonwebtoken'])('is made without %s', (name) => {
    expect(versionsOf(name)).toEqual([]);
  });

  it('has its reasons written down, package by package and version by version', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/decisions/0001-dependencies.md'), 'utf8').replace(
      / +/gu,
      ' ',
    );
    const missing = direct.filter(([name, version]) => !page.includes(`| \`${name}\` | ${version} |`));
    expect(missing).toEqual([]);
  });
});
