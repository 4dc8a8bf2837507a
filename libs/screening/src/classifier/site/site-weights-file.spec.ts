import { describe, expect, it } from 'vitest';
import { denseNames } from '../dense-features.js';
import { BUCKETS } from '../hashing.js';
import { ModelFileError } from '../model-file.js';
import type { SiteHead } from './site-weights.js';
import { decodeSiteWeights, encodeSiteWeights } from './site-weights-file.js';

function head(seed: number): SiteHead {
  const hashed = new Int8Array(BUCKETS);
  for (let at = 0; at < 100; at++) hashed[(at * 7919 * seed) % BUCKETS] = ((at * seed) % 255) - 127;
  return { hashed, largest: seed / 8, dense: Float32Array.from({ length: denseNames.length }, (_, at) => at * seed) };
}

/** A quarter of a million numbers are compared as bytes: one by one takes seconds on a busy machine. */
function comparable(weights: object): object {
  return JSON.parse(
    JSON.stringify(weights, (_name, value: unknown) =>
      value instanceof Int8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') : value,
    ),
  ) as object;
}

describe('the weights of a site', () => {
  it.each([
    ['both heads', { spam: head(3), abuse: head(5) }],
    ['spam alone', { spam: head(3) }],
    ['abuse alone', { abuse: head(5) }],
    ['nothing', {}],
  ])('are read as they were written: %s', (_case, weights) => {
    const bytes = encodeSiteWeights(weights);
    const { version, ...read } = decodeSiteWeights(bytes, 7);
    expect(version).toMatch(/^7\.[0-9a-f]{8}$/);
    expect(comparable(read)).toEqual(comparable(weights));
    expect(bytes.length).toBeLessThan(10_000);
  });

  it('are called otherwise when they are others', () => {
    const versions = [head(3), head(4)].map((spam) => decodeSiteWeights(encodeSiteWeights({ spam }), 1).version);
    expect(new Set(versions).size).toBe(2);
  });

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['cut to nothing', (bytes: Buffer) => bytes.subarray(0, 5)],
    ['altered', (bytes: Buffer) => Buffer.concat([Buffer.from([1]), bytes.subarray(1, -1), Buffer.from([0])])],
  ])('are refused when they were %s', (_case, harm) => {
    expect(() => decodeSiteWeights(harm(encodeSiteWeights({ spam: head(3) })), 1)).toThrow(ModelFileError);
  });
});
