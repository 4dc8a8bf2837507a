import { describe, expect, it } from 'vitest';
import { CreateAdmin, EnsureFirstAdmin } from '#accounts';
import type { SignedIn } from '#contracts';
import { newId } from '#kernel';
import { buildSite } from '../../../libs/testing/src/build-article.js';
import { buildPerson, buildSession } from '../../../libs/testing/src/build-person.js';
import { openDoor } from '../../../libs/testing/src/door.js';
import { post } from '../../../libs/testing/src/door-world.js';
import type { Answer } from '../../../libs/testing/src/http-caller.js';
import { tableState } from '../../../libs/testing/src/table-state.js';
import {
  door,
  issued,
  later,
  me,
  newAddress,
  openForIdentity,
  secretsFor,
  start,
  verify,
  world,
} from './identity.fixture.js';

openForIdentity();

describe('who is known (A9)', () => {
  const shapeOf = (answer: Answer) => {
    const { date: _date, 'x-request-id': _id, ...headers } = answer.headers;
    const text = answer.text.replace(/"requestId":"[^"]+"/, '').replace(/"id":"[^"]+"/, '');
    return { status: answer.status, headers, text };
  };

  it('is not told by starting, subscribing or signing in', async () => {
    const account = { email: 'known-admin@mail.example', password: 'a long enough password' };
    await door.get(CreateAdmin).run({ ...account, name: 'Known Admin' });
    const reader = await buildPerson(door.database, { email: 'known@mail.example', at: new Date() });
    const subscribe = (email: string) =>
      door.call('POST', `/api/v1/articles/${world.article.id}/subscriptions`, { json: { kind: 'all', email } });
    await subscribe('subscribed@mail.example');
    const login = (email: string) =>
      door.call('POST', '/api/v1/auth/login', { json: { email, password: 'some other password' } });
    const pairs: [Promise<Answer>, Promise<Answer>][] = [
      [start(reader.email ?? ''), start(newAddress())],
      [start(account.email), start(newAddress())],
      [login(account.email), login('unknown-one@mail.example')],
      [login(reader.email ?? ''), login('unknown-two@mail.example')],
      [subscribe(reader.email ?? ''), subscribe(newAddress())],
      [subscribe('subscribed@mail.example'), subscribe(newAddress())],
    ];
    for (const pair of pairs) {
      const [known, unknown] = await Promise.all(pair);
      expect(shapeOf(known)).toEqual(shapeOf(unknown));
    }
    const wrong = '000000';
    const [a, b] = [
      await verify({ email: reader.email, code: wrong }),
      await verify({ email: newAddress(), code: wrong }),
    ];
    expect(shapeOf(a)).toEqual(shapeOf(b));
  });

  it('is not told by the page that signs moderators in', async () => {
    const form = (email: string) =>
      door.call('POST', '/dashboard/sign-in', { form: { email, password: 'some other password' } });
    const known = await form(world.people.moderator.email ?? '');
    const unknown = await form('nobody-here@mail.example');
    const strip = ({ status, text }: Answer, email: string) => [status, text.replaceAll(email, '')];
    expect(strip(known, world.people.moderator.email ?? '')).toEqual(strip(unknown, 'nobody-here@mail.example'));
  });
});

describe('names that belong to somebody (A4)', () => {
  const disguises = [
    'Marit Solheim',
    'marit solheim',
    'MARIT SOLHEIM',
    'Marit  Solheim',
    ' Marit Solheim ',
    'Marit Solheim.',
    'Marit\u200b Solheim',
    'Маrit Sоlheim',
    'Ｍａｒｉｔ Ｓｏｌｈｅｉｍ',
    'Marit\u00a0Solheim',
    '\u202eMarit Solheim',
    'Márit Sölheim',
    'Marit S\u043elheim',
    'M\u0430rit Solheim',
    'Marit Solh\u0435im',
    'Marit_Solheim',
    'Marit-Solheim',
    'Marit Solheim\u2060',
    '𝗠𝗮𝗿𝗶𝘁 𝗦𝗼𝗹𝗵𝗲𝗶𝗺',
    'MaritSolheim',
    'Marit So1heim',
  ];

  it.each(disguises)('are refused to guests, or shown as a plain guest: %j', async (name) => {
    await buildPerson(door.database, { name: 'Marit Solheim', at: new Date() }).catch(() => undefined);
    const before = await tableState(door.database);
    const answer = await door.call('POST', `/api/v1/articles/${world.article.id}/comments`, {
      json: { body: 'It is me.', guest: { name } },
    });
    if (answer.status !== 201) {
      expect([answer.status, answer.code]).toEqual([422, 'name_reserved']);
      expect(await tableState(door.database)).toEqual(before);
      return;
    }
    expect([
      'Márit Sölheim',
      'MaritSolheim',
      'Marit_Solheim',
      'Marit-Solheim',
      'Marit So1heim',
      'Marit Solheim.',
    ]).toContain(name);
    expect(answer.json<{ comment: { author: object } }>().comment.author).toMatchObject({ kind: 'guest', badges: [] });
  });

  it('an address of somebody else changes nothing about them and gives no badge', async () => {
    const { database } = door;
    const owner = await buildPerson(database, { email: 'owner-of-it@mail.example', at: new Date() });
    const rowOf = () => database.query('SELECT * FROM people WHERE id = $1', [owner.id]);
    const before = await rowOf();
    const guest = { name: 'Passer-by', email: 'Owner-Of-It@Mail.example' };
    const mine = await post(door, world.article.id, { body: 'Not the owner.', guest });
    const plain = await post(door, world.article.id, {
      body: 'Not the owner either.',
      guest: { ...guest, email: newAddress() },
    });
    expect(mine.comment.author).toEqual({ ...plain.comment.author, id: mine.comment.author.id });
    expect(mine.comment.author.id).not.toBe(owner.id);
    expect(Object.keys(mine).sort()).toEqual(Object.keys(plain).sort());
    expect(await rowOf()).toEqual(before);
  });
});

describe('sessions (A6)', () => {
  it('end with a logout, everywhere and at once, and are never the same twice', async () => {
    const { token: first } = (await verify({ token: (await issued()).token })).json<SignedIn>().session;
    const person = (await me(first)).json<{ id: string }>();
    const { token: second } = await buildSession(door.database, person.id, 'reader', new Date());
    expect(first).not.toBe(second);
    expect((await door.call('POST', '/api/v1/auth/logout', { as: first })).status).toBe(200);
    expect((await me(first)).status).toBe(401);
    const writes = await door.call('POST', `/api/v1/articles/${world.article.id}/comments`, {
      as: first,
      json: { body: 'x' },
    });
    expect(writes.status).toBe(401);
    expect((await me(second)).status).toBe(200);
  });

  it('of a guest are no confirmed ones, and confirming the address gives a new one', async () => {
    const email = newAddress();
    const posted = await post(door, world.article.id, { body: 'First.', guest: { name: 'Quinn', email } });
    const guestToken = posted.editToken ?? '';
    expect((await me(guestToken)).json()).toMatchObject({ kind: 'guest' });
    await start(email);
    const signedIn = (await verify({ token: (await secretsFor(email)).token }, guestToken)).json<SignedIn>();
    expect(signedIn.session.token).not.toBe(guestToken);
    expect(signedIn.person.kind).toBe('verified');
    const adopted = await door.database.query('SELECT 1 FROM outbox WHERE name = $1 AND payload ->> $2 = $3', [
      'adopt-comments',
      'personId',
      signedIn.person.id,
    ]);
    expect(adopted).toHaveLength(1);
  });

  it('run out', async () => {
    const { token } = await buildSession(door.database, world.people.moderator.id, 'staff', new Date());
    expect((await me(token)).status).toBe(200);
    later(13 * 3_600_000);
    expect((await me(token)).status).toBe(401);
  });

  it('are not taken from an address, a form or another cookie', async () => {
    const token = world.tokens.owner ?? '';
    for (const path of [`/metrics?access_token=${token}`, `/metrics?token=${token}`]) {
      expect((await door.call('GET', path)).status).toBe(401);
    }
    for (const cookie of [`colloquy-staff=${token}`, `session=${token}`, `token=${token}`]) {
      expect((await door.call('GET', '/metrics', { headers: { cookie } })).status).toBe(401);
    }
    expect((await door.call('GET', '/dashboard', { as: token })).status).toBe(303);
  });
});

describe('the first admin (A48)', () => {
  it('is made once, by the link of the start, and by nothing else', async () => {
    const fresh = await openDoor();
    try {
      const admin = await fresh.get(EnsureFirstAdmin).run();
      if (admin.kind !== 'setup') throw new Error(`Not a fresh house: ${admin.kind}`);
      const path = new URL(admin.url).pathname;
      const good = { name: 'First', email: 'first@mail.example', password: 'a long enough password' };
      const send = (to: string, form: Record<string, string>) => fresh.call('POST', to, { form });
      expect((await fresh.call('GET', path)).status).toBe(200);
      const owners = async () => (await fresh.database.query('SELECT 1 FROM roles WHERE site_id IS NULL')).length;
      const refused: Answer[] = [
        await send(`/setup/${'A'.repeat(43)}`, good),
        await send(path, { ...good, password: 'short' }),
        await send(path, { ...good, email: 'nobody' }),
        await send(path, { ...good, name: ' ' }),
      ];
      expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
      expect(refused[1]?.text).toContain('value="first@mail.example"');
      expect(refused[1]?.text).not.toContain('short');
      expect(await owners()).toBe(0);
      const both = await Promise.all([send(path, good), send(path, { ...good, email: 'second@mail.example' })]);
      expect(both.map(({ status }) => status).sort()).toEqual([303, 422]);
      expect(await owners()).toBe(1);
      expect((await send(path, good)).status).toBe(422);
    } finally {
      await fresh.close();
    }
  });
});

describe('limits', () => {
  it('end guessing and flooding with 429, a time to wait and a sentence', async () => {
    const limited = await openDoor({ RATE_LIMITS: 'on' });
    try {
      const site = await buildSite(limited.database);
      expect(site.key).toBeDefined();
      const tries: [number, () => Promise<Answer>][] = [
        [
          10,
          () =>
            limited.call('POST', '/api/v1/auth/login', { json: { email: 'target@mail.example', password: newId() } }),
        ],
        [5, () => limited.call('POST', '/api/v1/auth/email/start', { json: { email: 'victim@mail.example' } })],
      ];
      for (const [allowed, attempt] of tries) {
        for (let at = 0; at < allowed; at++) expect((await attempt()).status).not.toBe(429);
        const refused = await attempt();
        expect([refused.status, refused.code]).toEqual([429, 'too_many_requests']);
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      }
    } finally {
      await limited.close();
    }
  });

  it('count one client however it calls itself (A10)', async () => {
    const limited = await openDoor({ RATE_LIMITS: 'on' });
    try {
      const statuses: number[] = [];
      for (let at = 0; at < 12; at++) {
        const forged = `10.0.${String(at)}.1`;
        const headers = Object.fromEntries(
          ['x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'client-ip', 'true-client-ip', 'forwarded'].map(
            (name) => [name, name === 'forwarded' ? `for=${forged}` : forged],
          ),
        );
        const json = { email: `other-${String(at)}@mail.example`, password: 'x' };
        statuses.push((await limited.call('POST', '/api/v1/auth/login', { json, headers })).status);
      }
      expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
      expect(statuses.slice(10)).toEqual([429, 429]);
    } finally {
      await limited.close();
    }
  });
});
