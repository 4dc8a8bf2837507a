import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { THREAD_FILES } from './examples.js';
import { readChecksums } from './read-checksums.js';
import { PATTERNS_FILE } from './wordpress-patterns.js';

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'colloquy-checksums-'));
  const files = ['corpora/abuse/b.gz', 'corpora/abuse/a.gz', 'corpora/spam/c.gz', PATTERNS_FILE];
  for (const file of [...files, ...THREAD_FILES.map((name) => `threads/${name}.jsonl`)]) {
    mkdirSync(dirname(join(data, file)), { recursive: true });
    writeFileSync(join(data, file), 'abc');
  }
});

afterEach(() => {
  rmSync(data, { recursive: true });
});

describe(readChecksums, () => {
  it('names every file that is learnt from, in an order that stays', () => {
    const checksums = readChecksums(data);
    expect(Object.keys(checksums).slice(0, 3)).toEqual([
      'corpora/abuse/a.gz',
      'corpora/abuse/b.gz',
      'corpora/spam/c.gz',
    ]);
    expect(checksums[PATTERNS_FILE]).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(Object.keys(checksums)).toHaveLength(4 + THREAD_FILES.length);
  });

  it('tells another file by another checksum', () => {
    const before = readChecksums(data)['corpora/spam/c.gz'];
    writeFileSync(join(data, 'corpora/spam/c.gz'), 'abd');
    expect(readChecksums(data)['corpora/spam/c.gz']).not.toBe(before);
  });
});
