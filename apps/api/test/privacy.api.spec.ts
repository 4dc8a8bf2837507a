import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { ScreenComment } from '#moderation';
import { buildArticle } from '../../../libs/testing/src/build-article.js';
import { buildPerson } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import type { Answer } from '../../../libs/testing/src/http-caller.js';

/** Words that stand for secrets of the house: none may leave it. */
const HOUSE = {
  secret: 'canary-house-secret-canary-house-secret',
  smtp: 'canary-smtp-password',
  site: 'canary-site-key-canary-site-key',
  admin: 'canary-admin-password',
};
/** Words that readers must not see of others. */
const HIDDEN = {
  email: 'canary-reader@private.example',
  authorEmail: 'canary-author@private.example',
  subscriber: 'canary-subscriber@private.example',
  website: 'canary-website.example',
  held: 'canary-held-words',
  rejected: 'canary-rejected-words',
  withdrawn: 'canary-withdrawn-words',
  edit: 'canary-waiting-edit',
  detail: 'canary-flag-detail',
  note: 'canary-decision-note',
  banned: 'canarybannedword',
};

let door: Door;
let world: DoorWorld;
let ids: string[];
let moderator: string;
let session: string;

beforeAll(async () => {
  door = await openDoor({
    LOG_LEVEL: 'trace',
    APP_SECRET: HOUSE.secret,
    SMTP_URL: `smtp://user:${HOUSE.smtp}@127.0.0.1:1`,
    SITE_API_KEY: HOUSE.site,
    ADMIN_EMAIL: 'canary-admin@private.example',
    ADMIN_PASSWORD: HOUSE.admin,
  });
  const screening = { ...OPEN_SITE?.screening, words: { suspect: ['heldword'], banned: [HIDDEN.banned] } };
  world = await buildDoorWorld(door, {
    site: { settings: { ...OPEN_SITE, screening } },
    article: { authorEmail: HIDDEN.authorEmail },
  });
  const { id } = world.article;
  const writer = await buildPerson(door.database, {
    name: 'Public Name',
    email: 'canary-verified@private.example',
    at: new Date(),
  });
  session = writer.token;
  const guest = { name: 'Gwen', email: HIDDEN.email, website: `https://${HIDDEN.website}` };
  const root = await post(door, id, { body: 'Public words.', guest });
  const reply = await post(door, id, { body: 'A reply.', parentId: root.comment.id }, writer.token);
  const held = await post(door, id, { body: `${HIDDEN.held} heldword`, guest });
  const rejected = await post(door, id, { body: HIDDEN.rejected, guest });
  const withdrawn = await post(door, id, { body: HIDDEN.withdrawn }, writer.token);
  const under = await post(door, id, { body: 'Below a tombstone.', guest, parentId: withdrawn.comment.id });
  const edited = await post(door, id, { body: 'Before the edit.' }, writer.token);
  const path = `/api/v1/articles/${id}/comments`;
  await door.call('DELETE', `${path}/${withdrawn.comment.id}`, { as: writer.token });
  await door.call('PATCH', `${path}/${edited.comment.id}`, {
    as: writer.token,
    json: { body: `${HIDDEN.edit} heldword` },
  });
  await decide(door, rejected.comment, 'reject');
  await door.call('POST', `${path}/${root.comment.id}/flags`, {
    as: world.tokens.verified,
    json: { reason: 'other', detail: HIDDEN.detail },
  });
  await door.call('POST', '/api/v1/moderation/decisions', {
    as: world.tokens.moderator,
    json: {
      items: [{ articleId: id, commentId: root.comment.id, revision: 1, outcome: 'publish', note: HIDDEN.note }],
    },
  });
  await door.call('POST', `/api/v1/articles/${id}/subscriptions`, { json: { kind: 'all', email: HIDDEN.subscriber } });
  for (const { comment } of [root, held]) {
    const screened = { articleId: id, commentId: comment.id, revision: 1 };
    await door.get(ScreenComment).run(screened, () => Promise.resolve());
  }
  ids = [root, reply, held, rejected, withdrawn, under, edited].map(({ comment }) => comment.id);
  moderator = world.people.moderator.name;
});
afterAll(() => door.close());

/** Every address that a reader can ask for, and everything a reader can break. */
async function publicAnswers(as?: string): Promise<[string, Answer][]> {
  const { article, site } = world;
  const comments = `/api/v1/articles/${article.id}/comments`;
  const paths = [
    ...[
      '',
      '?sort=oldest',
      '?sort=best',
      '?sort=discussed',
      '?anchored=inline',
      `?section=${article.sections[0]?.id ?? ''}`,
    ].map((query) => `${comments}${query}`),
    ...ids.flatMap((id) => [`${comments}/${id}`, `${comments}/${id}/replies`]),
    `/api/v1/articles/${article.id}/mine`,
    `/api/v1/counts?site=${site.key}&key=${article.key}`,
    `/api/v1/sites/${site.key}/discussions`,
    `/d/${site.key}/${article.key}`,
    ...ids.flatMap((id) => [
      `/d/${site.key}/${article.key}?comment=${id}&reply=${id}`,
      `/d/${site.key}/${article.key}/comments/${id}/feed.atom`,
    ]),
    `/d/${site.key}/feed.atom`,
    `/d/${site.key}/sitemap.xml`,
    `/d/${site.key}/${article.key}/feed.atom`,
    `/d/${site.key}/${article.key}/annotations.jsonld`,
    '/openapi.json',
    '/docs',
    '/docs/swagger-ui-init.js',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/dashboard/sign-in',
    '/dashboard',
    `/api/v1/articles/${article.id}/live`,
    `/api/v1/sites/${site.key}/settings`,
    `/api/v1/sites/${site.key}/articles/${article.key}`,
    `/api/v1/moderation/queue?site=${site.key}`,
    '/api/v1/operations/dead-letters',
    '/api/v1/operations/deliveries',
    '/api/v1/me',
    '/nothing',
    '/%',
    `/api/v1/articles/${newId()}/comments`,
    `${comments}?limit=x`,
    `${comments}?after=x`,
    `/mail/confirm/${'x'.repeat(54)}`,
    `/mail/verify/${'x'.repeat(43)}`,
    `/setup/${'x'.repeat(43)}`,
    '/assets/x.css',
  ];
  const answers: [string, Answer][] = [];
  for (const path of paths) answers.push([path, await door.call('GET', path, { as })]);
  const wrong: [string, string, object][] = [
    ['POST', comments, { body: 'x', parentId: ids[2], guest: { name: 'x' } }],
    ['POST', comments, { body: 'x', guest: { name: moderator } }],
    ['POST', '/api/v1/auth/login', { email: HIDDEN.email, password: 'x' }],
    ['POST', '/api/v1/auth/email/verify', { email: HIDDEN.email, code: '000000' }],
    ['PATCH', `${comments}/${ids[2] ?? ''}`, { body: 'x' }],
    ['PUT', `${comments}/${ids[3] ?? ''}/vote`, { value: 1 }],
    ['POST', `${comments}/${ids[3] ?? ''}/flags`, { reason: 'spam' }],
  ];
  for (const [method, path, body] of wrong)
    answers.push([`${method} ${path}`, await door.call(method, path, { as, json: body })]);
  return answers;
}

const leaks = (answers: readonly [string, Answer][], words: Readonly<Record<string, string>>) =>
  answers.flatMap(([path, { text, headers }]) => {
    const whole = `${text} ${JSON.stringify(headers)}`;
    return Object.entries(words)
      .filter(([, word]) => whole.includes(word))
      .map(([name]) => `${path}: ${name}`);
  });

describe('what leaves the house (A44, A45)', () => {
  it.each(['a stranger', 'a guest', 'a reader'] as const)('holds nothing of others to %s', async (who) => {
    const as = { 'a stranger': undefined, 'a guest': world.tokens.guest, 'a reader': world.tokens.verified }[who];
    const answers = await publicAnswers(as);
    const [hashes] = await door.database.query<Record<string, string>>(
      `SELECT encode((SELECT network_key FROM comment_prints WHERE network_key IS NOT NULL LIMIT 1), 'hex') AS network,
         encode((SELECT network_key FROM comment_prints WHERE network_key IS NOT NULL LIMIT 1), 'base64') AS network64,
         encode((SELECT email_key FROM people WHERE email = $1 LIMIT 1), 'hex') AS email`,
      [HIDDEN.email],
    );
    const found = leaks(answers, {
      ...HOUSE,
      ...HIDDEN,
      ...hashes,
      network64url: Buffer.from(hashes?.['network'] ?? '', 'hex').toString('base64url'),
      private: '@private.example',
      session,
      moderator,
      address: '127.0.0.1"',
      trace: '"rulesVersion":"',
      database: door.databaseUrl,
    });
    if (found.length > 0) expect.fail(found.join('\n'));
    expect(answers.filter(([, { status }]) => status >= 500)).toEqual([]);
  });

  it('has, on a public comment, the fields of the list and no other', async () => {
    const page = (await door.call('GET', `/api/v1/articles/${world.article.id}/comments`)).json<{
      comments: Record<string, object>[];
    }>();
    const fields = new Set(page.comments.flatMap((comment) => Object.keys(comment)));
    const authors = new Set(page.comments.flatMap((comment) => Object.keys(comment['author'] ?? {})));
    const allowed =
      'id articleId parentId rootId depth anchor author bodyHtml status revision score replyCount createdAt editedAt pinned featured replies';
    expect([...fields].filter((field) => !allowed.split(' ').includes(field))).toEqual([]);
    expect([...authors].filter((field) => !'id name kind badges avatarUrl'.split(' ').includes(field))).toEqual([]);
    expect(page.comments.length).toBeGreaterThan(1);
  });

  it("keeps what a moderator sees of a reader's address and network to itself too", async () => {
    const answers: [string, Answer][] = [];
    for (const state of ['pending', 'reported', 'published', 'rejected', 'spam', 'unmoderated']) {
      const path = `/api/v1/moderation/queue?site=${world.site.key}&state=${state}`;
      answers.push([path, await door.call('GET', path, { as: world.tokens.moderator })]);
      const page = `/dashboard?site=${world.site.key}&state=${state}`;
      answers.push([
        page,
        await door.call('GET', page, { headers: { cookie: `colloquy-staff=${world.tokens.moderator ?? ''}` } }),
      ]);
    }
    expect(answers.every(([, { status }]) => status === 200)).toBe(true);
    expect(answers.some(([, { text }]) => text.includes(HIDDEN.held))).toBe(true);
    const { email, authorEmail, subscriber } = HIDDEN;
    expect(leaks(answers, { ...HOUSE, email, authorEmail, subscriber, private: '@private.example', session })).toEqual(
      [],
    );
  });

  it('shows the owner figures without names, addresses or secrets', async () => {
    const answers: [string, Answer][] = [];
    for (const path of ['/metrics', '/api/v1/operations/dead-letters'])
      answers.push([path, await door.call('GET', path, { as: world.tokens.owner })]);
    expect(answers[0]?.[1].text).toContain('http');
    expect(leaks(answers, { ...HOUSE, ...HIDDEN, private: '@private.example', moderator })).toEqual([]);
  });

  it('is not in the log either: no secrets, no addresses, no words, no tokens, one line an event (A44, A52)', async () => {
    const agent = 'canary-agent\n{"level":"error"}\u001b[31m'.replace('\n', '%0a').replace('\u001b', '%1b');
    await door.call('GET', `/nothing/canary-path?token=canary-query`, {
      headers: { 'user-agent': agent, referer: 'https://canary-referer.example/' },
    });
    await door.call('POST', '/api/v1/auth/login', { json: { email: HIDDEN.email, password: 'canary-typed-password' } });
    await door.call('GET', '/api/v1/me', { as: 'canary-bearer-token' });
    await publicAnswers(world.tokens.verified);
    const log = door.log();
    expect(log.split('\n').length).toBeGreaterThan(100);
    for (const line of log.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
    const words = [
      ...Object.values(HOUSE),
      ...Object.values(HIDDEN),
      '@private.example',
      session,
      world.tokens.verified ?? '',
      'canary-typed-password',
      'canary-bearer-token',
      'canary-query',
    ];
    expect(words.filter((word) => log.includes(word))).toEqual([]);
    expect(log).not.toMatch(/[\u001b\u009b]/);
  });
});

describe('an error of our own (A46)', () => {
  it('says that it is ours, with an id, and nothing of what it was', async () => {
    const article = await buildArticle(door.database, { siteId: world.site.id });
    await door.database.execute(`ALTER TABLE discussions RENAME TO discussions_away`);
    try {
      const answer = await door.call('GET', `/api/v1/articles/${article.id}/comments`);
      expect([answer.status, answer.code]).toEqual([500, 'internal']);
      expect(answer.text).not.toMatch(/discussions|relation|SELECT|42P01|\/work|node_modules/);
      const { requestId } = answer.json<{ error: { requestId: string } }>().error;
      expect(answer.headers['x-request-id']).toBe(requestId);
      const line = door
        .log()
        .split('\n')
        .find((one) => one.includes(requestId) && one.includes('a request failed'));
      expect(line).toContain('42P01');
      const page = await door.call('GET', `/d/${world.site.key}/${article.key}`);
      expect([page.status, page.headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
      expect(page.text).not.toMatch(/discussions_|relation|42P01/);
    } finally {
      await door.database.execute(`ALTER TABLE discussions_away RENAME TO discussions`);
    }
  });
});
