import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { LiveBus } from '../live/live-bus.js';
import { Metrics } from '../metrics/metrics.js';
import { PageCache } from './page-cache.js';
import { app, ask, type ErrorAnswerBody, json, lines, port, startHttpApp } from './http-app.fixture.js';

startHttpApp();

describe('an error', () => {
  it('of ours shows nothing of itself and is logged once', async () => {
    lines.length = 0;
    const answer = await ask('/fails/bug');
    expect([answer.statusCode, answer.json<ErrorAnswerBody>().error.code]).toEqual([500, 'internal']);
    expect(answer.body).not.toMatch(/canary|SELECT|\.ts/);
    expect(lines.filter((line) => line.includes('canary'))).toHaveLength(1);
  });

  it('that passes says when to come back', async () => {
    expect((await ask('/fails/limit')).headers['retry-after']).toBe('12');
    const down = await ask('/fails/database');
    expect([down.statusCode, down.headers['retry-after']]).toEqual([503, '5']);
  });

  it('of a page is a page', async () => {
    const answer = await ask('/page?fail=1');
    expect(answer.statusCode).toBe(429);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('too_many_requests');
    expect(answer.headers['content-security-policy']).toContain("form-action 'self'");
  });
});

describe('headers', () => {
  it('differ between API, page and page with a secret in its address', async () => {
    expect((await ask('/notes/1')).headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      vary: 'Origin',
    });
    expect((await ask('/page')).headers['referrer-policy']).toBe('same-origin');
    const token = await ask('/page', { method: 'POST', headers: json, body: '{}' });
    expect(token.headers['referrer-policy']).toBe('no-referrer');
    expect((await ask('/notes/1')).headers['strict-transport-security']).toBeUndefined();
  });

  it('of a handler win', async () => {
    expect((await ask('/policy')).headers['content-security-policy']).toBe("default-src 'self'");
  });

  it('tell the limit that was met', async () => {
    const answer = await ask('/limited');
    expect(answer.headers).toMatchObject({ ratelimit: '"vote";r=7;t=30', 'ratelimit-policy': '"vote";q=20;w=60' });
  });

  it('carry the id of a trusted proxy only', async () => {
    const headers = { 'x-request-id': 'from-the-proxy-1' };
    expect((await ask('/notes/1', { headers })).headers['x-request-id']).not.toBe('from-the-proxy-1');
    const trusted = await app.inject({ url: '/notes/1', headers, remoteAddress: '10.1.2.3' });
    expect(trusted.headers['x-request-id']).toBe('from-the-proxy-1');
    const bad = await app.inject({ url: '/notes/1', headers: { 'x-request-id': 'a b"c' }, remoteAddress: '10.1.2.3' });
    expect(bad.headers['x-request-id']).not.toBe('a b"c');
  });
});

describe('another origin', () => {
  it.each([
    ['https://blog.example', 'https://blog.example'],
    ['https://evil.example', undefined],
    ['https://blog.example.evil', undefined],
    ['null', undefined],
  ])('%s is allowed exactly or not at all', async (origin, allowed) => {
    const answer = await ask('/notes/1', { headers: { origin } });
    expect(answer.headers['access-control-allow-origin']).toBe(allowed);
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(answer.headers['vary']).toContain('Origin');
    const preflight = await ask('/notes/1', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toBe(allowed === undefined ? undefined : 'GET, HEAD');
  });

  it('gets the headers with errors too', async () => {
    const answer = await ask('/fails/bug', { headers: { origin: 'https://blog.example' } });
    expect(answer.headers['access-control-allow-origin']).toBe('https://blog.example');
  });
});

describe('a cached page', () => {
  const url = '/notes/cached?key=a';
  const body = Buffer.from('{"from":"the cache"}');

  /** Over a real connection: injected requests begin behind the cache. */
  const ask = async (path: string, options: { headers?: Record<string, string> } = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, options);
    const text = await answer.text();
    return {
      statusCode: answer.status,
      body: text,
      headers: Object.fromEntries(answer.headers),
      json: () => JSON.parse(text) as unknown,
    };
  };

  beforeAll(() => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=0' };
    app.get(PageCache).put(url, { articleId: 'a', version: 1, body, etag: '"a-1"', headers });
  });

  it('is served with every header an answer has', async () => {
    const answer = await ask(url);
    expect(answer.json()).toEqual({ from: 'the cache' });
    expect(answer.headers).toMatchObject({ etag: '"a-1"', vary: 'Origin', 'content-length': String(body.length) });
  });

  it.each([
    ['"a-1"', 304],
    ['W/"a-1"', 304],
    ['"x", "a-1"', 304],
    ['*', 304],
    ['"a-2"', 200],
  ])('with If-None-Match %s answers %i', async (tag, status) => {
    const answer = await ask(url, { headers: { 'if-none-match': tag } });
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toBe(status === 304 ? '' : body.toString());
    expect(answer.headers['etag']).toBe('"a-1"');
  });

  it('follows the same origin rules', async () => {
    const allowed = await ask(url, { headers: { origin: 'https://blog.example' } });
    expect(allowed.headers['access-control-allow-origin']).toBe('https://blog.example');
    const other = await ask(url, { headers: { origin: 'https://evil.example' } });
    expect([other.statusCode, other.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });

  it('goes at once when this process tells of a newer version', async () => {
    const other = '/notes/newer?key=a';
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    app.get(PageCache).put(other, { articleId: 'b', version: 1, body, etag: '"b-1"', headers });
    expect((await ask(other)).body).toBe(body.toString());
    app.get(LiveBus).publish({ articleId: 'b', version: 2 });
    expect((await ask(other)).body).not.toBe(body.toString());
  });

  it('is not for requests with credentials, other methods or other addresses', async () => {
    const answers = [
      await ask(url, { headers: { authorization: 'Bearer x' } }),
      await ask(`${url}&key=b`),
      await ask('/notes/cached'),
    ];
    for (const answer of answers) expect(answer.body).not.toContain('the cache');
  });
});

describe('the log', () => {
  it('has one line per request, with the route and without the address', async () => {
    lines.length = 0;
    await ask('/notes/canary-id?key=canary-key');
    const own = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['msg'] === 'request');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ method: 'GET', route: '/notes/:id', status: 200 });
    expect(lines.join()).not.toContain('canary');
  });

  it('and the metrics know the route only', async () => {
    await ask('/notes/canary-id?key=canary-key');
    const text = await app.get(Metrics).text();
    expect(text).toContain('route="/notes/:id"');
    expect(text).not.toContain('canary');
  });
});

describe('the connection', () => {
  /** Sends raw bytes and gives all that comes back until the server closes. */
  async function raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let answer = '';
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  }

  it.each([
    ['no HTTP', 'canary\r\n\r\n', '400'],
    ['headers of 100 KB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`, '431'],
  ])('is closed on %s, with a code', async (_label, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('"code":');
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).not.toContain('canary');
  });

  it('is cut when a body drips in for more than ten seconds', async () => {
    const start = performance.now();
    const answer = await raw(
      'POST /notes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
    );
    expect(performance.now() - start).toBeLessThan(13_000);
    expect(answer).toMatch(/^HTTP\/1.1 4/);
  }, 20_000);
});
