import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { keyedHash } from '#kernel';

/** RFC 6052's well-known prefix, behind which NAT64 carries IPv4 clients. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];
const WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
const IN_BRACKETS = /^\[([^\]]*)\](?::\d{1,5})?$/;

/**
 * The address of the client as the trusted proxies tell it: Fastify's `request.ip`, without a port. What a proxy wrote that is no
 * address (`unknown`) gives the peer of the connection instead.
 */
export function clientAddress(request: Pick<FastifyRequest, 'ip' | 'socket'>): string {
  const told = withoutPort(request.ip);
  return ipaddr.isValid(told) ? told : (request.socket.remoteAddress ?? '0.0.0.0');
}

/**
 * The block an address is counted by (reliability.md D26): an IPv4 address alone, an IPv6 /64. IPv4 inside IPv6 (mapped, NAT64)
 * counts as IPv4, else all clients behind one gateway would share a block. Not an address: the text `unknown`.
 */
export function networkBlock(address: string): string {
  const parsed = parse(address);
  if (parsed === undefined) return 'unknown';
  return parsed.kind() === 'ipv4' ? `${parsed.toString()}/32` : prefixOf(parsed as ipaddr.IPv6, 64);
}

/** The wider IPv6 /48 that is also counted, at 8 times the allowance; undefined for IPv4 (reliability.md D26). */
export function wideNetworkBlock(address: string): string | undefined {
  const parsed = parse(address);
  return parsed === undefined || parsed.kind() === 'ipv4' ? undefined : prefixOf(parsed as ipaddr.IPv6, 48);
}

/** A network block as a keyed hash: what is stored and counted instead of the address. */
export function networkKey(address: string, secret: string): Buffer {
  return keyedHash(secret, 'network', networkBlock(address));
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const text = withoutPort(address);
  if (!ipaddr.isValid(text)) return undefined;
  const parsed = ipaddr.process(text);
  if (parsed.kind() === 'ipv6' && (parsed as ipaddr.IPv6).match(NAT64)) {
    return new ipaddr.IPv4(parsed.toByteArray().slice(12));
  }
  return parsed;
}

function prefixOf(address: ipaddr.IPv6, bits: number): string {
  const bytes = address.toByteArray().map((byte, at) => (at < bits / 8 ? byte : 0));
  return `${new ipaddr.IPv6(bytes).toString()}/${bits}`;
}

function withoutPort(address: string): string {
  const text = address.trim();
  return WITH_PORT.exec(text)?.[1] ?? IN_BRACKETS.exec(text)?.[1] ?? text;
}
