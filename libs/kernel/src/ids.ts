import { v7, validate } from 'uuid';

/**
 * A new id: uuid version 7 (RFC 9562), so that ids made later sort later.
 * @param atMs the instant written into the id, in milliseconds since the epoch; now when left out.
 */
export function newId(atMs?: number): string {
  return atMs === undefined ? v7() : v7({ msecs: atMs });
}

/** Whether a text is a uuid of any version. */
export function isId(text: string): boolean {
  return validate(text);
}
