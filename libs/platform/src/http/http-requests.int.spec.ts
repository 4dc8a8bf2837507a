import { describe, expect, it } from 'vitest';
import { ask, type ErrorAnswerBody, json, type Sent, startHttpApp } from './http-app.fixture.js';

startHttpApp();

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
