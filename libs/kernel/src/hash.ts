import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text (UTF-8) or of bytes. */
export function sha256(value: string | Buffer): Buffer {
  return hash('sha256', value, 'buffer');
}

/**
 * HMAC-SHA-256 over labelled parts. Each part is length-prefixed, so that ('ab','c') and ('a','bc') differ.
 * @param secret the application's secret.
 * @param purpose what the value is for; a value made for one purpose is worthless for another.
 */
export function keyedHash(secret: string, purpose: string, ...parts: readonly string[]): Buffer {
  const mac = createHmac('sha256', secret);
  for (const part of [purpose, ...parts]) {
    mac.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return mac.digest();
}

/** Compares two byte strings in time that does not depend on their content. Different lengths are unequal. */
export function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
