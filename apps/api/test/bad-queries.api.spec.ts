import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CommentPage, DiscussionPage, ReplyPage } from '#contracts';
import { newId } from '#kernel';
import { buildArticle } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { notRefused } from '../../../libs/testing/src/refusal.js';
import { type TableState, tableState } from '../../../libs/testing/src/table-state.js';

let door: Door;
let world: DoorWorld;
let comments: string;
let root: string;
let cursors: Readonly<
  Record<'newest' | 'oldest' | 'best' | 'discussed' | 'replies' | 'foreign' | 'discussions', string>
>;
let before: TableState;

const guest = { name: 'Someone' };

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  await buildArticle(door.database, { siteId: world.site.id });
  comments = `/api/v1/articles/${world.article.id}/comments`;
  for (const body of ['One.', 'Two.', 'Three.'])
    root = (await post(door, world.article.id, { body, guest })).comment.id;
  for (const body of ['Four.', 'Five.']) await post(door, world.article.id, { body, guest, parentId: root });
  for (const body of ['One.', 'Two.']) await post(door, world.otherArticle.id, { body, guest });
  const next = async (path: string) =>
    (await door.call('GET', path)).json<CommentPage | ReplyPage | DiscussionPage>().next;
  const given = {
    newest: await next(`${comments}?sort=newest&limit=1`),
    oldest: await next(`${comments}?sort=oldest&limit=1`),
    best: await next(`${comments}?sort=best&limit=1`),
    discussed: await next(`${comments}?sort=discussed&limit=1`),
    replies: await next(`${comments}/${root}/replies?limit=1`),
    foreign: await next(`/api/v1/articles/${world.otherArticle.id}/comments?limit=1`),
    discussions: await next(`/api/v1/sites/${world.site.key}/discussions?limit=1`),
  };
  expect(Object.values(given).every((cursor) => typeof cursor === 'string')).toBe(true);
  cursors = given as typeof cursors;
  before = await tableState(door.database);
});
afterAll(() => door.close());
afterEach(async () => {
  const was = before;
  before = await tableState(door.database);
  expect(before).toEqual(was);
});

async function expectRefused(path: string, as?: string, method = 'GET'): Promise<void> {
  const found = notRefused(await door.call(method, path, { as }));
  if (found !== undefined) expect.fail(`${method} ${path}: ${found}`);
}

describe('limits (A38)', () => {
  const bad = [
    '1e9',
    '-1',
    'NaN',
    '1e3',
    '',
    '0',
    '51',
    '1000000',
    '1.5',
    '+1',
    ' 1',
    '0x10',
    '١',
    '1;',
    'null',
    'Infinity',
  ];
  it.each(bad)('limit=%j is refused in every list', async (limit) => {
    const value = encodeURIComponent(limit);
    await expectRefused(`${comments}?limit=${value}`);
    await expectRefused(`${comments}/${root}/replies?limit=${value}`);
    await expectRefused(`/api/v1/sites/${world.site.key}/discussions?limit=${value}`);
    if (limit !== '51')
      for (const list of ['queue', 'log', 'rules/history', 'tasks'])
        await expectRefused(`/api/v1/moderation/${list}?site=${world.site.key}&limit=${value}`, world.tokens.moderator);
    if (limit !== '0') await expectRefused(`${comments}?replies=${value}`);
  });

  it.each([
    'limit=1&limit=2',
    'limit[]=1',
    'limit[a]=1',
    'limit%00=1',
    'sort=newest&sort=oldest',
    'sort=',
    'sort=constructor',
  ])('?%s is refused', async (query) => {
    await expectRefused(`${comments}?${query}`);
    await expectRefused(`/api/v1/sites/${world.site.key}/discussions?${query}`);
  });

  it.each([
    '__proto__=1',
    'constructor=1',
    '__proto__[polluted]=1',
    'toString=1',
    'color=red',
    'section=x',
    'anchored=all',
    'section=',
  ])('?%s is refused', async (query) => {
    await expectRefused(`${comments}?${query}`);
    await expectRefused(`${comments}/${root}/replies?${query}`);
    await expectRefused(`/d/${world.site.key}/${world.article.key}?${query}`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    'state=deleted',
    'article=x',
    `section=${newId()}`,
    'author=me',
    'network=127.0.0.1',
    'q=',
    `q=${'x'.repeat(201)}`,
    'from=yesterday',
    'to=2026-02-30T00:00:00Z',
    'claim=others',
    'language=english!',
    `reason=${'x'.repeat(101)}`,
    'q=a&q=b',
  ])('a queue of ?%.60s is refused', async (query) => {
    await expectRefused(`/api/v1/moderation/queue?site=${world.site.key}&${query}`, world.tokens.moderator);
  });

  it.each([
    'a',
    'a:*',
    'the and of',
    '& | ! ( ) <-> :*',
    "'; DROP TABLE comment_words; --",
    '\\',
    'site:' + newId(),
    Array.from({ length: 100 }, () => 'x').join(' '),
    '💥 \u0301 \u202e',
  ])('a search for %.40j is answered or refused, never failed (A23)', async (words) => {
    const path = `/api/v1/moderation/queue?site=${world.site.key}&q=${encodeURIComponent(words)}`;
    for (const state of ['pending', 'published', 'rejected', 'appealed', 'orphaned']) {
      const answer = await door.call('GET', `${path}&state=${state}`, { as: world.tokens.moderator });
      expect([200, 400]).toContain(answer.status);
    }
  });

  it('counts of 0 and of 101 articles are refused', async () => {
    await expectRefused(`/api/v1/counts?site=${world.site.key}`);
    const keys = Array.from({ length: 101 }, (_, at) => `key=k${at}`).join('&');
    await expectRefused(`/api/v1/counts?site=${world.site.key}&${keys}`);
    await expectRefused(`/api/v1/counts?key=a`);
    await expectRefused(`/api/v1/counts?site=${world.site.key}&site=${world.otherSite.key}&key=a`);
    await expectRefused(`/api/v1/counts?site=${world.site.key}&key=${'k'.repeat(201)}`);
  });
});

describe('the time of figures', () => {
  it.each([
    'from=yesterday',
    'from=2026-01-01',
    'from=2026-01-01T00:00:00',
    'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z',
    'from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z',
    'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&by=hour',
    'from=0001-01-01T00:00:00Z',
    'to=0000-01-01T00:00:00Z&from=9999-01-01T00:00:00Z',
    'zone=Nowhere/Land',
    'zone=%2B05:30',
    'zone=Europe%2FVienna%27',
    'zone=..%2F..%2Fetc%2Fpasswd',
    'zone=',
    'by=week',
  ])('?%s is refused', async (query) => {
    for (const path of ['statistics', 'statistics.csv']) {
      await expectRefused(`/api/v1/moderation/${path}?site=${world.site.key}&${query}`, world.tokens.admin);
    }
  });
});

describe('cursors', () => {
  it('of another list are refused', async () => {
    const lists: Record<string, string> = {
      newest: `${comments}?sort=newest`,
      oldest: `${comments}?sort=oldest`,
      best: `${comments}?sort=best`,
      discussed: `${comments}?sort=discussed`,
      replies: `${comments}/${root}/replies?`,
      foreign: `/api/v1/articles/${world.otherArticle.id}/comments?`,
      discussions: `/api/v1/sites/${world.site.key}/discussions?`,
    };
    for (const [list, path] of Object.entries(lists)) {
      for (const [name, cursor] of Object.entries(cursors)) {
        if (name === list) expect((await door.call('GET', `${path}&after=${cursor}`)).status).toBe(200);
        else await expectRefused(`${path}&after=${cursor}`);
      }
    }
    for (const change of [`section=${world.article.sections[0]?.id ?? ''}`, 'anchored=inline']) {
      await expectRefused(`${comments}?sort=newest&${change}&after=${cursors.newest}`);
    }
    await expectRefused(`/api/v1/sites/${world.otherSite.key}/discussions?after=${cursors.discussions}`);
    await expectRefused(`/api/v1/sites/${world.site.key}/discussions?sort=newest&after=${cursors.discussions}`);
    await expectRefused(
      `/api/v1/moderation/queue?site=${world.site.key}&after=${cursors.newest}`,
      world.tokens.moderator,
    );
    for (const list of ['rules/history', 'tasks'])
      await expectRefused(
        `/api/v1/moderation/${list}?site=${world.site.key}&after=${cursors.newest}`,
        world.tokens.moderator,
      );
    await expectRefused(`/api/v1/operations/dead-letters?after=${cursors.newest}`, world.tokens.owner);
    await expectRefused(`/d/${world.site.key}/${world.article.key}?sort=oldest&after=${cursors.newest}`);
  });

  it('that were changed are refused, whichever character it was', async () => {
    for (let at = 0; at < cursors.newest.length; at++) {
      const other = cursors.newest[at] === 'A' ? 'Q' : 'A';
      await expectRefused(`${comments}?after=${cursors.newest.slice(0, at)}${other}${cursors.newest.slice(at + 1)}`);
    }
  });

  it.each(['', 'x', '!!!!', 'A'.repeat(512), 'A'.repeat(513), '%00', 'eyJpZCI6MX0', '../..', "' OR 1=1--", '💥'])(
    'that nobody gave are refused: %.20j',
    async (cursor) => {
      await expectRefused(`${comments}?after=${encodeURIComponent(cursor)}`);
      await expectRefused(`${comments}/${root}/replies?after=${encodeURIComponent(cursor)}`);
      await expectRefused(`/api/v1/sites/${world.site.key}/discussions?after=${encodeURIComponent(cursor)}`);
    },
  );
});

const injections = [
  "' OR '1'='1",
  "'; DROP TABLE comments; --",
  "') OR 1=1 --",
  '1; SELECT pg_sleep(5)',
  "' || pg_sleep(5) || '",
  "1' AND (SELECT 1 FROM pg_sleep(5))='1",
  '" OR ""="',
  '\\',
  "\\'; --",
  '$1',
  '${7*7}',
  '{{7*7}}',
  '%27%20OR%201=1',
  "x'/**/UNION/**/SELECT/**/null,null--",
  "' UNION SELECT password_hash FROM people --",
  "'); UPDATE people SET kind='account'; --",
  'chr(39)',
  '\u02bc OR 1=1',
  '%',
  '_',
  "'::uuid",
  '0x31',
  'null',
  'true',
];

describe('injections (A20)', () => {
  it('change nothing, cost nothing and are refused in every parameter of every route', async () => {
    const right = {
      site: world.site.key,
      key: world.article.key,
      articleId: world.article.id,
      id: root,
      token: 'x'.repeat(43),
      file: 'x',
    };
    const skipped = /^\/(docs|assets)/;
    const routes = door.routes.filter(
      ({ method, path }) => method === 'GET' && path.includes(':') && !skipped.test(path),
    );
    const faults: string[] = [];
    for (const { path } of routes) {
      const names = [...path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []);
      for (const wrong of names) {
        for (const text of injections) {
          const address = path.replace(/:(\w+)/g, (_, name: string) =>
            encodeURIComponent(name === wrong ? text : ((right as Record<string, string>)[name] ?? '')),
          );
          const started = performance.now();
          const found = notRefused(await door.call('GET', address, { as: world.tokens.owner }));
          if (found !== undefined) faults.push(`${address}: ${found}`);
          if (performance.now() - started > 1000) faults.push(`${address}: slow`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('are refused in every query', async () => {
    const queries: [string, string[]][] = [
      [comments, ['sort', 'section', 'anchored', 'limit', 'replies', 'after']],
      [`${comments}/${root}/replies`, ['limit', 'after']],
      [`/api/v1/sites/${world.site.key}/discussions`, ['sort', 'limit', 'after']],
      [`/api/v1/moderation/queue`, ['site', 'state', 'article', 'sort', 'limit', 'after']],
      [`/api/v1/moderation/rules`, ['site']],
      [`/api/v1/moderation/rules/history`, ['site', 'limit', 'after']],
      [`/api/v1/moderation/tasks`, ['site', 'kind', 'limit', 'after']],
      [`/api/v1/moderation/log`, ['site', 'actor', 'comment', 'person', 'from', 'to', 'limit', 'after']],
      [`/api/v1/moderation/log/head`, ['site']],
      [`/api/v1/moderation/live`, ['site']],
      [`/api/v1/moderation/statistics`, ['site', 'from', 'to', 'zone', 'by']],
      [`/api/v1/moderation/statistics.csv`, ['site', 'from', 'to', 'zone', 'by']],
      [`/api/v1/operations/deliveries`, ['state', 'after']],
      [`/api/v1/sites/${world.site.key}/articles`, ['url']],
      [
        `/d/${world.site.key}/${world.article.key}`,
        ['sort', 'section', 'anchored', 'after', 'comment', 'reply', 'posted'],
      ],
      [`/d/${world.site.key}/feed.atom`, ['limit', 'after']],
      [`/d/${world.site.key}/sitemap.xml`, ['after']],
      [`/d/${world.site.key}/${world.article.key}/feed.atom`, ['limit', 'after']],
      [`/d/${world.site.key}/${world.article.key}/comments/${root}/feed.atom`, ['limit', 'after']],
      [`/d/${world.site.key}/${world.article.key}/annotations.jsonld`, ['limit', 'after']],
      ['/dashboard', ['site', 'state', 'done', 'after']],
    ];
    const faults: string[] = [];
    for (const [path, names] of queries) {
      for (const name of names) {
        for (const text of injections) {
          const site = path.includes('/moderation/') && name !== 'site' ? `site=${world.site.key}&` : '';
          const headers = path === '/dashboard' ? { cookie: `colloquy-staff=${world.tokens.owner ?? ''}` } : undefined;
          const as = headers === undefined ? world.tokens.owner : undefined;
          const answer = await door.call('GET', `${path}?${site}${name}=${encodeURIComponent(text)}`, { as, headers });
          const found = notRefused(answer);
          if (found !== undefined) faults.push(`${path} ${name}=${text}: ${found}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('are only words in keys, kinds, headers and tokens', async () => {
    for (const text of injections) {
      const path = `/api/v1/moderation/log?site=${world.site.key}&kind=${encodeURIComponent(text)}`;
      const { status } = await door.call('GET', path, { as: world.tokens.admin });
      expect([text, [200, 400].includes(status)]).toEqual([text, true]);
    }
    const counts = injections.map((text) => `key=${encodeURIComponent(text)}`).join('&');
    const answer = await door.call('GET', `/api/v1/counts?site=${world.site.key}&${counts}`);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json())).toEqual(expect.arrayContaining(injections));
    for (const text of injections) {
      const safe = Buffer.from(text, 'utf8').toString('latin1');
      const headers = {
        'if-none-match': safe,
        'last-event-id': safe,
        'accept-language': safe,
        'x-forwarded-for': safe,
      };
      expect((await door.call('GET', comments, { headers })).status).toBe(200);
      const signedIn = await door.call('GET', '/api/v1/me', { headers: { authorization: `Bearer ${safe}` } });
      expect(signedIn.status).toBe(401);
      const cookie = await door.call('GET', '/dashboard', { headers: { cookie: `colloquy-staff=${safe}` } });
      expect(cookie.status).toBe(303);
    }
  });
});

describe('ids', () => {
  it.each([
    'x',
    '1',
    'undefined',
    'null',
    '%20',
    '..',
    `${newId()}x`,
    newId().replaceAll('-', ''),
    `{${newId()}}`,
    '🙂',
    'a'.repeat(700),
  ])('that are no uuid are refused: %.40s', async (text) => {
    const id = encodeURIComponent(text);
    await expectRefused(`/api/v1/articles/${id}/comments`);
    await expectRefused(`${comments}/${id}`);
    await expectRefused(`${comments}/${id}/replies`);
    await expectRefused(`/api/v1/articles/${id}/mine`);
    await expectRefused(`${comments}/${id}`, world.tokens.verified, 'DELETE');
    await expectRefused(`/api/v1/articles/${world.article.id}/subscriptions/${id}`, world.tokens.verified, 'DELETE');
  });

  it('of nothing are not found, and those of another article are nothing', async () => {
    for (const id of [newId(), root]) {
      const article = id === root ? world.otherArticle.id : world.article.id;
      for (const path of [`/api/v1/articles/${article}/comments/${id}`, `/api/v1/articles/${newId()}/mine`]) {
        expect((await door.call('GET', path)).status).toBe(404);
      }
    }
  });
});
