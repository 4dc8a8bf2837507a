import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Letters, digits and the signs of uuids and trace ids: nothing that could break a log line or a header. */
const SANE = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,63}$/;

/** Makes the id of a request: the proxy's `x-request-id` when the peer is a trusted proxy and the id is sane, else a new uuid. */
export function requestIdSource(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const blocks = trustedProxies.map((cidr) => ipaddr.parseCIDR(cidr));
  const isTrusted = (address: string): boolean => {
    if (!ipaddr.isValid(address)) return false;
    const peer = ipaddr.process(address);
    return blocks.some((block) => block[0].kind() === peer.kind() && peer.match(block));
  };
  return (request) => {
    const given = request.headers['x-request-id'];
    if (typeof given !== 'string' || blocks.length === 0 || !SANE.test(given)) return randomUUID();
    return isTrusted(request.socket.remoteAddress ?? '') ? given : randomUUID();
  };
}
