import { hash } from 'node:crypto';
import { AppError } from './app-error.js';
import { keyedHash, sameBytes } from './hash.js';

/** A place in a sorted list: the sort key of the last item seen. */
export type CursorValues = readonly (string | number)[];

const TAG_BYTES = 12;

/** The cursor was altered, belongs to another list, or is no cursor. */
export class InvalidCursor extends AppError {
  constructor() {
    super('invalid_cursor', 'This cursor does not belong to this list. Start again from the first page.');
  }
}

/**
 * Opaque signed cursors (reliability.md D29). A cursor names the list it was made for, so that one of another list, article or
 * sort is refused instead of being read as a wrong place.
 */
export class CursorCodec {
  private readonly key: string;

  /** @param secret the application's secret. */
  constructor(secret: string) {
    this.key = keyedHash(secret, 'cursor').toString('base64');
  }

  /** Writes a cursor for a list, e.g. `encode('comments:<article>:newest', [id])`. */
  encode(list: string, values: CursorValues): string {
    const body = Buffer.from(JSON.stringify(values), 'utf8');
    return Buffer.concat([this.tag(list, body), body]).toString('base64url');
  }

  /**
   * Reads a cursor back.
   * @throws {InvalidCursor} when it is not one that `encode` made for this list.
   */
  decode(list: string, cursor: string): CursorValues {
    const bytes = Buffer.from(cursor, 'base64url');
    const body = bytes.subarray(TAG_BYTES);
    if (bytes.length <= TAG_BYTES || !sameBytes(bytes.subarray(0, TAG_BYTES), this.tag(list, body))) {
      throw new InvalidCursor();
    }
    return JSON.parse(body.toString('utf8')) as CursorValues;
  }

  /**
   * A page carries a cursor for each of its threads, so the tag is one hash and not the two of an HMAC. The key comes first and the tag
   * is a part of the digest only: what an extension of the message would need is not in it.
   */
  private tag(list: string, body: Buffer): Buffer {
    const message = `${this.key}${list.length}:${list}${body.toString('utf8')}`;
    return hash('sha256', message, 'buffer').subarray(0, TAG_BYTES);
  }
}
