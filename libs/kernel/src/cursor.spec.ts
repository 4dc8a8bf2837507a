import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CursorCodec, InvalidCursor } from './cursor.js';

const codec = new CursorCodec('a secret of the test suite');

describe(CursorCodec.name, () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(
          fc.oneof(
            fc.string(),
            fc.integer(),
            fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
          ),
        ),
        (list, values) => {
          expect(codec.decode(list, codec.encode(list, values))).toEqual(values);
        },
      ),
    );
  });

  it('refuses the cursor of another list', () => {
    const cursor = codec.encode('comments:a:newest', ['x']);
    expect(() => codec.decode('comments:b:newest', cursor)).toThrow(InvalidCursor);
  });

  it('refuses any text that it did not make', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => codec.decode('list', text)).toThrow(InvalidCursor);
      }),
    );
  });

  it('refuses a cursor with one byte altered', () => {
    const bytes = Buffer.from(codec.encode('list', ['value', 7]), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => codec.decode('list', altered.toString('base64url'))).toThrow(InvalidCursor);
    }
  });

  it('refuses a cursor signed with another secret', () => {
    const other = new CursorCodec('another secret').encode('list', [1]);
    expect(() => codec.decode('list', other)).toThrow(InvalidCursor);
  });
});
