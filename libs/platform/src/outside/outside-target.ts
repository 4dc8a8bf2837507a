import ipaddr from 'ipaddr.js';
import { isPublicAddress } from './forbidden-addresses.js';

/** Where a request may go: over TLS to public hosts on the ports of the web, and to what the operator has named. */
export interface OutsidePolicy {
  /** `host:port` in small letters that may be reached although they are inside, with http as with https. */
  readonly internal: readonly string[];
}

const PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

/**
 * A URL that may be asked, or undefined. What a name leads to is checked when it is resolved.
 * @returns whether the host was named by the operator, so that its addresses are not asked about.
 */
export function outsideTarget(address: string, policy: OutsidePolicy): { url: URL; isInternal: boolean } | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  if (policy.internal.includes(`${url.hostname.toLowerCase()}:${port}`)) return { url, isInternal: true };
  if (url.protocol !== 'https:' || !PORTS.has(url.port)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host)) return isPublicAddress(host) ? { url, isInternal: false } : undefined;
  const isLocalName =
    !host.includes('.') || host.endsWith('.localhost') || host.endsWith('.local') || host.endsWith('.');
  return isLocalName ? undefined : { url, isInternal: false };
}
