import { parse, stringify } from 'uuid';
import { keyedHash, sameBytes } from '#kernel';

/** What a link in a mail lets its holder do. A token for one purpose is worthless for the other. */
export type SubscriptionTokenPurpose = 'confirm-subscription' | 'unsubscribe';

const ID_BYTES = 16;
const TAG_BYTES = 24;

const tagOf = (secret: string, purpose: SubscriptionTokenPurpose, id: string) =>
  keyedHash(secret, purpose, id).subarray(0, TAG_BYTES);

/**
 * The token of a link that never expires and needs no row of its own (RFC 8058 asks for an opaque part that cannot be guessed): the
 * subscription's id and a keyed hash of it.
 */
export function subscriptionToken(secret: string, purpose: SubscriptionTokenPurpose, subscriptionId: string): string {
  return Buffer.concat([Buffer.from(parse(subscriptionId)), tagOf(secret, purpose, subscriptionId)]).toString(
    'base64url',
  );
}

/** The subscription that a token was made for, or undefined when it is no token for this purpose. */
export function readSubscriptionToken(
  secret: string,
  purpose: SubscriptionTokenPurpose,
  token: string,
): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return undefined;
  let id: string;
  try {
    id = stringify(bytes.subarray(0, ID_BYTES));
  } catch {
    return undefined;
  }
  return sameBytes(bytes.subarray(ID_BYTES), tagOf(secret, purpose, id)) ? id : undefined;
}
