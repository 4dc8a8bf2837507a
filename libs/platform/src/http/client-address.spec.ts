import { describe, expect, it } from 'vitest';
import { clientAddress, networkBlock, networkKey, wideNetworkBlock } from './client-address.js';

describe(networkBlock.name, () => {
  it.each([
    ['an IPv4 address', '203.0.113.9', '203.0.113.9/32', undefined],
    ['IPv4 with a port', '203.0.113.9:5123', '203.0.113.9/32', undefined],
    ['IPv4 mapped into IPv6', '::ffff:203.0.113.9', '203.0.113.9/32', undefined],
    ['IPv4 mapped, in hexadecimal', '::ffff:cb00:7109', '203.0.113.9/32', undefined],
    ['IPv4 behind NAT64', '64:ff9b::cb00:7109', '203.0.113.9/32', undefined],
    ['an IPv6 address', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['IPv6 with brackets and a port', '[2001:db8:1:2::9]:443', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['a neighbour in the same /64', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['another /64 of the same /48', '2001:db8:1:3::1', '2001:db8:1:3::/64', '2001:db8:1::/48'],
    ['loopback', '::1', '::/64', '::/48'],
    ['no address', 'unknown', 'unknown', undefined],
    ['nothing', '', 'unknown', undefined],
  ])('%s', (_label, address, block, wide) => {
    expect(networkBlock(address)).toBe(block);
    expect(wideNetworkBlock(address)).toBe(wide);
  });

  it('puts 10,000 addresses of one /64 into one bucket and NAT64 clients into their own (A12)', () => {
    const inOne = Array.from({ length: 10_000 }, (_, n) => networkBlock(`2001:db8::${n.toString(16)}`));
    expect(new Set(inOne).size).toBe(1);
    expect(networkBlock('64:ff9b::c000:201')).not.toBe(networkBlock('64:ff9b::c000:202'));
  });
});

describe(networkKey.name, () => {
  it('is the same for a block and differs with the secret', () => {
    expect(networkKey('2001:db8::1', 's').equals(networkKey('2001:db8::2', 's'))).toBe(true);
    expect(networkKey('2001:db8::1', 's').equals(networkKey('2001:db8::1', 't'))).toBe(false);
  });
});

describe(clientAddress.name, () => {
  const from = (ip: string) => clientAddress({ ip, socket: { remoteAddress: '10.0.0.1' } } as never);

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:80', '203.0.113.9'],
    ['[2001:db8::1]:80', '2001:db8::1'],
    ['unknown', '10.0.0.1'],
    ['_hidden', '10.0.0.1'],
  ])('reads %s as %s', (told, address) => {
    expect(from(told)).toBe(address);
  });
});
