import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is given out for hosts on the internet (IANA). Whatever lies outside it is local, mapped or reserved. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address may be connected to from here (reliability.md D31, A28): public unicast only. Private, local, link-local, shared,
 * multicast and reserved ranges are refused, and every IPv6 form that hides an IPv4 address (mapped, 6to4, NAT64, Teredo).
 */
export function isPublicAddress(address: string): boolean {
  const text = address.replace(/^\[|\]$/g, '');
  if (!ipaddr.isValid(text)) return false;
  const parsed = ipaddr.parse(text);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}
