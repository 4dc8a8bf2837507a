import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { newId } from '#kernel';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../libs/testing/src/http-caller.js';
import { notRefused } from '../../../libs/testing/src/refusal.js';
import { type TableState, tableState } from '../../../libs/testing/src/table-state.js';

let door: Door;
let world: DoorWorld;
let comments: string;
/** A public comment of a guest, and the guest's token. */
let shown: { id: string; token: string };
/** One of the other site. */
let foreign: string;
let refused: Comment;
let before: TableState;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  comments = `/api/v1/articles/${world.article.id}/comments`;
  const own = await post(door, world.article.id, { body: 'Here.', guest: { name: 'Gert' } });
  shown = { id: own.comment.id, token: own.editToken ?? '' };
  refused = (await post(door, world.article.id, { body: 'Gone soon.', guest: { name: 'Gone' } })).comment;
  await decide(door, refused, 'reject');
  foreign = (await post(door, world.otherArticle.id, { body: 'There.', guest: { name: 'Frida' } })).comment.id;
  before = await tableState(door.database);
});
afterAll(() => door.close());

/** Nothing is stored, and objects are what they were (A53). */
afterEach(async () => {
  const was = before;
  before = await tableState(door.database);
  expect(before).toEqual(was);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

async function expectRefused(method: string, path: string, options: CallOptions, label = ''): Promise<void> {
  const found = notRefused(await door.call(method, path, options));
  if (found !== undefined) expect.fail(`${label} ${method} ${path}: ${found}`);
}

const guest = { name: 'Someone' };
const json = (value: unknown): CallOptions => ({ json: value });
const raw = (body: string | Buffer, type = 'application/json'): CallOptions => ({
  body,
  headers: { 'content-type': type },
});

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

describe('other bodies', () => {
  const target = () => `${comments}/${shown.id}`;
  it.each([2, -2, '1', 0.5, null, true, [], [1], {}, undefined])('a vote of %j is refused', async (value) => {
    await expectRefused('PUT', `${target()}/vote`, { as: world.tokens.verified, json: { value } });
  });

  it.each([
    [{}],
    [{ reason: '' }],
    [{ reason: 'because' }],
    [{ reason: ['spam'] }],
    [{ reason: 'spam', detail: 1 }],
    [{ reason: 'spam', detail: 'x'.repeat(1001) }],
    [{ reason: 'spam', weight: 100 }],
  ])('a flag of %j is refused', async (body) => {
    await expectRefused('POST', `${target()}/flags`, { as: world.tokens.verified, json: body });
  });

  it.each([
    [{}],
    [{ items: [] }],
    [{ items: {} }],
    [{ items: [{}] }],
    [
      {
        items: Array.from({ length: 501 }, () => ({
          articleId: newId(),
          commentId: newId(),
          revision: 1,
          outcome: 'publish',
        })),
      },
    ],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 1, outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: '1', outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 0, outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 1, outcome: 'delete' }] }],
  ])('decisions of %.120j are refused', async (body) => {
    await expectRefused('POST', '/api/v1/moderation/decisions', { as: world.tokens.moderator, json: body });
  });

  it.each([
    [{}],
    [{ comments: [], next: 1 }],
    [{ comments: [newId()], next: 1 }],
    [{ comments: ['x'] }],
    [{ comments: Array.from({ length: 101 }, () => newId()) }],
    [{ next: 0 }],
    [{ next: 51 }],
    [{ next: '5' }],
    [{ next: 1, state: 'spam' }],
    [{ next: 1, until: '2099-01-01T00:00:00.000Z' }],
  ])('claims of %.120j are refused', async (body) => {
    const options = { as: world.tokens.moderator, json: { site: world.site.key, ...body } };
    await expectRefused('POST', '/api/v1/moderation/claims', options);
    if (!('next' in body))
      await expectRefused('POST', '/api/v1/moderation/claims/release', {
        ...options,
        json: { ...options.json, next: 1 },
      });
  });

  it.each([[{}], [{ text: '' }], [{ text: 1 }], [{ text: 'x'.repeat(2001) }], [{ text: 'x', status: 'published' }]])(
    'an appeal of %.80j is refused',
    async (body) => {
      await expectRefused('POST', `${target()}/appeal`, { as: world.tokens.verified, json: body });
    },
  );

  it.each([
    [{}],
    [{ outcome: 'uphold' }],
    [{ outcome: 'publish', answer: 'x' }],
    [{ outcome: 'overturn', answer: 'x'.repeat(2001) }],
    [{ outcome: 'overturn', answer: 'x' }],
  ])('an answer of %.80j is refused', async (body) => {
    await expectRefused('POST', `/api/v1/moderation/appeals/${newId()}/decision`, {
      as: world.tokens.moderator,
      json: body,
    });
  });

  it.each([
    [{ kind: 'all' }],
    [{ kind: 'everything', email: 'a@b.example' }],
    [{ kind: 'all', email: '%@%' }],
    [{ kind: 'all', email: '_' }],
    [{ kind: 'all', email: `${'a'.repeat(250)}@b.example` }],
    [{ kind: 'all', email: 'a@b.example', frequency: 'hourly' }],
    [{ kind: 'section', email: 'a@b.example' }],
    [{ kind: 'section', email: 'a@b.example', sectionId: 'x' }],
    [{ kind: 'section', email: 'a@b.example', sectionId: newId() }],
    [{ kind: 'comment', email: 'a@b.example' }],
    [{ kind: 'comment', email: 'a@b.example', commentId: newId() }],
    [{ kind: 'all', email: 'a@b.example', commentId: newId() }],
    [{ kind: 'all', email: 'a@b.example', state: 'confirmed' }],
  ])('a subscription of %j is refused', async (body) => {
    await expectRefused('POST', `/api/v1/articles/${world.article.id}/subscriptions`, json(body));
  });

  it.each([
    ['no address', { title: 'x', html: '<p>x</p>' }],
    ['a relative address', { url: '/x', title: 'x', html: '<p>x</p>' }],
    ['javascript:', { url: 'javascript:alert(1)', title: 'x', html: '<p>x</p>' }],
    ['credentials', { url: 'https://a:b@example.org/', title: 'x', html: '<p>x</p>' }],
    ['an empty title', { url: 'https://example.org/y', title: ' ', html: '<p>x</p>' }],
    ['a title of controls', { url: 'https://example.org/y', title: '\u202e\u200b', html: '<p>x</p>' }],
    ['a day for an instant', { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', publishedAt: '2026-03-01' }],
    [
      'no such day',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', publishedAt: '2026-02-30T00:00:00Z' },
    ],
    [
      'no mail address of the author',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', author: { name: 'A', email: 'x' } },
    ],
    [
      '101 tags',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', tags: Array.from({ length: 101 }, () => 't') },
    ],
    ['an id', { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', id: newId() }],
    [
      'settings of another kind',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', settings: { screening: {} } },
    ],
    ['12 MB', { url: 'https://example.org/y', title: 'x', html: 'x'.repeat(12_100_000) }],
  ])('an article with %s is refused', async (_label, body) => {
    const as = world.tokens['key articles'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/articles/bad`, { as, json: body });
  });

  it.each([
    [{ moderation: 'maybe' }],
    [{ maxLength: 0 }],
    [{ maxDepth: -1 }],
    [{ editWindowMinutes: 1e9 }],
    [{ closeAfterDays: '7' }],
    [{ language: 'not a language!' }],
    [{ screening: { newCommenter: { holdFirst: Number.MAX_SAFE_INTEGER } } }],
    [{ screening: { words: { banned: [''] } } }],
    [{ screening: { words: { banned: 'word' } } }],
    [{ screening: { rules: [] } }],
    [{ owner: true }],
  ])('settings of %j are refused', async (body) => {
    const as = world.tokens['key admin'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/settings`, { as, json: body });
  });

  it.each([
    ['akismet-key', {}],
    ['akismet-key', { value: '' }],
    ['akismet-key', { value: 'short' }],
    ['akismet-key', { value: 'with spaces in it' }],
    ['akismet-key', { value: 'x'.repeat(501) }],
    ['akismet-key', { value: 12345678 }],
    ['akismet-key', { value: 'a-good-value', more: 1 }],
    ['another-key', { value: 'a-good-value' }],
  ])('a secret %s of %j is refused', async (name, body) => {
    const as = world.tokens['key admin'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/secrets/${name}`, { as, json: body });
  });
});

describe('rules', () => {
  const put = (body: object): CallOptions => ({
    as: world.tokens['key admin'],
    json: { site: world.site.key, rules: {}, basedOn: 1, activate: false, ...body },
  });
  it.each([
    [{ rules: undefined }],
    [{ rules: [] }],
    [{ rules: { holdFirst: -1 } }],
    [{ rules: { words: { banned: ['x', ''] } } }],
    [{ rules: { words: { banned: ['...'] } } }],
    [{ rules: { words: { suspect: ['*a*'] } } }],
    [{ rules: { unknown: 1 } }],
    [{ rules: { words: { banned: Array.from({ length: 100_001 }, (_, at) => `word${at}`) } } }],
    [{ rules: { words: { banned: ['x'.repeat(201)] } } }],
    [{ rules: { words: { banned: Array.from({ length: 25_000 }, () => 'x'.repeat(200)) } } }],
    [{ basedOn: undefined }],
    [{ basedOn: 0 }],
    [{ basedOn: '1' }],
    [{ basedOn: 2 }],
    [{ activate: 'yes' }],
    [{ activate: undefined }],
    [{ note: 'x'.repeat(501) }],
    [{ number: 7 }],
    [{ site: 'nowhere' }],
  ])('of %.80j are refused', async (body) => {
    await expectRefused('PUT', '/api/v1/moderation/rules', put(body));
  });

  it.each([
    [{ text: '' }],
    [{ text: 'x'.repeat(10_001) }],
    [{ text: 'x', number: 99 }],
    [{ text: 'x', number: 1, rules: {} }],
    [{ text: 'x', rules: { words: { banned: ['!'] } } }],
    [{ text: 'x', author: { kind: 'staff' } }],
    [{ text: 'x', author: { published: -1 } }],
    [{ text: 'x', verdict: 'publish' }],
  ])('a test of %.80j is refused', async (body) => {
    const json = { site: world.site.key, ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/test', { as: world.tokens.moderator, json });
  });

  it.each([
    [{ number: 99 }],
    [{ number: 1, rules: {} }],
    [{ rules: { words: { banned: ['!'] } } }],
    [{ days: 0 }],
    [{ days: 366 }],
    [{ days: '7' }],
    [{ comments: 100_001 }],
    [{ apply: true }],
  ])('a replay of %.80j is refused', async (body) => {
    const json = { site: world.site.key, ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/replay', { as: world.tokens.admin, json });
  });

  it.each([
    [{ apply: undefined }],
    [{ apply: 'all' }],
    [{ days: 0 }],
    [{ comments: 0 }],
    [{ rules: {} }],
    [{ number: 1 }],
  ])('a re-screening of %j is refused', async (body) => {
    const json = { site: world.site.key, apply: 'both', ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/rescreen', { as: world.tokens.admin, json });
  });

  it.each([[{ number: 99 }], [{ number: undefined }], [{ days: 0 }], [{ days: 31 }], [{ rules: {} }]])(
    'a trial of %j is refused',
    async (body) => {
      const json = { site: world.site.key, number: 1, ...body };
      await expectRefused('PUT', '/api/v1/moderation/rules/shadow', { as: world.tokens.admin, json });
    },
  );

  it.each(['0', '-1', 'x', '1.5', '99', '1e1', '01', '1000000000'])('number %s is refused', async (number) => {
    const path = `/api/v1/moderation/rules/${number}`;
    await expectRefused('GET', `${path}?site=${world.site.key}`, { as: world.tokens.moderator });
    const json = { site: world.site.key, basedOn: 1 };
    await expectRefused('POST', `${path}/activate`, { as: world.tokens.admin, json });
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
