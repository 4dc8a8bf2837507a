import { describe, expect, it } from 'vitest';
import { maskEmail } from './mask-email.js';

describe(maskEmail, () => {
  it.each([
    ['ada@example.org', 'a…@example.org'],
    ['a@example.org', 'a…@example.org'],
    ['no address', '…'],
    ['', '…'],
  ])('of %j shows %j', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});
