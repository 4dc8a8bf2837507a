import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { sameBytes, sha256 } from '#kernel';
import type { Blend } from './blend.js';
import type { Calibration } from './calibration.js';
import type { Head } from './classifier.js';
import { denseNames } from './dense-features.js';
import { BUCKETS, BUCKET_BITS } from './hashing.js';
import { HEADS, headNames, TALK_BUCKETS, talks } from './model.js';
import type { Model } from './model.js';

/** A model file that cannot be used. The sentence says why. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

const MAGIC = 'CQMODEL3';
const CHECKSUM = 32;
const LENGTHS = 8;
const FLOAT = 4;
const HEAD = MAGIC.length + LENGTHS;
const VERSION_DIGITS = 12;

/** What stands in front of the weights, to be read by people too. */
type Header = Readonly<{
  bits: number;
  heads: readonly string[];
  talks: readonly string[];
  dense: readonly string[];
  largest: readonly number[];
  talkLargest: readonly number[];
  blend: Readonly<Record<Head, Blend>>;
  calibration: Readonly<Record<Head, Calibration>>;
}>;

/**
 * Writes a model: magic, the lengths of the two parts, a JSON header, the weights (Brotli), and SHA-256 over all of it.
 * Multi-byte numbers are little-endian.
 */
export function encodeModel(model: Omit<Model, 'version'>): Buffer {
  const header: Header = {
    bits: BUCKET_BITS,
    heads: headNames,
    talks,
    dense: denseNames,
    largest: [...model.largest],
    talkLargest: [...model.talkLargest],
    blend: model.blend,
    calibration: model.calibration,
  };
  const json = Buffer.from(JSON.stringify(header));
  const packed = brotliCompressSync(weightsOf(model), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32LE(json.length, 0);
  lengths.writeUInt32LE(packed.length, 4);
  const content = Buffer.concat([Buffer.from(MAGIC, 'latin1'), lengths, json, packed]);
  return Buffer.concat([content, sha256(content)]);
}

/**
 * Reads a model.
 * @throws {ModelFileError} when the file is no model, is cut short or altered, or was made for other features than these.
 */
export function decodeModel(file: Uint8Array): Model {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEAD + CHECKSUM || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new ModelFileError('This is no model file, or only the beginning of one.');
  }
  const jsonLength = bytes.readUInt32LE(MAGIC.length);
  const packedLength = bytes.readUInt32LE(MAGIC.length + 4);
  const end = HEAD + jsonLength + packedLength;
  if (bytes.length !== end + CHECKSUM) {
    throw new ModelFileError(
      `The model file is ${bytes.length} bytes long and should be ${end + CHECKSUM}: it was cut short or added to.`,
    );
  }
  const checksum = sha256(bytes.subarray(0, end));
  if (!sameBytes(checksum, bytes.subarray(end))) {
    throw new ModelFileError('The checksum of the model file is wrong: it was altered.');
  }
  const header = JSON.parse(bytes.toString('utf8', HEAD, HEAD + jsonLength)) as Header;
  const isOurs = header.bits === BUCKET_BITS && same(header.heads, headNames) && same(header.talks, talks);
  if (!isOurs || !same(header.dense, denseNames)) {
    throw new ModelFileError('The model file was made for other features than this version reads: train it again.');
  }
  return {
    version: checksum.toString('hex').slice(0, VERSION_DIGITS),
    ...readWeights(bytes.subarray(HEAD + jsonLength, end)),
    largest: Float32Array.from(header.largest),
    talkLargest: Float32Array.from(header.talkLargest),
    calibration: header.calibration,
    blend: header.blend,
  };
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at]);
}

/** As they lie in memory, so that nothing has to be copied when they are read; in another order they would pack by 4 % better. */
function weightsOf({ hashed, dense, talk }: Omit<Model, 'version'>): Buffer {
  const counted = Buffer.alloc(dense.length * FLOAT);
  dense.forEach((value, at) => counted.writeFloatLE(value, at * FLOAT));
  return Buffer.concat([bytesOf(hashed), counted, bytesOf(talk)]);
}

function bytesOf({ buffer, byteOffset, byteLength }: Int8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** Unpacks the weights into one piece of memory, which stays; only the counted features are copied out of it. */
function readWeights(packed: Buffer): Pick<Model, 'hashed' | 'dense' | 'talk'> {
  const size = BUCKETS * HEADS;
  const denseSize = HEADS * denseNames.length;
  const talkFrom = size + FLOAT * denseSize;
  const talkSize = TALK_BUCKETS * talks.length;
  const whole = talkFrom + talkSize;
  const weights = brotliDecompressSync(packed, { chunkSize: whole + 1, maxOutputLength: whole + 1 });
  if (weights.length !== whole) {
    throw new ModelFileError('The weights of the model file are not as many as its header says.');
  }
  const dense = Float32Array.from({ length: denseSize }, (_, at) => weights.readFloatLE(size + at * FLOAT));
  return {
    hashed: new Int8Array(weights.buffer, weights.byteOffset, size),
    dense,
    talk: new Int8Array(weights.buffer, weights.byteOffset + talkFrom, talkSize),
  };
}
