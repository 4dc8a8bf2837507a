import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Controller, Get } from '@nestjs/common';
import { newId } from '#kernel';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { tableState } from '../../../libs/testing/src/table-state.js';
import { PolicyCheck } from '../src/access/policy-check.js';

let door: Door;
let world: DoorWorld;
let commentId: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  commentId = (await post(door, world.article.id, { body: 'Here.', guest: { name: 'Gert' } })).comment.id;
});
afterAll(() => door.close());

const fill = (path: string) =>
  path
    .replace(':site', world.site.key)
    .replace(':key', world.article.key)
    .replace(':articleId', world.article.id)
    .replace(/:id\b/, commentId)
    .replace(':name', 'akismet-key')
    .replace(':sectionId', world.article.sections[0]?.id ?? '')
    .replace(':token', 'x'.repeat(43))
    .replace(':file', 'x.css');

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY'];
/** Spellings of the same address. */
const VARIANTS: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replace('/api/', '/api//'),
  (path) => path.replace('/v1/', '/./v1/'),
  (path) => path.replace('/v1/', '/x/../v1/'),
  (path) => path.replace('/v1/', '%2fv1/'),
  (path) => path.replace('/api', '/%61pi'),
  (path) => path.toUpperCase(),
  (path) => `${path};x`,
  (path) => `${path}.`,
  (path) => `${path}%20`,
  (path) => `${path}.json`,
  (path) => `${path}%00`,
  (path) => `${path}\\`,
  (path) => `${path}?`,
  (path) => `${path}#x`,
];

describe('another spelling of an address (A5)', () => {
  it('never opens what the exact one refuses', async () => {
    const guarded = [...new Set(door.routes.map(({ path }) => path))].filter((path) => /^\/(api|metrics)/.test(path));
    const before = await tableState(door.database);
    const faults: string[] = [];
    for (const path of guarded) {
      const exact = fill(path);
      for (const [role, as] of [
        ['anonymous', undefined],
        ['guest', world.tokens.guest],
      ] as const) {
        const denied = (await door.call('GET', exact, { as })).status >= 401;
        if (!denied) continue;
        for (const vary of VARIANTS) {
          const { status } = await door.call('GET', vary(exact), { as });
          if (status < 400) faults.push(`${role} ${vary(exact)}: ${status}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(await tableState(door.database)).toEqual(before);
  });

  it('answers 404 or 405 to a method that it does not take, and nothing of ours to any', async () => {
    const before = await tableState(door.database);
    const faults: string[] = [];
    const paths = [...new Set(door.routes.map(({ path }) => path))].filter((path) => !path.startsWith('/docs'));
    for (const path of paths) {
      const taken = new Set(door.routes.filter((route) => route.path === path).map(({ method }) => method));
      const covers = (one: string, other: string) => new RegExp(`^${one.replace(/:\w+/g, '[^/]+')}$`).test(other);
      const same = door.routes.filter((route) => covers(path, route.path) || covers(route.path, path));
      for (const method of METHODS) {
        if (taken.has(method) || same.some((route) => route.method === method)) continue;
        const answer = await door.call(method, fill(path), { headers: { connection: 'close' } });
        if (![400, 404, 405].includes(answer.status)) faults.push(`${method} ${path}: ${answer.status}`);
        if (answer.status === 405 && !String(answer.headers['allow']).includes([...taken][0] ?? '')) {
          faults.push(`${method} ${path}: Allow ${String(answer.headers['allow'])}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(await tableState(door.database)).toEqual(before);
  });

  it('takes no other method from a header, a field or the query', async () => {
    const path = `/api/v1/articles/${world.article.id}/comments/${commentId}`;
    const before = await tableState(door.database);
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      const answer = await door.call('GET', `${path}?_method=DELETE`, {
        as: world.tokens.owner,
        headers: { [name]: 'DELETE' },
      });
      expect(answer.status).toBe(200);
      expect((await door.call('GET', path, { as: world.tokens.owner, headers: { [name]: 'DELETE' } })).status).toBe(
        200,
      );
      const posted = await door.call('POST', path, { as: world.tokens.owner, headers: { [name]: 'DELETE' }, json: {} });
      expect(posted.status).toBe(405);
    }
    expect(await tableState(door.database)).toEqual(before);
  });
});

describe('a crawl with GET and HEAD (A16)', () => {
  it('of every route as the owner of the house changes nothing', async () => {
    const before = await tableState(door.database);
    const headers = { cookie: `colloquy-staff=${world.tokens.owner ?? ''}` };
    const routes = door.routes.filter(({ method }) => method === 'GET' || method === 'HEAD');
    const statuses = new Map<number, number>();
    for (const { method, path } of routes) {
      for (const query of [
        '',
        `?site=${world.site.key}`,
        `?site=${world.site.key}&key=${world.article.key}`,
        '?action=delete',
      ]) {
        const address = `${fill(path)}${query}`;
        const bearer = await door.call(method, address, { as: world.tokens.owner });
        const cookie = await door.call(method, address, { headers });
        for (const { status } of [bearer, cookie]) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(50);
    expect(await tableState(door.database)).toEqual(before);
  });

  it('finds no unknown address and no route that takes files', async () => {
    for (const path of [
      '/.env',
      '/.git/config',
      '/admin',
      '/api',
      '/api/v1',
      '/api/v2/me',
      '/assets/../package.json',
      '/docs/../../package.json',
      '/docs/..%2f..%2fpackage.json',
    ]) {
      const answer = await door.call('GET', path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
      expect(answer.text).not.toContain('"dependencies"');
    }
  });
});

describe('headers of every answer (A51)', () => {
  const PAGE = /^\/(d|mail|setup|dashboard|sites)\b/;
  it('are there, whatever it is: found, refused, redirected, unreadable', async () => {
    const answers: [string, string, Awaited<ReturnType<Door['call']>>][] = [];
    for (const { method, path } of door.routes) {
      for (const as of [undefined, world.tokens.owner]) {
        const send = method === 'GET' || method === 'HEAD' || method === 'DELETE' ? {} : { json: {} };
        if (method !== 'DELETE') answers.push([method, path, await door.call(method, fill(path), { as, ...send })]);
      }
    }
    for (const path of ['/nothing', '/%', '/api/v1/%zz', `/${'x'.repeat(3000)}`])
      answers.push(['GET', path, await door.call('GET', path)]);
    answers.push(['BREW', '/', await door.call('TRACE', '/')]);
    const faults = answers.flatMap(([method, path, { status, headers }]) => {
      const csp = String(headers['content-security-policy']);
      const wanted: [string, boolean][] = [
        ['nosniff', headers['x-content-type-options'] === 'nosniff'],
        ['opener', headers['cross-origin-opener-policy'] === 'same-origin'],
        ['resource', headers['cross-origin-resource-policy'] === 'same-origin'],
        ['permissions', headers['permissions-policy']?.includes('camera=()') === true],
        ['csp', csp.startsWith("default-src 'none'") && csp.includes("frame-ancestors 'none'")],
        ['no script', path.startsWith('/docs') || !csp.includes('script-src')],
        ['referrer', ['no-referrer', 'same-origin'].includes(String(headers['referrer-policy']))],
        ['token pages tell no referrer', !path.includes(':token') || headers['referrer-policy'] === 'no-referrer'],
        ['no server', headers['server'] === undefined && headers['x-powered-by'] === undefined],
        ['request id', /^[0-9a-f-]{36}$/.test(String(headers['x-request-id']))],
        ['no hsts over http', headers['strict-transport-security'] === undefined],
        ['errors are not kept', status < 400 || headers['cache-control'] === 'no-store'],
        [
          'type',
          status === 304 ||
            status === 303 ||
            status === 308 ||
            method === 'HEAD' ||
            PAGE.test(path) ||
            path.startsWith('/docs') ||
            path.startsWith('/assets') ||
            !String(headers['content-type']).includes('html'),
        ],
      ];
      return wanted
        .filter(([, holds]) => !holds)
        .map(([name]) => `${method} ${path} ${status}: ${name} ${JSON.stringify(headers)}`);
    });
    expect(faults).toEqual([]);
  });

  it('say Strict-Transport-Security when the house is reached by https', async () => {
    const secure = await openDoor({ PUBLIC_URL: 'https://talk.example.org' });
    try {
      for (const path of ['/health/live', '/nothing', '/dashboard/sign-in']) {
        expect((await secure.call('GET', path)).headers['strict-transport-security']).toBe('max-age=31536000');
      }
    } finally {
      await secure.close();
    }
  });

  it('name the origins of the site exactly, and no other (A14)', async () => {
    const { site, article } = await buildDoorWorld(door, { site: { origins: ['https://example.com'] } });
    expect(site.id).toBe(article.siteId);
    const path = `/api/v1/articles/${article.id}/comments`;
    const allowed = async (origin: string, method = 'GET') => {
      const headers = { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'POST' } : {}) };
      const answer = await door.call(method, path, { headers });
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      return answer.headers['access-control-allow-origin'];
    };
    for (const method of ['GET', 'OPTIONS']) {
      expect(await allowed('https://example.com', method)).toBe('https://example.com');
      expect(await allowed('http://127.0.0.1:3000', method)).toBe('http://127.0.0.1:3000');
      for (const origin of [
        'https://attacker-example.com',
        'https://example.com.evil',
        'https://EXAMPLE.com.',
        'https://example.com:444',
        'http://example.com',
        'https://sub.example.com',
        'null',
        'https://xn--exmple-cua.com',
        'https://example.com/',
        'https://example.com@evil.example',
        '*',
        'https://',
      ]) {
        expect([origin, await allowed(origin, method)]).toEqual([origin, undefined]);
      }
    }
    const foreign = `/api/v1/articles/${world.otherArticle.id}/comments`;
    const answer = await door.call('GET', foreign, { headers: { origin: 'https://example.com' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a route without a policy', () => {
  it('does not start', () => {
    @Controller('left-open')
    class LeftOpenController {
      @Get()
      read(): string {
        return newId();
      }
    }
    const discovery = { getControllers: () => [{ metatype: LeftOpenController, name: LeftOpenController.name }] };
    const scanner = { getAllMethodNames: () => ['read'] };
    const check = new PolicyCheck(discovery as never, scanner as never);
    expect(() => check.onModuleInit()).toThrow('LeftOpenController.read');
  });
});
