import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEmbed } from './embed.mjs';

/** bar.md E1: everything a reader needs before signing in, gzip. */
const MOST_BYTES = 25 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'colloquy-embed-'));

beforeAll(() => buildEmbed(folder), 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const files = () => readdirSync(folder).filter((name) => name.endsWith('.js'));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

describe(buildEmbed, () => {
  it('makes the loader, the counts, the app and its parts, and what a reader loads to read stays within 25 KB', () => {
    const parts = ['app', 'comment-panel', 'composer', 'flag-form', 'page', 'sign-in', 'subscribe', 'writing'];
    for (const part of parts) expect(files().filter((name) => name.startsWith(`${part}-`))).toHaveLength(1);
    const read = new Set(['embed.js']);
    const load = (name: string): void => {
      if (read.has(name)) return;
      read.add(name);
      for (const [, other = ''] of text(name).matchAll(/\bfrom *[`"']\.\/([\w-]+\.js)/gu)) load(other);
    };
    for (const name of files()) if (/^(app|page)-/u.test(name)) load(name);
    const bytes = [...read].reduce((sum, name) => sum + gzipSync(text(name)).length, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    expect(bytes).toBeGreaterThan(1000);
  });

  it('gives the page no variables, and leaves the validation library at home', () => {
    for (const name of ['embed.js', 'count.js']) expect(text(name)).toMatch(/^\(?(async )?(function|\(\))/);
    expect(text('embed.js')).toContain(`./embed/${String(files()[0])}`);
    expect(files().map(text).join('')).not.toMatch(/ZodError|safeParse/);
  });
});
