import { v5, v7, validate } from 'uuid';

/**
 * A new id: uuid version 7 (RFC 9562), so that ids made later sort later.
 * @param atMs the instant written into the id, in milliseconds since the epoch; now when left out.
 */
export function newId(atMs?: number): string {
  return atMs === undefined ? v7() : v7({ msecs: atMs });
}

/**
 * The id of something that belongs to another thing and has no row of its own: uuid version 5 (RFC 9562), the same for the same two.
 * @param of the id of the other thing.
 * @param part what of it, e.g. `replies`.
 */
export function partId(of: string, part: string): string {
  return v5(part, of);
}

/** Whether a text is a uuid of any version. */
export function isId(text: string): boolean {
  return validate(text);
}
