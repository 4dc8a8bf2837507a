import { canonicalEmail, isEmailAddress, keyedHash } from '#kernel';
import { InvalidEmail } from '../accounts.errors.js';

/**
 * What an address is found by: the keyed hash of its canonical form, 32 bytes. Two spellings of one mailbox have one key; without
 * the secret nobody can tell which address a key stands for.
 */
export function emailKey(secret: string, email: string): Buffer {
  return keyedHash(secret, 'email', canonicalEmail(email));
}

/**
 * An address as it is written to, and its key.
 * @throws {InvalidEmail} when the text is no address (reliability.md D30).
 */
export function readEmail(secret: string, typed: unknown): { readonly email: string; readonly emailKey: Buffer } {
  const email = typeof typed === 'string' ? typed.trim() : '';
  if (!isEmailAddress(email)) throw new InvalidEmail();
  return { email, emailKey: emailKey(secret, email) };
}
