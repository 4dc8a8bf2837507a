import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { EmbedFiles } from './embed-files.js';

const folder = mkdtempSync(join(tmpdir(), 'colloquy-embed-files-'));
const script = 'export const words = "so many words, so many words, so many words";\n'.repeat(50);
writeFileSync(join(folder, 'embed.js'), script);
writeFileSync(join(folder, 'notes.txt'), 'none of it');
const files = new EmbedFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

describe(EmbedFiles, () => {
  it.each([
    ['what Chromium accepts', 'gzip, deflate, br, zstd', 'br'],
    ['what older ones accept', 'gzip, deflate', 'gzip'],
    ['anything', '*', 'br'],
    ['another wish', 'br;q=0.5, gzip', 'gzip'],
    ['one that is refused', 'br;q=0, gzip;q=0.1', 'gzip'],
    ['nothing that is kept', 'zstd', 'identity'],
    ['nothing', '', 'identity'],
    ['no word about it', undefined, 'identity'],
    ['nonsense', ';;q=x,,', 'identity'],
  ])('sends what is accepted by %s', (_case, accepted, coding) => {
    expect(files.get('embed.js', accepted)?.coding).toBe(coding);
  });

  it('sends the same script in every coding, each with a tag of its own', () => {
    const [br, gzip, plain] = ['br', 'gzip', ''].map((accepted) => files.get('embed.js', accepted));
    expect(plain?.body.toString()).toBe(script);
    expect(gunzipSync(gzip?.body ?? '').toString()).toBe(script);
    expect(brotliDecompressSync(br?.body ?? '').toString()).toBe(script);
    expect(new Set([br?.etag, gzip?.etag, plain?.etag]).size).toBe(3);
  });

  it('has the scripts of its folder alone, and none where there is none', () => {
    expect(files.get('notes.txt', 'gzip')).toBeUndefined();
    expect(files.get('../embed.js', 'gzip')).toBeUndefined();
    expect(new EmbedFiles(join(folder, 'nowhere')).get('embed.js', 'gzip')).toBeUndefined();
  });
});
