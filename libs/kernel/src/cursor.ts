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
  constructor(private readonly secret: string) {}

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

  private tag(list: string, body: Buffer): Buffer {
    return keyedHash(this.secret, 'cursor', list, body.toString('utf8')).subarray(0, TAG_BYTES);
  }
}
