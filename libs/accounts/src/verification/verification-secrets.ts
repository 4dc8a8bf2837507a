import { keyedHash, sha256 } from '#kernel';

const CODE_DIGITS = 6;
const CODE_ENTROPY_BYTES = 6;

/**
 * The six digits of a verification. Made of its id and the secret, so that nothing secret is stored and the worker can write the
 * mail from the id alone (reliability.md D19, D33). 48 bits spread over a million codes leave no bias worth speaking of.
 */
export function verificationCode(secret: string, id: string): string {
  const number = keyedHash(secret, 'verification-code', id).readUIntBE(0, CODE_ENTROPY_BYTES) % 10 ** CODE_DIGITS;
  return String(number).padStart(CODE_DIGITS, '0');
}

/** The token of a verification's link: 256 bits in base64url, 43 characters. */
export function verificationLinkToken(secret: string, id: string): string {
  return keyedHash(secret, 'verification-link', id).toString('base64url');
}

/**
 * What a row keeps of a code. A plain hash of six digits is undone by trying them all, so the secret and the row's id go into it
 * (the pepper of reliability.md D19).
 */
export function verificationCodeHash(secret: string, id: string, code: string): Buffer {
  return keyedHash(secret, 'verification-code-hash', id, code);
}

/** What a row keeps of a link's token. */
export function verificationLinkHash(token: string): Buffer {
  return sha256(token);
}
