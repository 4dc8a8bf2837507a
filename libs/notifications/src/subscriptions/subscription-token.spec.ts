import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { readSubscriptionToken, subscriptionToken } from './subscription-token.js';

const SECRET = 'the secret of the test suite, 32 characters';

describe(readSubscriptionToken.name, () => {
  it('reads the id back for the purpose it was made for, and for no other', () => {
    const id = newId();
    const token = subscriptionToken(SECRET, 'unsubscribe', id);
    expect(readSubscriptionToken(SECRET, 'unsubscribe', token)).toBe(id);
    expect(readSubscriptionToken(SECRET, 'confirm-subscription', token)).toBeUndefined();
    expect(readSubscriptionToken(`${SECRET}!`, 'unsubscribe', token)).toBeUndefined();
  });

  it('refuses any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readSubscriptionToken(SECRET, 'unsubscribe', text)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        expect(readSubscriptionToken(SECRET, 'unsubscribe', Buffer.from(bytes).toString('base64url'))).toBeUndefined();
      }),
    );
  });

  it('refuses a token with one character changed', () => {
    const token = subscriptionToken(SECRET, 'unsubscribe', newId());
    for (let at = 0; at < token.length; at++) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(readSubscriptionToken(SECRET, 'unsubscribe', altered)).toBeUndefined();
    }
  });
});
