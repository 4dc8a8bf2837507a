import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { LearntClassifier } from './learnt-classifier.js';
import { decodeModel, encodeModel, ModelFileError } from './model-file.js';
import { someModel } from './some-model.fixture.js';

let file: Buffer;

beforeAll(() => {
  file = encodeModel(someModel());
});

describe('a model file', () => {
  it('comes back as it went', () => {
    const model = someModel();
    const read = decodeModel(file);
    expect(read.version).toMatch(/^[0-9a-f]{12}$/);
    expect(Buffer.compare(Buffer.from(read.hashed), Buffer.from(model.hashed))).toBe(0);
    expect([read.dense, read.largest, read.blend, read.calibration]).toEqual([
      model.dense,
      model.largest,
      model.blend,
      model.calibration,
    ]);
    const input = { text: 'Buy cheap pills http://cheap-pills.example/' };
    expect(new LearntClassifier(read).score(input)).toEqual(
      new LearntClassifier({ ...model, version: '' }).score(input),
    );
  });

  it('has the same bytes for the same model', () => {
    expect(Buffer.compare(file, encodeModel(someModel()))).toBe(0);
  });

  it('is refused when it was cut short, wherever', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), (length) => {
        expect(() => decodeModel(file.subarray(0, length))).toThrow(ModelFileError);
      }),
    );
  });

  it('is refused when a single bit was altered, whichever', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const altered = Buffer.from(file);
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        expect(() => decodeModel(altered)).toThrow(ModelFileError);
      }),
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0), /no model file/],
    ['a picture', Buffer.alloc(4096, 7), /no model file/],
  ])('is refused in words: %s', (_, bytes, words) => {
    expect(() => decodeModel(bytes)).toThrow(words);
  });

  it('says that something was added', () => {
    expect(() => decodeModel(Buffer.concat([file, Buffer.from('x')]))).toThrow(/cut short or added to/);
  });
});
