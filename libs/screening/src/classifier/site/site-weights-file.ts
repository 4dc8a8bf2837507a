import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sameBytes, sha256 } from '#kernel';
import type { Head } from '../classifier.js';
import { denseNames } from '../dense-features.js';
import { BUCKETS } from '../hashing.js';
import { ModelFileError } from '../model-file.js';
import type { SiteHead, SiteWeights } from './site-weights.js';

const HEADS: readonly Head[] = ['spam', 'abuse'];
const CHECKSUM = 32;
const FLOAT = 4;
const VERSION_DIGITS = 8;
/** One head: its largest weight, its counted features, and a byte for each bucket. */
const SIZE = FLOAT + FLOAT * denseNames.length + BUCKETS;

/**
 * Writes what a site learnt: a byte that names the heads, the heads (raw DEFLATE, because nearly all weights are zero), and SHA-256 over
 * all of it. Numbers are little-endian.
 */
export function encodeSiteWeights(weights: Omit<SiteWeights, 'version'>): Buffer {
  const known = HEADS.filter((head) => weights[head] !== undefined);
  const plain = Buffer.alloc(SIZE * known.length);
  known.forEach((head, at) => write(weights[head], plain, at * SIZE));
  const which = Buffer.from([known.reduce((bits, head) => bits | (1 << HEADS.indexOf(head)), 0)]);
  const content = Buffer.concat([which, deflateRawSync(plain, { level: 9 })]);
  return Buffer.concat([content, sha256(content)]);
}

/**
 * Reads what a site learnt.
 * @param number of the version; traces call it by number and checksum, because sites count their versions each for itself.
 * @throws {ModelFileError} when it was cut short or altered, or was made for other features than these.
 */
export function decodeSiteWeights(bytes: Buffer, number: number): SiteWeights {
  const end = bytes.length - CHECKSUM;
  const checksum = sha256(bytes.subarray(0, Math.max(0, end)));
  if (end < 1 || !sameBytes(checksum, bytes.subarray(end))) {
    throw new ModelFileError('What the site learnt was cut short or altered.');
  }
  const plain = inflateRawSync(bytes.subarray(1, end));
  const known = HEADS.filter((_, at) => ((bytes[0] ?? 0) & (1 << at)) !== 0);
  if (plain.length !== SIZE * known.length) {
    throw new ModelFileError('What the site learnt was made for other features than this version reads.');
  }
  const version = `${number}.${checksum.toString('hex').slice(0, VERSION_DIGITS)}`;
  return { version, ...Object.fromEntries(known.map((head, at) => [head, read(plain, at * SIZE)])) };
}

function write(head: SiteHead | undefined, out: Buffer, from: number): void {
  if (head === undefined) return;
  out.writeFloatLE(head.largest, from);
  head.dense.forEach((value, at) => out.writeFloatLE(value, from + FLOAT * (1 + at)));
  out.set(new Uint8Array(head.hashed.buffer, head.hashed.byteOffset, BUCKETS), from + SIZE - BUCKETS);
}

function read(bytes: Buffer, from: number): SiteHead {
  const hashed = new Int8Array(BUCKETS);
  hashed.set(bytes.subarray(from + SIZE - BUCKETS, from + SIZE));
  const dense = Float32Array.from({ length: denseNames.length }, (_, at) => bytes.readFloatLE(from + FLOAT * (1 + at)));
  return { largest: bytes.readFloatLE(from), dense, hashed };
}
