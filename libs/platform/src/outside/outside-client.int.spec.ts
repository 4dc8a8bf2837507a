import type { LookupAddress } from 'node:dns';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OutsideClient, type Resolve } from './outside-client.js';

let canary: http.Server;
let port: number;
let connections = 0;
let behave: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  canary = http.createServer((request, response) => behave(request, response));
  canary.on('connection', () => (connections += 1));
  await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready));
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => {
  canary.closeAllConnections();
  return new Promise((closed) => canary.close(closed));
});

const clients: OutsideClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.onModuleDestroy();
  canary.closeAllConnections();
});

function clientWith(internal: readonly string[], resolve?: Resolve): OutsideClient {
  const client = new OutsideClient({ outsideInternalHosts: internal }, resolve);
  clients.push(client);
  return client;
}
const ask = (client: OutsideClient, url: string, timeoutMs = 2000) =>
  client.post({ url, headers: { 'content-type': 'text/plain' }, body: 'hello', timeoutMs });
const askCanary = (timeoutMs?: number) =>
  ask(clientWith([`127.0.0.1:${port}`]), `http://127.0.0.1:${port}/judge`, timeoutMs);

/** Addresses that lie inside, in every spelling that parsers know (reliability.md A28). */
const INSIDE = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0',
    '0.0.0.0',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '127.0.0.1.',
  ],
  ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1'],
  ...['100.127.255.255', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '192.88.99.1', '0.1.2.3'],
  ...[
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[::ffff:10.0.0.1]',
  ],
  ...[
    '[64:ff9b::7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fc00::1]',
    '[fd12:3456::1]',
  ],
  ...['[fe80::1]', '[fec0::1]', '[ff02::1]', '[100::1]', '[2001:db8::1]', '[::ffff:169.254.169.254]', '[64:ff9b:1::1]'],
  ...['localhost', 'localhost.', 'LOCALHOST', 'a.localhost', 'printer.local', 'intranet', '①②⑦.⓪.⓪.①', '127。0。0。1'],
];
const ODD = [
  ...[
    'http://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'data:text/plain,x',
    'javascript:1',
  ],
  ...[
    'https://user:pass@example.org/',
    'https://user@example.org/',
    'https://example.org:22/',
    'https://example.org:6379/',
  ],
  ...['https://example.org:80/', 'https:///', 'nonsense', '', '//example.org/', 'https://'],
];

describe(OutsideClient.name, () => {
  it.each([...INSIDE.flatMap((host) => [`https://${host}:8443/`, `https://${host}/`]), ...ODD])(
    'refuses %s without a connection, in the same words',
    async (url) => {
      const before = connections;
      expect(await ask(clientWith([], publicName), url)).toEqual({ result: 'failed', failure: 'not-allowed' });
      expect(connections).toBe(before);
    },
  );

  it.each<[string, readonly string[]]>([
    ['leads inside', ['127.0.0.1']],
    ['leads outside and inside', ['93.184.216.34', '127.0.0.1']],
    ['leads inside and outside', ['10.0.0.1', '93.184.216.34']],
    ['leads to the metadata service', ['169.254.169.254']],
    ['leads inside by IPv6', ['::1']],
    ['leads inside in disguise', ['::ffff:127.0.0.1']],
  ])('refuses a name that %s', async (_, addresses) => {
    const before = connections;
    const answer = await ask(clientWith([], names(...addresses)), 'https://judge.example/');
    expect(answer).toEqual({ result: 'failed', failure: 'not-allowed' });
    expect(connections).toBe(before);
  });

  it('resolves once, so that a name cannot lead elsewhere after it was checked', async () => {
    let asked = 0;
    const rebinding: Resolve = (_host, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? '192.0.32.7' : '127.0.0.1', family: 4 }]);
    };
    const before = connections;
    await ask(clientWith([], rebinding), 'https://judge.example:8443/', 300);
    expect(asked).toBe(1);
    expect(connections).toBe(before);
  });

  it('posts to a host inside that the operator has named, and to no other port of it', async () => {
    let seen = '';
    behave = (request, response) => {
      request.on('data', (chunk: Buffer) => (seen += chunk.toString()));
      request.on('end', () => response.writeHead(200, { 'x-kind': 'test' }).end('fine'));
    };
    expect(await askCanary()).toMatchObject({
      result: 'answered',
      status: 200,
      body: 'fine',
      headers: { 'x-kind': 'test' },
    });
    expect(seen).toBe('hello');
    expect(await ask(clientWith(['127.0.0.1:1']), `http://127.0.0.1:${port}/`)).toMatchObject({
      failure: 'not-allowed',
    });
  });

  it('follows no redirect', async () => {
    let asked = 0;
    behave = (_request, response) => {
      asked += 1;
      response.writeHead(307, { location: `http://127.0.0.1:${port}/other` }).end();
    };
    expect(await askCanary()).toMatchObject({ result: 'answered', status: 307 });
    expect(asked).toBe(1);
  });

  it.each<[string, string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['never answers', 'timeout', () => undefined],
    ['sends headers and stops', 'timeout', (_request, response) => response.writeHead(200).flushHeaders()],
    ['drips', 'timeout', (_request, response) => drip(response)],
    ['sends ten megabytes', 'too-large', (_request, response) => response.end(Buffer.alloc(10_000_000, 'x'))],
    ['never ends', 'too-large', (_request, response) => pour(response)],
    ['sends a bomb', 'encoded', (_request, response) => bomb(response)],
    ['sends huge headers', 'unreachable', (_request, response) => response.setHeader('x', 'y'.repeat(40_000)).end()],
    ['hangs up', 'unreachable', (request) => request.socket.destroy()],
    ['hangs up halfway', 'unreachable', (request, response) => halfway(request, response)],
  ])('ends with a server that %s: %s', async (_, failure, behaviour) => {
    behave = behaviour;
    expect(await askCanary(400)).toEqual({ result: 'failed', failure });
  });

  it('says so when nobody listens', async () => {
    expect(await ask(clientWith(['127.0.0.1:1']), 'http://127.0.0.1:1/')).toEqual({
      result: 'failed',
      failure: 'unreachable',
    });
  });
});

function names(...addresses: readonly string[]): Resolve {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_host, done) => done(null, found);
}

/** Every name leads to a host that is there; whoever connects to it anyway would be seen as a failure of another kind. */
const publicName = names('127.0.0.1');

function drip(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 20);
  response.on('close', () => clearInterval(timer));
}

function pour(response: ServerResponse): void {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
    response.once('drain', more);
  };
  more();
}

function bomb(response: ServerResponse): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000)));
}

function halfway(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '100' });
  response.write('half', () => request.socket.destroy());
}
