import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  Accepted,
  Article,
  CommentPage,
  CommentSource,
  CountsByKey,
  DecisionsResult,
  DiscussionPage,
  ErrorBody,
  errorStatuses,
  Me,
  Mine,
  OneComment,
  Permalink,
  PostedComment,
  Preview,
  QueuePage,
  ReplyPage,
  SignedIn,
  SiteSecretList,
  SiteSettings,
  Subscription,
  VoteResult,
} from '#contracts';
import { CreateAdmin } from '#accounts';
import { newId } from '#kernel';
import { ScreenComment } from '#moderation';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { buildSite, TEST_ARTICLE } from '../../../libs/testing/src/build-article.js';
import { buildApiKey, buildPerson } from '../../../libs/testing/src/build-person.js';
import type { Answer } from '../../../libs/testing/src/http-caller.js';

let door: Door;
let world: DoorWorld;
let comments: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  comments = `/api/v1/articles/${world.article.id}/comments`;
});
afterAll(() => door.close());

/** The answer as its schema reads it: a field too many, too few or of another type fails. */
function parsed<Schema extends z.ZodType>(schema: Schema, answer: Answer, status = 200): z.infer<Schema> {
  expect([answer.status, answer.text]).toEqual([status, answer.text]);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  return schema.parse(answer.json());
}

async function outbox(name: string): Promise<Record<string, unknown>[]> {
  const rows = await door.database.query<{ payload: Record<string, unknown> }>(
    'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
    [name],
  );
  return rows.map(({ payload }) => payload);
}

/** A site of its own whose first comments wait, so that there is something in the queue. */
async function holdingSite() {
  const site = await buildSite(door.database);
  const at = new Date();
  const moderator = await buildPerson(door.database, { roles: [{ siteId: site.id, role: 'moderator' }], at });
  const key = await buildApiKey(door.database, site.id, ['articles'], at);
  const url = `https://holding.example/${newId()}`;
  const put = await door.call('PUT', `/api/v1/sites/${site.key}/articles/first`, {
    as: key.token,
    json: { url, title: 'An article', html: TEST_ARTICLE },
  });
  const article = parsed(Article, put, 201);
  const held = await post(door, article.id, { body: 'I wait for somebody.', guest: { name: 'New Here' } });
  const screen = { articleId: article.id, commentId: held.comment.id, revision: 1 };
  await door.get(ScreenComment).run(screen, () => Promise.resolve());
  return { site, article, held, moderator, key: key.token };
}

describe('publisher', () => {
  const pushed = () => ({
    url: `https://example.org/${newId()}`,
    title: 'The harbour',
    html: TEST_ARTICLE,
    excerpt: 'Ice.',
    author: { name: 'Ada', bio: 'Writes.', email: 'ada@example.org' },
    categories: ['Town'],
    tags: ['ice'],
    publishedAt: '2026-03-01T00:00:00.000Z',
    settings: { discussion: 'open' },
  });

  it('pushes an article, finds it by key, address and alias, and makes no revision of the same text', async () => {
    const as = world.tokens['key articles'];
    const body = { ...pushed(), aliases: [`http://www.example.org/old/${newId()}/`] };
    const path = `/api/v1/sites/${world.site.key}/articles/contract`;
    const created = parsed(Article, await door.call('PUT', path, { as, json: body }), 201);
    expect(created).toMatchObject({ key: 'contract', revision: 1, author: { name: 'Ada', bio: 'Writes.' } });
    expect(created.sections.map(({ heading }) => heading)).toEqual(['How the ice came', 'What the town did']);

    const again = parsed(Article, await door.call('PUT', path, { as, json: body }));
    expect([again.id, again.revision, again.sections]).toEqual([created.id, 1, created.sections]);
    expect(parsed(Article, await door.call('GET', path, { as })).id).toBe(created.id);
    for (const address of [body.url, `${body.url}/?utm_source=x#top`, body.aliases[0] ?? '']) {
      const find = `/api/v1/sites/${world.site.key}/articles?url=${encodeURIComponent(address)}`;
      expect(parsed(Article, await door.call('GET', find, { as })).id).toBe(created.id);
    }

    const revised = { ...body, html: `${TEST_ARTICLE}<p>More.</p>` };
    const changed = parsed(Article, await door.call('PUT', path, { as, json: revised }));
    expect([changed.revision, changed.sections]).toEqual([2, created.sections]);
  });

  it('refuses an address that leads to another article', async () => {
    const as = world.tokens['key articles'];
    const body = pushed();
    const put = (key: string) =>
      door.call('PUT', `/api/v1/sites/${world.site.key}/articles/${key}`, { as, json: body });
    parsed(Article, await put('taken-1'), 201);
    expect(parsed(ErrorBody, await put('taken-2'), 409).error.code).toBe('article_exists');
  });

  it('reads and replaces settings', async () => {
    const site = await buildSite(door.database);
    const as = (await buildApiKey(door.database, site.id, ['admin'], new Date())).token;
    const path = `/api/v1/sites/${site.key}/settings`;
    const before = parsed(SiteSettings, await door.call('GET', path, { as }));
    expect(before.moderation).toBe('post');
    const wanted = { moderation: 'pre', screening: { words: { banned: ['foul*'] } } };
    expect(parsed(SiteSettings, await door.call('PUT', path, { as, json: wanted })).moderation).toBe('pre');
    const after = parsed(SiteSettings, await door.call('GET', path, { as }));
    expect([after.moderation, after.screening.words.banned, after.screening.newCommenter.holdFirst]).toEqual([
      'pre',
      ['foul*'],
      1,
    ]);
  });

  it('keeps secrets to itself', async () => {
    const site = await buildSite(door.database);
    const as = (await buildApiKey(door.database, site.id, ['admin'], new Date())).token;
    const path = `/api/v1/sites/${site.key}/secrets`;
    const value = 'the-secret-that-nobody-reads-back';
    const put = await door.call('PUT', `${path}/external-secret`, { as, json: { value } });
    expect(parsed(SiteSecretList, put).items.map(({ name }) => name)).toEqual(['external-secret']);
    const answers = [
      put,
      await door.call('GET', path, { as }),
      await door.call('GET', `/api/v1/sites/${site.key}/settings`, { as }),
    ];
    for (const { text } of answers) expect(text).not.toContain(value);
    const stored = await door.database.query("SELECT sealed::text, encode(sealed, 'escape') AS read FROM site_secrets");
    const told = await door.database.query('SELECT data FROM audit_log WHERE kind = $1', ['site.secret-changed']);
    expect(told).not.toHaveLength(0);
    expect(JSON.stringify([stored, told])).not.toContain(value);
    const removed = await door.call('DELETE', `${path}/external-secret`, { as });
    expect(parsed(SiteSecretList, removed).items).toEqual([]);
  });
});

describe('readers', () => {
  it('post, reply and read at every level', async () => {
    const root = parsed(
      PostedComment,
      await door.call('POST', comments, {
        json: { body: '*Root*', guest: { name: 'Rosa', email: 'rosa@example.org' } },
      }),
      201,
    );
    expect(root.comment).toMatchObject({ status: 'published', depth: 0, parentId: null, author: { kind: 'guest' } });
    expect(root.editToken).toMatch(/^[\w-]{43}$/);
    const reply = parsed(
      PostedComment,
      await door.call('POST', comments, {
        as: world.tokens.verified,
        json: { body: 'Reply', parentId: root.comment.id },
      }),
      201,
    );
    expect(reply.editToken).toBeUndefined();
    expect(reply.comment).toMatchObject({ depth: 1, rootId: root.comment.id, author: { badges: ['verified'] } });

    const page = parsed(CommentPage, await door.call('GET', `${comments}?sort=oldest&limit=50&replies=10`));
    const shown = page.comments.find(({ id }) => id === root.comment.id);
    expect(shown?.replies?.items.map(({ id }) => id)).toEqual([reply.comment.id]);
    const replies = parsed(ReplyPage, await door.call('GET', `${comments}/${root.comment.id}/replies`));
    expect(replies.items.map(({ id }) => id)).toEqual([reply.comment.id]);
    const permalink = parsed(Permalink, await door.call('GET', `${comments}/${reply.comment.id}`));
    expect(permalink.ancestors.map(({ id }) => id)).toEqual([root.comment.id]);
    const screened = (await outbox('screen-comment')).map(({ commentId }) => commentId);
    expect(screened).toEqual(expect.arrayContaining([root.comment.id, reply.comment.id]));
  });

  it('comment on sections and passages', async () => {
    const section = world.article.sections[0]?.id;
    const guest = { name: 'Sven' };
    const onSection = { body: 'On this.', anchor: { sectionId: section }, guest };
    const first = parsed(PostedComment, await door.call('POST', comments, { json: onSection }), 201);
    expect(first.comment.anchor).toMatchObject({ kind: 'section', sectionId: section });
    const onPassage = { body: 'Here.', anchor: { quote: { exact: 'the ferries stayed in port' } }, guest };
    const second = parsed(PostedComment, await door.call('POST', comments, { json: onPassage }), 201);
    expect(second.comment.anchor).toMatchObject({ kind: 'passage', sectionId: section, outcome: 'exact', score: 1 });
    const lost = { body: 'Where?', anchor: { quote: { exact: 'the ferries stayed in harbor' } }, guest };
    const refused = parsed(ErrorBody, await door.call('POST', comments, { json: lost }), 422);
    expect([refused.error.code, refused.error.details?.['closest']]).toEqual(['quote_not_found', expect.any(String)]);
  });

  it('post once, however often the same key is sent', async () => {
    const headers = { 'idempotency-key': newId() };
    const json = { body: 'Once only.', guest: { name: 'Olga' } };
    const answers = await Promise.all([1, 2, 3, 4].map(() => door.call('POST', comments, { json, headers })));
    const posted = answers.map((answer) => parsed(PostedComment, answer, 201));
    expect(new Set(posted.map(({ comment }) => comment.id)).size).toBe(1);
    expect(new Set(posted.map(({ editToken }) => editToken)).size).toBe(1);
    const other = await door.call('POST', comments, { json: { ...json, body: 'Another.' }, headers });
    expect(parsed(ErrorBody, other, 422).error.code).toBe('idempotency_key_reused');
  });

  it('edit, vote, flag, withdraw', async () => {
    const { comment, editToken: as } = await post(door, world.article.id, { body: 'First.', guest: { name: 'Eva' } });
    const path = `${comments}/${comment.id}`;
    const edited = parsed(OneComment, await door.call('PATCH', path, { as, json: { body: 'Second.' } }));
    expect([edited.comment.revision, edited.comment.bodyHtml]).toEqual([2, '<p dir="auto">Second.</p>\n']);
    const source = await door.call('GET', `${path}/source`, { as });
    expect(parsed(CommentSource, source)).toEqual({ body: 'Second.', revision: 2 });

    const vote = await door.call('PUT', `${path}/vote`, { as: world.tokens.verified, json: { value: 1 } });
    expect(parsed(VoteResult, vote)).toEqual({ score: { up: 1, down: 0 }, mine: 1 });
    const back = await door.call('PUT', `${path}/vote`, { as: world.tokens.verified, json: { value: 0 } });
    expect(parsed(VoteResult, back)).toEqual({ score: { up: 0, down: 0 }, mine: 0 });
    const flag = await door.call('POST', `${path}/flags`, { as: world.tokens.verified, json: { reason: 'spam' } });
    parsed(Accepted, flag, 202);

    const withdrawn = parsed(OneComment, await door.call('DELETE', path, { as }));
    expect([withdrawn.comment.status, withdrawn.comment.bodyHtml]).toEqual(['withdrawn', '']);
    expect(parsed(ErrorBody, await door.call('GET', path), 404).error.code).toBe('not_found');
    expect(parsed(ErrorBody, await door.call('GET', `${path}/source`, { as }), 404).error.code).toBe('not_found');
  });

  it('preview, see what is theirs, count and browse', async () => {
    const preview = await door.call('POST', '/api/v1/preview', { json: { body: '**b**' } });
    expect(parsed(Preview, preview).html).toBe('<p dir="auto"><strong>b</strong></p>\n');
    const mine = `/api/v1/articles/${world.article.id}/mine`;
    expect(parsed(Mine, await door.call('GET', mine))).toEqual({
      votes: {},
      comments: [],
      edits: [],
      subscriptions: [],
    });
    parsed(Mine, await door.call('GET', mine, { as: world.tokens.verified }));
    const counts = `/api/v1/counts?site=${world.site.key}&key=${world.article.key}&key=none`;
    const found = parsed(CountsByKey, await door.call('GET', counts));
    expect(Object.keys(found)).toEqual([world.article.key, 'none']);
    for (const sort of ['active', 'newest', 'most-discussed']) {
      const index = await door.call('GET', `/api/v1/sites/${world.site.key}/discussions?sort=${sort}`);
      const page = parsed(DiscussionPage, index);
      expect(page.discussions.map(({ key }) => key)).toContain(world.article.key);
    }
  });
});

describe('identity', () => {
  it('starts a sign-in, signs staff in, tells who it is and ends the session', async () => {
    const start = await door.call('POST', '/api/v1/auth/email/start', { json: { email: 'start@example.org' } });
    expect(parsed(Accepted, start, 202)).toEqual({ accepted: true });
    const account = { email: 'contract-admin@example.org', password: 'a long enough password' };
    await door.get(CreateAdmin).run({ ...account, name: 'Contract Admin' });
    const signedIn = parsed(SignedIn, await door.call('POST', '/api/v1/auth/login', { json: account }));
    expect(signedIn.person.roles).toEqual([{ site: null, role: 'admin' }]);
    const as = signedIn.session.token;
    expect(parsed(Me, await door.call('GET', '/api/v1/me', { as })).name).toBe('Contract Admin');
    parsed(Accepted, await door.call('POST', '/api/v1/auth/logout', { as }));
    expect(parsed(ErrorBody, await door.call('GET', '/api/v1/me', { as }), 401).error.code).toBe('sign_in_required');
  });
});

describe('subscriptions', () => {
  it.each([
    ['a stranger waits for confirmation', undefined, { kind: 'all', email: 'someone@example.org' }, 202, 'pending'],
    ['a confirmed person does not', 'verified', { kind: 'replies' }, 201, 'confirmed'],
  ] as const)('%s', async (_label, role, json, status, state) => {
    const path = `/api/v1/articles/${world.article.id}/subscriptions`;
    const as = role === undefined ? undefined : world.tokens[role];
    const subscription = parsed(Subscription, await door.call('POST', path, { as, json }), status);
    expect(subscription).toMatchObject({ kind: json.kind, state });
    parsed(Accepted, await door.call('DELETE', `${path}/${subscription.id}`, { as }));
  });
});

describe('moderators', () => {
  it('may decide 500 at once, with notes', async () => {
    const note = 'n'.repeat(1000);
    const items = Array.from({ length: 500 }, () => {
      return { articleId: newId(), commentId: newId(), revision: 1, outcome: 'reject', reason: 'off-topic', note };
    });
    const as = world.tokens.moderator;
    const answer = await door.call('POST', '/api/v1/moderation/decisions', { as, json: { items } });
    expect([answer.status, answer.code]).toEqual([404, 'not_found']);
  });

  it('read the queue and decide, once for a revision', async () => {
    const { site, article, held, moderator } = await holdingSite();
    expect(held.comment.status).toBe('pending');
    const queue = `/api/v1/moderation/queue?site=${site.key}`;
    const page = parsed(QueuePage, await door.call('GET', queue, { as: moderator.token }));
    expect(page.items.map(({ comment }) => comment.id)).toEqual([held.comment.id]);
    expect(page.items[0]?.trace?.verdict).toBe('hold');
    for (const state of ['reported', 'unmoderated', 'published', 'rejected', 'spam', 'orphaned']) {
      for (const sort of ['urgent', 'newest', 'oldest']) {
        parsed(QueuePage, await door.call('GET', `${queue}&state=${state}&sort=${sort}`, { as: moderator.token }));
      }
    }
    const item = { articleId: article.id, commentId: held.comment.id, outcome: 'publish' };
    const send = (revision: number) =>
      door.call('POST', '/api/v1/moderation/decisions', {
        as: moderator.token,
        json: { items: [{ ...item, revision }] },
      });
    const stale = parsed(DecisionsResult, await send(7));
    expect(stale.items[0]).toMatchObject({ result: 'stale', status: 'pending', decisionId: null });
    const reader = { as: world.tokens.verified, json: { kind: 'all' } };
    await door.call('POST', `/api/v1/articles/${article.id}/subscriptions`, reader);
    const applied = parsed(DecisionsResult, await send(1));
    expect(applied.items[0]).toMatchObject({ result: 'applied', status: 'published' });
    const fanned = (await outbox('fan-out-comment')).map(({ commentId }) => commentId);
    expect(fanned.filter((id) => id === held.comment.id)).toHaveLength(1);
  });
});

describe('operations', () => {
  it('tell the machine how they are', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await door.call('GET', path);
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    }
    const metrics = await door.call('GET', '/metrics', { as: world.tokens.owner });
    expect(metrics.status).toBe(200);
    expect(metrics.headers['content-type']).toMatch(/^text\/plain/);
    for (const name of ['dead-letters', 'deliveries', 'deliveries?state=failed']) {
      const list = await door.call('GET', `/api/v1/operations/${name}`, { as: world.tokens.owner });
      expect([list.status, list.json()]).toEqual([200, { items: [], next: null }]);
    }
  });
});

describe('errors', () => {
  it.each([
    ['an unknown address', 'GET', '/api/v1/nothing', 404, 'not_found'],
    ['another method', 'DELETE', '/api/v1/preview', 405, 'method_not_allowed'],
    ['an unknown article', 'GET', `/api/v1/articles/${newId()}/comments`, 404, 'not_found'],
    ['no id', 'GET', '/api/v1/articles/x/comments', 400, 'validation_failed'],
    ['no session', 'GET', '/api/v1/me', 401, 'sign_in_required'],
    ['an unknown site', 'GET', '/api/v1/sites/nowhere/discussions', 404, 'not_found'],
  ] as const)('%s has the one shape, a known code and a sentence', async (_label, method, path, status, code) => {
    const { error } = parsed(ErrorBody, await door.call(method, path), status);
    expect(error.code).toBe(code);
    expect(errorStatuses[code]).toBe(status);
    expect(error.message).toMatch(/^[A-Z].+[.:;?]/);
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('name every unknown field', async () => {
    const json = {
      body: 'x',
      color: 1,
      guest: { name: 'A', admin: true, deep: { er: 1 } },
      anchor: { quote: { exact: 'e', offset: 1 } },
      status: 'published',
    };
    const { error } = parsed(ErrorBody, await door.call('POST', comments, { json }), 400);
    expect(error.code).toBe('validation_failed');
    const paths = (error.details?.['issues'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['color', 'status', 'guest.admin', 'guest.deep']));
    expect(paths.some((path) => path.startsWith('anchor'))).toBe(true);
  });
});
