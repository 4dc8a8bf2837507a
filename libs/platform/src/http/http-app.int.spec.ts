import { connect } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Clock, SystemClock } from '#kernel';
import { testConfig } from '#testing';
import { AppConfig } from '../config/app-config.js';
import { currentContext, currentRequestId } from '../context/request-context.js';
import { ShutdownState } from '../health/shutdown-state.js';
import { LiveBus, type LiveChange, type LiveListener } from '../live/live-bus.js';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { TooManyRequests } from '../rate-limits/too-many-requests.js';
import { OriginPolicy, OriginSet } from './cors.js';
import { createHttpApp } from './http-app.js';
import { PageCache } from './page-cache.js';
import { BodyLimit, Page, TakesForm } from './route-marks.js';

const Note = z.strictObject({ text: z.string().min(1), tags: z.array(z.string()).optional() });
const Filter = z.strictObject({ key: z.union([z.string(), z.array(z.string())]).optional() });

@Controller()
class NoteController {
  @Get('notes/:id')
  read(@Param('id') id: string, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return { id, filter, requestId: currentRequestId() };
  }

  @Post('notes')
  async write(@Body({ schema: Note }) note: z.infer<typeof Note>) {
    await Promise.resolve();
    return { text: note.text, requestId: currentRequestId() };
  }

  @Put('large')
  @BodyLimit(200_000)
  large(@Body() body: { text: string }) {
    return { length: body.text.length };
  }

  @Get('fails/:how')
  fail(@Param('how') how: string): never {
    if (how === 'limit') throw new TooManyRequests(12);
    if (how === 'database') throw Object.assign(new Error('canary'), { code: '57P01' });
    throw new Error('canary: SELECT secret FROM people');
  }

  @Get('limited')
  limited() {
    currentContext().limit = { name: 'vote', quota: 20, remaining: 7, resetSeconds: 30, windowSeconds: 60 };
    return {};
  }

  @Get('page')
  @Page()
  page(@Query('fail') fail?: string) {
    if (fail !== undefined) throw new TooManyRequests(5);
    return 'ok';
  }

  @Post('page')
  @Page({ token: true })
  send(@Body() body: Record<string, string>) {
    return { got: body['name'] };
  }

  @Post('one-click')
  @TakesForm()
  oneClick(@Body() body: Record<string, string>) {
    return { got: body['List-Unsubscribe'] };
  }

  @Get('policy')
  policy(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('content-security-policy', "default-src 'self'");
    return {};
  }
}

class Origins extends OriginPolicy {
  private readonly set = new OriginSet(['https://blog.example']);

  async isAllowed(origin: string): Promise<boolean> {
    await Promise.resolve();
    return this.set.has(origin);
  }
}

class LocalBus extends LiveBus {
  private readonly listeners: LiveListener[] = [];

  publish(change: LiveChange): void {
    for (const listener of this.listeners) listener(change);
  }

  subscribe(_articleId: string, listener: LiveListener): () => void {
    this.listeners.push(listener);
    return () => undefined;
  }

  signal(): void {
    throw new Error('No page waits for signals.');
  }

  hear(): () => void {
    return () => undefined;
  }
}

const lines: string[] = [];
const config = testConfig({ LOG_LEVEL: 'info', TRUSTED_PROXIES: '10.0.0.0/8', PAGE_CACHE_TTL_MS: '60000' });

@Module({
  controllers: [NoteController],
  providers: [
    { provide: AppConfig, useValue: config },
    { provide: Clock, useClass: SystemClock },
    { provide: Logger, useFactory: () => new Logger(config, { write: (line) => void lines.push(line) }) },
    { provide: OriginPolicy, useClass: Origins },
    { provide: LiveBus, useClass: LocalBus },
    Metrics,
    PageCache,
    ShutdownState,
  ],
})
class TestModule {}

let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  app = await createHttpApp(TestModule, config);
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as { port: number }).port;
});
afterAll(async () => {
  await app.close();
});

interface ErrorAnswerBody {
  error: { code: string; message: string; requestId: string; details?: { issues?: { path: string }[] } };
}

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** One request; every answer is checked for what all answers have in common. */
async function ask(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-security-policy']).toBeDefined();
  expect(answer.headers['x-request-id']).toMatch(/^[\w.:-]{8,}$/);
  expect(answer.headers['server']).toBeUndefined();
  expect(answer.headers['x-powered-by']).toBeUndefined();
  return answer;
}

const json = { 'content-type': 'application/json' };

describe('a body', () => {
  const big = JSON.stringify({ text: 'x'.repeat(65_537 - 11) });

  it.each([
    [
      'a tab before the type',
      { headers: { 'content-type': '\tapplication/json' }, body: '{"text":1}' },
      400,
      'validation_failed',
    ],
    [
      'a tab inside the type',
      { headers: { 'content-type': 'application/json\tx' }, body: '{}' },
      415,
      'unsupported_media_type',
    ],
    ['a type that is garbage', { headers: { 'content-type': ';;;' }, body: '{}' }, 415, 'unsupported_media_type'],
    [
      'utf-7',
      { headers: { 'content-type': 'application/json; charset=utf-7' }, body: '{}' },
      415,
      'unsupported_media_type',
    ],
    ['plain text', { headers: { 'content-type': 'text/plain' }, body: '{"text":"x"}' }, 415, 'unsupported_media_type'],
    [
      'multipart',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' },
      415,
      'unsupported_media_type',
    ],
    [
      'a form for an API route',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'text=x' },
      415,
      'unsupported_media_type',
    ],
    ['no type', { body: Buffer.from('{"text":"x"}') }, 415, 'unsupported_media_type'],
    [
      'a content encoding',
      { headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' },
      415,
      'unsupported_media_type',
    ],
    ['nothing at all', {}, 400, 'validation_failed'],
    ['an empty body', { headers: json, body: '' }, 400, 'malformed_body'],
    ['broken JSON', { headers: json, body: '{"text":' }, 400, 'malformed_body'],
    ['invalid UTF-8', { headers: json, body: Buffer.from('7b2274657874223a22c328227d', 'hex') }, 400, 'malformed_body'],
    ['a byte order mark', { headers: json, body: '\ufeff{"text":"x"}' }, 400, 'malformed_body'],
    ['a raw NUL', { headers: json, body: '{"text":"\0"}' }, 400, 'malformed_body'],
    ['an escaped NUL', { headers: json, body: String.raw`{"text":"\u0000"}` }, 400, 'malformed_body'],
    ['half a surrogate pair', { headers: json, body: String.raw`{"text":"\ud800"}` }, 400, 'malformed_body'],
    ['32,000 levels', { headers: json, body: '['.repeat(32_000) }, 400, 'malformed_body'],
    ['a repeated key', { headers: json, body: '{"text":"a","text":"b"}' }, 400, 'malformed_body'],
    ['a prototype key', { headers: json, body: '{"text":"a","__proto__":{"admin":true}}' }, 400, 'malformed_body'],
    [
      '10,000 keys',
      { headers: json, body: `{${Array.from({ length: 5000 }, (_, n) => `"k${n}":1`).join()}}` },
      400,
      'validation_failed',
    ],
    ['64 KB and one byte', { headers: json, body: big }, 413, 'body_too_large'],
    [
      'a wrong content length',
      { headers: { ...json, 'content-length': '3' }, body: '{"text":"x"}' },
      400,
      'malformed_body',
    ],
    ['a list', { headers: json, body: '[]' }, 400, 'validation_failed'],
    ['null', { headers: json, body: 'null' }, 400, 'validation_failed'],
  ])('with %s is refused (A19)', async (_label, sent: Sent, status, code) => {
    const answer = await ask('/notes', { method: 'POST', ...sent });
    const body = answer.json<ErrorAnswerBody>();
    expect([answer.statusCode, body.error.code]).toEqual([status, code]);
    expect(body.error.requestId).toBe(answer.headers['x-request-id']);
  });

  it('is taken when it is right, and the context follows it', async () => {
    const answer = await ask('/notes', { method: 'POST', headers: json, body: '{"text":"x"}' });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ text: 'x', requestId: answer.headers['x-request-id'] });
  });

  it('lists every offending field and repeats no value', async () => {
    const answer = await ask('/notes', {
      method: 'POST',
      headers: json,
      body: '{"text":7,"tags":[1],"role":"canary"}',
    });
    const paths = answer.json<ErrorAnswerBody>().error.details?.issues?.map((issue) => issue.path);
    expect(paths?.sort()).toEqual(['role', 'tags.0', 'text']);
    expect(answer.body).not.toContain('canary');
  });

  it('may be larger where the route says so', async () => {
    const text = 'x'.repeat(150_000);
    expect((await ask('/large', { method: 'PUT', headers: json, body: JSON.stringify({ text }) })).json()).toEqual({
      length: 150_000,
    });
    const tooLarge = await ask('/large', {
      method: 'PUT',
      headers: json,
      body: JSON.stringify({ text: text.repeat(2) }),
    });
    expect(tooLarge.statusCode).toBe(413);
  });
});

describe('a form', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each([
    ['from our own page', '/page', { 'sec-fetch-site': 'same-origin' }, 201],
    ['from our own page, by Origin', '/page', { origin: 'http://127.0.0.1:3000' }, 201],
    ['from another site', '/page', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a sibling site', '/page', { 'sec-fetch-site': 'same-site' }, 403],
    ['from another origin', '/page', { origin: 'https://blog.example' }, 403],
    ['from a sandbox', '/page', { origin: 'null' }, 403],
    ['from a mail program to one-click', '/one-click', {}, 201],
  ])('%s', async (_label, path, headers, status) => {
    const answer = await ask(path, {
      method: 'POST',
      headers: { ...form, ...headers },
      body: 'name=Ann&List-Unsubscribe=One-Click',
    });
    expect(answer.statusCode).toBe(status);
  });
});

describe('an address', () => {
  it.each([
    ['that is unknown', 'GET', '/nothing', 404, 'not_found'],
    ['with a trailing slash', 'GET', '/notes/1/', 404, 'not_found'],
    ['with a doubled slash', 'GET', '//notes/1', 404, 'not_found'],
    ['in another case', 'GET', '/NOTES/1', 404, 'not_found'],
    ['with an empty parameter', 'GET', '/notes/', 404, 'not_found'],
    ['with a semicolon', 'GET', '/fails;x/limit', 404, 'not_found'],
    ['with a broken escape', 'GET', '/notes/%zz', 400, 'validation_failed'],
    ['with an invalid UTF-8 escape', 'GET', '/notes/%ff', 400, 'validation_failed'],
    ['with a NUL', 'GET', '/notes/a%00b', 400, 'validation_failed'],
    ['with an overlong parameter', 'GET', `/notes/${'x'.repeat(700)}`, 400, 'validation_failed'],
    ['with another method', 'DELETE', '/notes/1', 405, 'method_not_allowed'],
    ['with a rare method', 'PROPFIND', '/notes/1', 405, 'method_not_allowed'],
    ['with an unknown query field', 'GET', '/notes/1?x=1', 400, 'validation_failed'],
  ])('%s is refused', async (_label, method, path, status, code) => {
    const answer = await ask(path, { method });
    expect([answer.statusCode, answer.json<ErrorAnswerBody>().error.code]).toEqual([status, code]);
    if (status === 405) expect(answer.headers['allow']).toBe('GET, HEAD');
  });

  it('may name a query field several times', async () => {
    expect((await ask('/notes/1?key=a&key=b')).json()).toMatchObject({ id: '1', filter: { key: ['a', 'b'] } });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('that names %s is refused', async (name) => {
    const answer = await ask(`/notes/1?${name}=canary&key=a`);
    expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([
      400,
      'validation_failed',
    ]);
    expect(answer.body).not.toContain('canary');
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await ask('/notes/1', { method: 'HEAD' });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });
});

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
