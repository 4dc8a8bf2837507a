import { createHmac } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ChangeSiteSecret } from '#articles';
import { buildArticle, buildSite, type SiteParts } from '../../../../testing/src/build-article.js';
import { buildPerson, type PersonParts } from '../../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../../testing/src/work-room.js';
import { ScreenComment } from '../screen-comment.js';
import { INJECTIONS } from './injections.fixture.js';

type Rules = NonNullable<NonNullable<SiteParts['settings']>['screening']>;
type Behaviour = (request: Asked, response: ServerResponse) => void;
interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const SECRET = 'the-secret-of-the-external-service';
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const asked = { path: request.url ?? '', headers: request.headers, body };
    seen.push(asked);
    behave(asked, response);
  });
});
let seen: Asked[] = [];
let behave: Behaviour;
let room: WorkRoom;
let base: string;

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  room = await openWorkRoom({ OUTSIDE_INTERNAL_HOSTS: `127.0.0.1:${port}`, AKISMET_URL: base });
});
afterAll(async () => {
  await room.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});
beforeEach(() => {
  seen = [];
  behave = reply({ verdict: 'no-opinion' });
});

function reply(value: unknown, status = 200): Behaviour {
  return (_asked, response) => {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
}

/** A site that has providers, and what becomes of comments there. */
async function place(rules: Rules, secrets: Record<'external-secret' | 'akismet-key', string> | object = {}) {
  const screening = { newCommenter: { holdFirst: 0 }, links: { newCommenterHoldFrom: 0 }, ...rules };
  const site = await buildSite(room.database, { settings: { screening } });
  const article = await buildArticle(room.database, { siteId: site.id });
  for (const [name, value] of Object.entries({
    'external-secret': SECRET,
    'akismet-key': 'key-of-akismet',
    ...secrets,
  })) {
    if (value === '') continue;
    await room.get(ChangeSiteSecret).run({ kind: 'system' }, { site: site.key, name: name as 'akismet-key', value });
  }
  return async (body: string, parts: PersonParts = {}) => {
    const writer = await buildPerson(room.database, parts);
    const comment = await room.post(writer.actor, { articleId: article.id, body });
    await room.screen(comment);
    const [row] = await room.database.query<{ to_status: string; reasons: string[]; trace: { phases: Phase[] } }>(
      `SELECT to_status, reasons, trace FROM decisions WHERE comment_id = $1 AND cause = 'screening'`,
      [comment.id],
    );
    const said = (phase: string) => row?.trace.phases.find((entry) => entry.phase === phase);
    return { first: comment.status, status: row?.to_status, reasons: row?.reasons, said };
  };
}
interface Phase {
  readonly phase: string;
  readonly verdict: string;
  readonly explanation?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}
const external = (more: object = {}): Rules => ({ external: { url: `${base}/judge`, timeoutMs: 400, ...more } });

describe(ScreenComment, () => {
  it('lets no comment be public before the provider has spoken, and then decides', async () => {
    const say = await place(external());
    behave = (_asked, response) => response.writeHead(204).end();
    expect(await say('A plain remark.')).toMatchObject({ first: 'pending', status: 'published' });
    behave = reply({ verdict: 'hold', score: 0.7, explanation: 'off topic' });
    const held = await say('Another remark.');
    expect(held).toMatchObject({ status: 'pending', reasons: ['external_hold'] });
    expect(held.said('external')).toMatchObject({ explanation: 'The external service says: off topic' });
    behave = reply({ verdict: 'spam' });
    expect((await say('A third remark.')).status).toBe('spam');
  });

  it('signs what it sends, says who is judged, and sends no address unless it is told to', async () => {
    const say = await place(external());
    await say('A remark to *sign*.', { email: 'hidden@example.org', name: 'Anna Berg' });
    const [asked] = seen;
    const timestamp = String(asked?.headers['x-colloquy-timestamp']);
    const signature = createHmac('sha256', SECRET)
      .update(`${timestamp}.${asked?.body ?? ''}`)
      .digest('hex');
    expect(asked?.headers['x-colloquy-signature']).toBe(`sha256=${signature}`);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      comment: { body: 'A remark to *sign*.', text: 'A remark to sign.', revision: 1, isEdit: false },
      author: { name: 'Anna Berg', kind: 'verified' },
    });
    expect(asked?.body).not.toContain('hidden@example.org');
    const open = await place(external({ sendsAddress: true }));
    await open('A remark.', { email: 'shown@example.org' });
    expect(seen.at(-1)?.body).toContain('shown@example.org');
  });

  it.each<[string, Behaviour, string]>([
    ['hangs', () => undefined, 'timeout'],
    ['answers 500', reply('oops', 500), 'status-500'],
    ['redirects', (_asked, response) => response.writeHead(302, { location: '/judge' }).end(), 'status-302'],
    ['answers no JSON', reply('{"verdict":'), 'not-json'],
    [
      'answers HTML',
      (_asked, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      'not-json',
    ],
    ['answers another schema', reply({ decision: 'publish' }), 'wrong-schema'],
    ['answers more than the schema', reply({ verdict: 'publish', status: 'published' }), 'wrong-schema'],
    ['answers another verdict', reply({ verdict: 'approve' }), 'wrong-schema'],
    ['answers a list', reply([{ verdict: 'publish' }]), 'wrong-schema'],
    ['answers 10 MB', (_asked, response) => response.end('x'.repeat(10_000_000)), 'too-large'],
    ['hangs up', (_asked, response) => response.destroy(), 'unreachable'],
  ])('holds what only a provider that %s was to judge, or lets the rest decide', async (_, behaviour, failure) => {
    behave = behaviour;
    const strict = await (await place(external({ mayPublish: true })))('A plain remark.');
    expect(strict).toMatchObject({ first: 'pending', status: 'pending', reasons: ['provider_failed'] });
    expect(strict.said('external')).toMatchObject({ verdict: 'hold', detail: { failure } });
    const easy = await (await place(external({ onFailure: 'ignore' })))('A plain remark.');
    expect(easy).toMatchObject({ first: 'published', status: 'published' });
    expect(easy.said('external')).toMatchObject({ verdict: 'no-opinion', detail: { failure } });
    const local = await place({ ...external(), words: { banned: ['casino'] } });
    expect((await local('Come to the casino.')).status).toBe('rejected');
  });

  it('is left alone after five failures, asked once after half a minute, and trusted again after that', async () => {
    const say = await place(external());
    behave = reply('oops', 500);
    for (let n = 0; n < 5; n++) await say(`Remark ${n}.`);
    expect(seen).toHaveLength(5);
    expect((await say('Remark 6.')).said('external')).toMatchObject({ detail: { failure: 'left-alone' } });
    expect(seen).toHaveLength(5);
    room.clock.advance(31_000);
    expect((await say('Remark 7.')).status).toBe('pending');
    expect(seen).toHaveLength(6);
    room.clock.advance(31_000);
    behave = reply({ verdict: 'no-opinion' });
    expect((await say('Remark 8.')).status).toBe('published');
    expect((await say('Remark 9.')).status).toBe('published');
  });

  it('asks nobody about staff, and nobody at all without a secret or a URL', async () => {
    const say = await place(external());
    expect(await say('From the desk.', { kind: 'account', roles: [{ siteId: null, role: 'admin' }] })).toMatchObject({
      status: 'published',
    });
    const bare = await place(external(), { 'external-secret': '' });
    expect((await bare('A remark.')).said('external')).toMatchObject({ detail: { failure: 'no-secret' } });
    const off = await place({});
    expect((await off('A remark.')).first).toBe('published');
    expect(seen).toEqual([]);
  });

  it('counts no word of a provider on trial, and waits for none', async () => {
    const say = await place({ ...external(), shadow: ['external'] });
    behave = reply({ verdict: 'reject' });
    const judged = await say('A plain remark.');
    expect(judged).toMatchObject({ first: 'published', status: 'published' });
    expect(judged.said('external')).toMatchObject({ verdict: 'reject', shadow: true });
  });

  it.each(INJECTIONS)('is moved by nothing that a comment asks a model for: %s', async (text) => {
    // A model that was talked over says what the text wants; the schema lets a verdict through, and the policy does not count it.
    behave = reply({ verdict: 'publish', score: 0, explanation: text.slice(0, 400) });
    const say = await place({ ...external(), newCommenter: { holdFirst: 1 } });
    const judged = await say(text);
    expect(judged).toMatchObject({ first: 'pending', status: 'pending' });
    behave = reply({ verdict: 'publish', approved: true, status: 'published', note: text });
    expect((await (await place(external({ mayPublish: true })))(text)).status).not.toBe('published');
  });

  it('speaks the protocol of Akismet', async () => {
    const say = await place({ akismet: { isOn: true } });
    const answers = new Map([
      ['plain', 'false'],
      ['watches', 'true'],
    ]);
    behave = ({ body }, response) => {
      const text = new URLSearchParams(body).get('comment_content') ?? '';
      if (text.includes('blatant')) response.setHeader('X-akismet-pro-tip', 'discard');
      response.end([...answers].find(([word]) => text.includes(word))?.[1] ?? 'invalid');
    };
    expect(await say('A plain remark.', { name: 'Anna', email: 'veiled@example.org' })).toMatchObject({
      first: 'pending',
      status: 'published',
    });
    const [asked] = seen;
    const form = new URLSearchParams(asked?.body);
    expect(asked?.path).toBe('/1.1/comment-check');
    expect(Object.fromEntries(form)).toMatchObject({
      ...{ api_key: 'key-of-akismet', comment_author: 'Anna', comment_content: 'A plain remark.', user_ip: '0.0.0.0' },
      ...{ comment_type: 'comment', blog_lang: 'en', blog_charset: 'UTF-8' },
    });
    expect(form.get('comment_author_email')).toBeNull();
    expect(await say('Buy watches.')).toMatchObject({ status: 'pending', reasons: ['akismet_spam'] });
    expect(await say('Buy blatant watches.')).toMatchObject({ status: 'spam', reasons: ['akismet_spam'] });
    expect(await say('Something else.')).toMatchObject({ status: 'pending', reasons: ['provider_failed'] });
  });

  it('is not slower than its budget, however many providers hang', async () => {
    behave = () => undefined;
    const say = await place({ ...external({ timeoutMs: 300 }), akismet: { isOn: true } });
    expect(await say('A plain remark.')).toMatchObject({ status: 'pending', reasons: ['provider_failed'] });
    expect(seen.map(({ path }) => path).sort()).toEqual(['/1.1/comment-check', '/judge']);
  });
});
