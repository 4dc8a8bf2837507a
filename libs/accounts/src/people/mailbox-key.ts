import { keyedHash, mailboxOf } from '#kernel';

/**
 * What a mailbox is known by when its owner comes back with another spelling of the address, or after the account was erased: the
 * keyed hash of the address without sub-address, 32 bytes. Nothing is signed in by it.
 */
export function mailboxKey(secret: string, email: string): Buffer {
  return keyedHash(secret, 'mailbox', mailboxOf(email));
}
