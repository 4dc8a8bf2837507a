import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { CallOptions } from '../../../libs/testing/src/http-caller.js';
import {
  comments,
  door,
  expectRefused,
  foreign,
  guest,
  json,
  openForBadBodies,
  raw,
  refused,
  shown,
  world,
} from './bad-bodies.fixture.js';

openForBadBodies();

describe('a body that is no JSON of ours', () => {
  const good = JSON.stringify({ body: 'x', guest });
  it.each<[string, CallOptions]>([
    ['nothing', raw('')],
    ['no body at all', {}],
    ['half an object', raw('{"body": "x"')],
    ['a comma too many', raw('{"body": "x",}')],
    ['single quotes', raw("{'body': 'x'}")],
    ['a comment in it', raw('{"body": "x" /* y */}')],
    ['two values', raw('{"body": "x"} {"body": "y"}')],
    ['a text', raw('"x"')],
    ['a number', raw('1')],
    ['null', raw('null')],
    ['a list', raw(`[${good}]`)],
    ['NaN', raw('{"body": NaN}')],
    ['a byte order mark', raw(`\ufeff${good}`)],
    ['UTF-16', raw(Buffer.from(good, 'utf16le'))],
    ['bytes that are no UTF-8', raw(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]))],
    ['a NUL byte', raw('{"body": "a\u0000b"}')],
    ['an escaped NUL', raw('{"body": "a\\u0000b", "guest": {"name": "x"}}')],
    ['half a surrogate pair', raw('{"body": "a\\ud800b", "guest": {"name": "x"}}')],
    ['the other half', raw('{"body": "x", "guest": {"name": "\\udc00"}}')],
    ['a key twice', raw('{"body": "x", "body": "y", "guest": {"name": "x"}}')],
    ['__proto__', raw('{"body": "x", "guest": {"name": "x"}, "__proto__": {"polluted": 1}}')],
    ['__proto__ in depth', raw('{"body": "x", "guest": {"name": "x", "__proto__": {"polluted": 1}}}')],
    ['__proto__ in disguise', raw('{"body": "x", "guest": {"name": "x"}, "\\u005f_proto__": {"polluted": 1}}')],
    ['constructor', raw('{"body": "x", "guest": {"name": "x"}, "constructor": {"prototype": {"polluted": 1}}}')],
    ['depth 32,000', raw('['.repeat(32_000))],
    ['depth 30,000, closed', raw(`{"body":${'['.repeat(30_000)}${']'.repeat(30_000)}}`)],
    ['4,000 keys', raw(`{${Array.from({ length: 4000 }, (_, at) => `"k${at}":1`).join(',')}}`)],
    ['64 KB and a byte', raw(JSON.stringify({ body: 'x'.repeat(65_537 - 34), guest: { name: 'x' } }).padEnd(65_537))],
    ['a megabyte', raw(JSON.stringify({ body: 'x'.repeat(1_000_000), guest }))],
    ['gzip', { body: gzipSync(good), headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }],
    ['a length that lies', { body: good, headers: { 'content-type': 'application/json', 'content-length': '-1' } }],
  ])('is refused: %s', async (label, options) => {
    await expectRefused('POST', comments, options, label);
  });

  it.each([
    'text/plain',
    'text/html',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/octet-stream',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/jsonp',
    'application/vnd.api+json',
    'json',
    '*/*',
    '\tgarbage',
    'application/json\t; a="',
    'a'.repeat(4000),
  ])('is refused as %s', async (type) => {
    await expectRefused('POST', comments, raw('--x\r\n\r\n{"body":"x","guest":{"name":"x"', type));
  });

  it('is refused on every route that takes one', async () => {
    const file = '--x\r\ncontent-disposition: form-data; name="f"; filename="a.js"\r\n\r\nx\r\n--x--';
    const fill = (path: string) =>
      path
        .replace(':site', world.site.key)
        .replace(':key', world.article.key)
        .replace(':articleId', world.article.id)
        .replace(/:id\b/, shown.id)
        .replace(':sectionId', world.article.sections[0]?.id ?? '')
        .replace(':token', 'x'.repeat(43));
    const routes = door.routes.filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method));
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, path } of routes) {
      await expectRefused(method, fill(path), {
        ...raw(file, 'multipart/form-data; boundary=x'),
        as: world.tokens.owner,
      });
    }
  });
});

describe('fields of a comment', () => {
  const wrong = [null, true, 1, 1.5, [], ['x'], {}, { $ne: null }, ''];
  it.each([
    ...wrong.map((body) => ['body', { body, guest }] as const),
    ...wrong.filter((value) => value !== '').map((value) => ['guest', { body: 'x', guest: value }] as const),
    ...wrong.map((name) => ['name', { body: 'x', guest: { name } }] as const),
    ...wrong.map((parentId) => ['parent', { body: 'x', guest, parentId }] as const),
    ...wrong.map((notify) => ['notify', { body: 'x', guest, notify }] as const),
    ...wrong.map((anchor) => ['anchor', { body: 'x', guest, anchor }] as const),
    ...wrong.map((exact) => ['quote', { body: 'x', guest, anchor: { quote: { exact } } }] as const),
  ])('of the wrong type are refused: %s %j', async (_label, body) => {
    await expectRefused('POST', comments, json(body));
  });

  it.each([
    ['only white space', { body: ' \n\t ', guest }],
    ['nothing that can be seen', { body: '\u200b\u2060\u00ad', guest }],
    ['only bidi controls', { body: '\u202e\u2066\u2069\u202c', guest }],
    ['too long', { body: 'x'.repeat(10_001), guest }],
    ['too deep in lists', { body: Array.from({ length: 40 }, (_, at) => `${'  '.repeat(at)}- x`).join('\n'), guest }],
    ['a name of white space', { body: 'x', guest: { name: ' \u3000 ' } }],
    ['a name that cannot be seen', { body: 'x', guest: { name: '\u200d\u200b' } }],
    ['a name of controls', { body: 'x', guest: { name: '\u0001\u0002' } }],
    ['a name too long', { body: 'x', guest: { name: 'x'.repeat(41) } }],
    ['an office of the site', { body: 'x', guest: { name: 'Moderator' } }],
    ['an office in disguise', { body: 'x', guest: { name: 'Аdmin\u200b' } }],
    ['no mail address', { body: 'x', guest: { name: 'x', email: 'nobody' } }],
    ['two mail addresses', { body: 'x', guest: { name: 'x', email: 'a@b.example, c@d.example' } }],
    ['a header in the address', { body: 'x', guest: { name: 'x', email: 'a@b.example\r\nBcc: c@d.example' } }],
    ['a group of addresses', { body: 'x', guest: { name: 'x', email: 'g: a@b.example;' } }],
    ['a named address', { body: 'x', guest: { name: 'x', email: 'Ada <a@b.example>' } }],
    ['a wildcard', { body: 'x', guest: { name: 'x', email: '%@%' } }],
    ['a parent that does not exist', { body: 'x', guest, parentId: newId() }],
    ['a parent that is no id', { body: 'x', guest, parentId: '../../etc' }],
    ['a section that does not exist', { body: 'x', guest, anchor: { sectionId: newId() } }],
    ['a quote that is not there', { body: 'x', guest, anchor: { quote: { exact: 'no such words at all' } } }],
    ['an endless quote', { body: 'x', guest, anchor: { quote: { exact: 'x'.repeat(10_001) } } }],
    ['an unknown field', { body: 'x', guest, color: 'red' }],
  ])('are refused: %s', async (label, body) => {
    await expectRefused('POST', comments, json(body), label);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.org',
    'mailto:a@b.example',
    '//evil.example',
    'evil.example',
    'https:evil.example',
    'https://user:pass@evil.example',
    'https://',
    'http://[::1',
    `https://example.org/${'x'.repeat(2048)}`,
  ])('are refused: the website %j', async (website) => {
    await expectRefused('POST', comments, json({ body: 'x', guest: { ...guest, website } }));
  });

  it('are refused: a parent on another article, and one that is not public', async () => {
    await expectRefused('POST', comments, json({ body: 'x', guest, parentId: foreign }));
    await expectRefused('POST', comments, json({ body: 'x', guest, parentId: refused.id }));
  });

  it.each([
    ['a key too short', 'short'],
    ['a key too long', 'x'.repeat(201)],
    ['a key with spaces', 'a key with spaces'],
  ])('are refused: %s', async (_label, key) => {
    const options = { json: { body: 'x', guest }, headers: { 'idempotency-key': key } };
    await expectRefused('POST', comments, options);
  });
});

describe('more than a client may say (A17, A18)', () => {
  const extra: Record<string, unknown> = {
    role: 'admin',
    roles: [{ siteId: null, role: 'admin' }],
    status: 'published',
    siteId: newId(),
    site_id: newId(),
    authorId: newId(),
    author_id: newId(),
    trust: 9,
    score: { up: 99, down: 0 },
    createdAt: '2020-01-01T00:00:00.000Z',
    pinned: true,
    featured: true,
    verified: true,
    isAdmin: true,
    revision: 9,
    id: newId(),
    badges: ['staff'],
  };
  const flags = ['1', 'yes', 'on', 'TRUE', 1, [], {}, 'false'];
  const writes = (): [string, string, object][] => [
    ['POST', comments, { body: 'x', guest }],
    ['PATCH', `${comments}/${shown.id}`, { body: 'changed' }],
    ['PUT', `${comments}/${shown.id}/vote`, { value: 1 }],
    ['POST', `${comments}/${shown.id}/flags`, { reason: 'spam' }],
    ['POST', '/api/v1/preview', { body: 'x' }],
    ['POST', '/api/v1/auth/email/start', { email: 'm@example.org' }],
    ['POST', '/api/v1/auth/email/verify', { email: 'm@example.org', code: '123456' }],
    ['POST', '/api/v1/auth/login', { email: 'm@example.org', password: 'x' }],
    ['POST', `/api/v1/articles/${world.article.id}/subscriptions`, { kind: 'all', email: 'm@example.org' }],
    ['PUT', `/api/v1/sites/${world.site.key}/settings`, {}],
    ['PUT', '/api/v1/moderation/rules', { site: world.site.key, rules: {}, basedOn: 1, activate: false }],
    ['POST', '/api/v1/moderation/rules/1/activate', { site: world.site.key, basedOn: 1 }],
    ['POST', '/api/v1/moderation/rules/test', { site: world.site.key, text: 'x' }],
    ['POST', '/api/v1/moderation/rules/replay', { site: world.site.key }],
    ['PUT', '/api/v1/moderation/rules/shadow', { site: world.site.key, number: 1 }],
    ['POST', '/api/v1/moderation/rules/shadow/stop', { site: world.site.key }],
    ['POST', '/api/v1/moderation/rules/rescreen', { site: world.site.key, apply: 'both' }],
    ['POST', `/api/v1/moderation/tasks/${newId()}/stop`, { site: world.site.key }],
    ['POST', `/api/v1/moderation/tasks/${newId()}/resume`, { site: world.site.key }],
    [
      'PUT',
      `/api/v1/sites/${world.site.key}/articles/mass`,
      { url: 'https://example.org/mass', title: 'x', html: '<p>x</p>' },
    ],
  ];

  it.each(['anonymous', 'guest', 'verified', 'moderator', 'owner', 'key admin'] as const)(
    'is refused from %s',
    async (role) => {
      for (const [method, path, body] of writes()) {
        for (const [field, value] of Object.entries(extra)) {
          await expectRefused(method, path, { as: world.tokens[role], json: { ...body, [field]: value } }, field);
        }
      }
    },
  );

  it('is refused whatever a flag looks like, in the body, in the guest and in the query', async () => {
    for (const value of flags) {
      for (const field of ['pinned', 'verified', 'admin']) {
        await expectRefused('POST', comments, json({ body: 'x', guest, [field]: value }));
        await expectRefused('POST', comments, json({ body: 'x', guest: { ...guest, [field]: value } }));
        await expectRefused('GET', `${comments}?${field}=${encodeURIComponent(JSON.stringify(value))}`, {});
      }
    }
  });
});
