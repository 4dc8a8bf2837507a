import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreateAdmin } from '#accounts';
import type { Comment } from '#contracts';
import { newId } from '#kernel';
import { buildPerson } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { mailLinks } from '../../../libs/testing/src/door-mail.js';
import { pageFindings } from '../../../libs/testing/src/page-check.js';
import { tableState } from '../../../libs/testing/src/table-state.js';

let door: Door;
let world: DoorWorld;
let thread: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door, {
    site: { settings: { ...OPEN_SITE, screening: { ...OPEN_SITE?.screening, words: { suspect: ['heldword'] } } } },
  });
  thread = `/d/${world.site.key}/${world.article.key}`;
});
afterAll(() => door.close());

const cookieOf = (token: string | undefined) => ({ cookie: `colloquy-staff=${token ?? ''}` });
const form = (more: Record<string, string> = {}) => ({
  body: `A comment, ${newId()}.`,
  name: 'Form Writer',
  email: '',
  website: '',
  notify: 'none',
  sectionId: '',
  quote: '',
  idempotencyKey: crypto.randomUUID(),
  opened: '1700000000000',
  subject: '',
  ...more,
});

describe('the page of a discussion', () => {
  it('is read and posted to without a script, and the same form posts once', async () => {
    const page = await door.agent().get(thread).expect(200);
    expect(page.text).toContain('The bakery sent bread over the ice');
    expect(page.text).not.toMatch(/<script(?! type="application\/ld\+json">)|onload=|javascript:/i);
    const fields = [...page.text.matchAll(/<(?:input|textarea|select)[^>]* name="(\w+)"/g)].map(([, name]) => name);
    expect(fields.sort()).toEqual(Object.keys(form()).sort());
    const sent = form();
    const first = await door.agent().post(thread).type('form').send(sent).expect(303);
    expect(first.headers['location']).toMatch(/\?posted=published#c-[0-9a-f-]{36}$/);
    const second = await door.agent().post(thread).type('form').send(sent).expect(303);
    expect(second.headers['location']).toBe(first.headers['location']);
    const after = await door
      .agent()
      .get(String(first.headers['location']).split('#')[0] ?? '')
      .expect(200);
    expect(after.text).toContain('Your comment is public');
    const shown = after.text.slice(after.text.indexOf('<main'));
    expect(shown.split(sent.body).length).toBe(2);
    expect(pageFindings(after.text)).toEqual([]);
  });

  it.each([
    ['by a page whose clock runs ahead', { opened: '99999999999999' }, 'published'],
    ['by a machine that fills every field', { subject: 'http://spam.example/' }, 'pending'],
  ])('takes a form that was sent %s', async (_, more, status) => {
    const answer = await door.agent().post(thread).type('form').send(form(more)).expect(303);
    expect(answer.headers['location']).toContain(`?posted=${status}`);
  });

  it('holds a form that was sent sooner than people write', async () => {
    const page = await door.agent().get(thread).expect(200);
    const opened = /name="opened" value="(\d+)"/.exec(page.text)?.[1] ?? '';
    const answer = await door.agent().post(thread).type('form').send(form({ opened })).expect(303);
    expect(answer.headers['location']).toContain('?posted=pending');
  });

  it('says that a comment waits', async () => {
    const held = await door
      .agent()
      .post(thread)
      .type('form')
      .send(form({ body: 'A heldword.' }))
      .expect(303);
    expect(held.headers['location']).toBe(`${thread}?posted=pending`);
    const page = await door.agent().get(`${thread}?posted=pending`).expect(200);
    expect([page.text.includes('waits for a moderator'), page.text.includes('A heldword.')]).toEqual([true, false]);
  });

  it('takes replies, sections and passages', async () => {
    const root = await post(door, world.article.id, { body: 'A root to answer.', guest: { name: 'Rosa' } });
    const page = await door.agent().get(`${thread}?comment=${root.comment.id}&reply=${root.comment.id}`).expect(200);
    expect(page.text).toContain('Reply to Rosa');
    const { sectionId: _s, quote: _q, ...reply } = form({ parentId: root.comment.id });
    await door.agent().post(thread).type('form').send(reply).expect(303);
    await door
      .agent()
      .post(thread)
      .type('form')
      .send(form({ sectionId: world.article.sections[0]?.id ?? '' }))
      .expect(303);
    await door
      .agent()
      .post(thread)
      .type('form')
      .send(form({ quote: 'the ferries stayed in port' }))
      .expect(303);
    const shown = (await door.call('GET', `/api/v1/articles/${world.article.id}/comments`)).text;
    expect(shown).toContain('"kind":"passage"');
    const read = await door.agent().get(`${thread}?comment=${root.comment.id}`).expect(200);
    expect(read.text).toContain(reply.body);
  });

  it.each([
    ['nothing written', { body: '   ' }, 422],
    ['no name', { name: ' ' }, 422],
    ['a name that is taken', { name: 'Moderator' }, 422],
    ['a passage that is not there', { quote: 'no such words' }, 422],
    ['no address', { email: 'nobody' }, 400],
    ['a bad website', { website: 'javascript:alert(1)' }, 400],
    ['no such section', { sectionId: newId() }, 422],
  ])('shows what was typed again, with a sentence: %s', async (_label, wrong, status) => {
    const before = await tableState(door.database);
    const sent = form({ body: 'Typed with care & <love>.', name: 'Careful', email: 'careful@mail.example', ...wrong });
    const answer = await door.agent().post(thread).type('form').send(sent).expect(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).toContain('class="notice bad"');
    if (!('body' in wrong)) expect(answer.text).toContain('Typed with care &amp; &lt;love&gt;.');
    if (!('email' in wrong)) expect(answer.text).toContain('value="careful@mail.example"');
    expect(answer.text).toContain(sent.idempotencyKey);
    expect(pageFindings(answer.text)).toEqual([]);
    expect(await tableState(door.database)).toEqual(before);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin', { origin: 'null' }],
  ])('takes no form from %s (A15)', async (_label, headers) => {
    const before = await tableState(door.database);
    for (const path of [
      thread,
      '/dashboard/sign-in',
      '/dashboard/decide',
      '/dashboard/sign-out',
      `/setup/${'x'.repeat(43)}`,
    ]) {
      const cookie = cookieOf(world.tokens.moderator);
      const answer = await door.call('POST', path, { form: form(), headers: { ...cookie, ...headers } });
      expect([path, answer.status]).toEqual([path, 403]);
    }
    expect(await tableState(door.database)).toEqual(before);
    expect((await door.call('GET', '/dashboard', { headers: cookieOf(world.tokens.moderator) })).status).toBe(200);
  });

  it('has its style sheet at an address that never changes its content', async () => {
    const href = /href="(\/assets\/[^"]+)"/.exec((await door.call('GET', thread)).text)?.[1] ?? '';
    const sheet = await door.call('GET', href);
    expect([sheet.status, sheet.headers['content-type'], sheet.headers['cache-control']]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect((await door.call('GET', '/assets/pages-000000000000.css')).status).toBe(404);
  });
});

describe('the pages behind the links of mails (A35)', () => {
  /** A stranger is not told the id, so it is looked up. */
  async function subscriptionOf(email: string): Promise<string> {
    const [row] = await door.database.query<{ id: string }>('SELECT id FROM subscriptions WHERE email = $1', [email]);
    return row?.id ?? '';
  }

  it('confirm and stop with their buttons, twice alike, and never by being looked at', async () => {
    const path = `/api/v1/articles/${world.article.id}/subscriptions`;
    expect((await door.call('POST', path, { json: { kind: 'all', email: 'links@mail.example' } })).status).toBe(202);
    const id = await subscriptionOf('links@mail.example');
    const { confirm, unsubscribe } = mailLinks(door, id);
    const state = async () =>
      (await door.database.query<{ state: string }>('SELECT state FROM subscriptions WHERE id = $1', [id]))[0]?.state;
    for (const link of [confirm, unsubscribe]) {
      const before = await tableState(door.database);
      for (const method of ['GET', 'HEAD', 'GET']) {
        const looked = await door.call(method, link);
        expect([looked.status, looked.headers['referrer-policy'], looked.headers['set-cookie']]).toEqual([
          200,
          'no-referrer',
          undefined,
        ]);
        expect(looked.text).not.toContain('links@mail.example');
      }
      expect(await tableState(door.database)).toEqual(before);
    }
    const press = async (link: string, options: object = { form: {} }) =>
      (await door.call('POST', link, options)).status;
    expect([await press(confirm), await state(), await press(confirm), await state()]).toEqual([
      200,
      'confirmed',
      200,
      'confirmed',
    ]);
    const oneClick = {
      form: { 'List-Unsubscribe': 'One-Click' },
      headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' },
    };
    expect([await press(unsubscribe, oneClick), await state()]).toEqual([200, 'ended']);
    expect([await press(unsubscribe, oneClick), await state()]).toEqual([200, 'ended']);
    expect([await press(confirm), await state()]).toEqual([200, 'ended']);
  });

  it('say nothing about a link that is not theirs', async () => {
    const path = `/api/v1/articles/${world.article.id}/subscriptions`;
    expect((await door.call('POST', path, { json: { kind: 'all', email: 'other@mail.example' } })).status).toBe(202);
    const id = await subscriptionOf('other@mail.example');
    const links = mailLinks(door, id);
    const token = links.confirm.split('/').at(-1) ?? '';
    const wrong = [
      token.slice(0, -2),
      `${token}AA`,
      `B${token.slice(1)}`,
      'x'.repeat(54),
      links.unsubscribe.split('/').at(-1) ?? '',
    ];
    const before = await tableState(door.database);
    for (const method of ['GET', 'POST']) {
      const texts = new Set<string>();
      for (const one of wrong) {
        const answer = await door.call(method, `/mail/confirm/${one}`, method === 'POST' ? { form: {} } : {});
        expect(answer.status).toBe(400);
        texts.add(answer.text.replace(/Request: <code>[^<]+/, ''));
      }
      expect(texts.size).toBe(1);
    }
    expect(await tableState(door.database)).toEqual(before);
  });
});

describe('the dashboard', () => {
  const account = { email: 'dashboard@mail.example', password: 'a long enough password' };

  it('is entered by form, keeps its cookie to itself and is left again', async () => {
    await door.get(CreateAdmin).run({ ...account, name: 'Dora' });
    expect((await door.agent().get('/dashboard').expect(303)).headers['location']).toBe('/dashboard/sign-in');
    await door.agent().get('/dashboard/').expect(308);
    const wrong = await door
      .agent()
      .post('/dashboard/sign-in')
      .type('form')
      .send({ ...account, password: 'wrong' })
      .expect(401);
    expect([
      wrong.text.includes('value="dashboard@mail.example"'),
      wrong.text.includes('wrong"'),
      wrong.headers['set-cookie'],
    ]).toEqual([true, false, undefined]);
    const entered = await door.agent().post('/dashboard/sign-in').type('form').send(account).expect(303);
    const [cookie = ''] = entered.headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^colloquy-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const pair = cookie.split(';')[0] ?? '';
    const queue = await door.call('GET', `/dashboard?site=${world.site.key}`, { headers: { cookie: pair } });
    expect([queue.status, queue.text.includes('Dora'), queue.headers['cache-control']]).toEqual([
      200,
      true,
      'no-store',
    ]);
    const bearer = pair.split('=')[1] ?? '';
    expect((await door.call('POST', '/dashboard/sign-out', { form: {}, headers: { cookie: pair } })).status).toBe(303);
    expect((await door.call('GET', '/dashboard', { headers: { cookie: pair } })).status).toBe(303);
    expect((await door.call('GET', '/api/v1/me', { as: bearer })).status).toBe(401);
  });

  it('names its cookie __Host- and Secure where the house is reached by https', async () => {
    const secure = await openDoor({ PUBLIC_URL: 'https://talk.example.org' });
    try {
      await secure.get(CreateAdmin).run({ ...account, name: 'Dora' });
      const headers = { origin: 'https://talk.example.org' };
      const entered = await secure.call('POST', '/dashboard/sign-in', { form: account, headers });
      expect(entered.headers['set-cookie']?.[0]).toMatch(
        /^__Host-colloquy-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
      );
    } finally {
      await secure.close();
    }
  });

  it('is no place for readers', async () => {
    const reader = await buildPerson(door.database, { at: new Date() });
    for (const token of [reader.token, world.tokens.guest, world.tokens.trusted, world.tokens['key admin'], 'x']) {
      const answer = await door.call('GET', '/dashboard', { headers: cookieOf(token) });
      expect([answer.status, answer.headers['location']]).toEqual([303, '/dashboard/sign-in']);
    }
    const foreign = await door.call('GET', `/dashboard?site=${world.site.key}`, {
      headers: cookieOf(world.tokens['moderator of another site']),
    });
    expect(foreign.status).toBe(404);
  });

  it('decides by form, once for what was read', async () => {
    const held = async (): Promise<Comment> =>
      (await post(door, world.article.id, { body: `A heldword ${newId()}.`, guest: { name: 'Held' } })).comment;
    const send = (comment: Comment, more: Record<string, string> = {}, token = world.tokens.moderator) =>
      door.call('POST', '/dashboard/decide', {
        headers: cookieOf(token),
        form: {
          site: world.site.key,
          state: 'pending',
          articleId: comment.articleId,
          commentId: comment.id,
          revision: '1',
          outcome: 'publish',
          reason: '',
          ...more,
        },
      });
    const status = async ({ id }: Comment) =>
      (await door.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [id]))[0]?.status;
    const [one, two, three] = [await held(), await held(), await held()];
    expect([(await send(one)).headers['location'], await status(one)]).toEqual([
      `/dashboard?site=${world.site.key}&state=pending&done=applied`,
      'published',
    ]);
    expect([(await send(two, { outcome: 'reject', reason: 'off-topic' })).status, await status(two)]).toEqual([
      303,
      'rejected',
    ]);
    expect([(await send(three, { revision: '9' })).headers['location'], await status(three)]).toEqual([
      `/dashboard?site=${world.site.key}&state=pending&done=stale`,
      'pending',
    ]);
    const told = await door.call('GET', `/dashboard?site=${world.site.key}&state=pending&done=stale`, {
      headers: cookieOf(world.tokens.moderator),
    });
    expect(told.text).toContain('Nothing was changed');
    const before = await tableState(door.database);
    for (const token of [
      '',
      world.tokens.verified,
      world.tokens['moderator of another site'],
      world.tokens['key moderate'],
    ]) {
      const answer = await send(three, {}, token);
      if (![401, 403, 404].includes(answer.status)) expect.fail(`${answer.status} ${JSON.stringify(answer.headers)}`);
    }
    const wrongs: Record<string, string>[] = [
      { outcome: 'delete' },
      { revision: '1e3' },
      { commentId: 'x' },
      { more: '1' },
    ];
    for (const wrong of wrongs) {
      expect((await send(three, wrong)).status).toBe(400);
    }
    expect(await tableState(door.database)).toEqual(before);
  });
});
