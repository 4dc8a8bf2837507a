import { describe, expect, it } from 'vitest';
import { newId, sha256 } from '#kernel';
import { verificationCode, verificationCodeHash, verificationLinkToken } from './verification-secrets.js';

const secret = 'the secret of this test';

describe('secrets of a verification', () => {
  it('are six digits and 256 bits, always the same for one id', () => {
    const id = newId();
    expect(verificationCode(secret, id)).toMatch(/^\d{6}$/);
    expect(verificationCode(secret, id)).toBe(verificationCode(secret, id));
    expect(Buffer.from(verificationLinkToken(secret, id), 'base64url')).toHaveLength(32);
    expect(verificationLinkToken(secret, id)).toBe(verificationLinkToken(secret, id));
  });

  it('are worth nothing without the secret', () => {
    const id = newId();
    expect(verificationLinkToken('another secret', id)).not.toBe(verificationLinkToken(secret, id));
    const code = verificationCode(secret, id);
    expect(verificationCodeHash(secret, id, code)).not.toEqual(sha256(code));
    expect(verificationCodeHash('another secret', id, code)).not.toEqual(verificationCodeHash(secret, id, code));
  });

  it('spread over all codes, those with leading zeros too', () => {
    const codes = Array.from({ length: 5000 }, (_, at) => verificationCode(secret, `id ${at}`));
    for (const digit of '0123456789') {
      const share = codes.filter((code) => code.startsWith(digit)).length / codes.length;
      expect(share).toBeGreaterThan(0.07);
      expect(share).toBeLessThan(0.13);
    }
  });
});
