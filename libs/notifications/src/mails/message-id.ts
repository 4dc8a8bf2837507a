import { keyedHash } from '#kernel';

/** The host part of message ids and list ids: that of the public address. An IPv6 address is no host name there (RFC 2919). */
export function mailHost(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return hostname.startsWith('[') ? 'localhost' : hostname;
}

/** The `Message-ID` of a message that is no answer in a thread. The same for every try (reliability.md D8). */
export function messageId(publicUrl: string, kind: string, deliveryId: string): string {
  return `<${kind}.${deliveryId}@${mailHost(publicUrl)}>`;
}

/**
 * The `Message-ID` that the mail about a comment has for one recipient. It follows from both, so that the mail about an answer can
 * refer to it whether or not it was ever sent (RFC 5322, 3.6.4).
 */
export function commentMessageId(publicUrl: string, secret: string, commentId: string, recipientKey: Buffer): string {
  const recipient = keyedHash(secret, 'message-id', recipientKey.toString('hex')).toString('hex').slice(0, 16);
  return `<comment.${commentId}.${recipient}@${mailHost(publicUrl)}>`;
}
