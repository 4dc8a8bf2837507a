import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { demoArticles } from '../src/demo/demo-articles.js';
import { SeedDemo } from '../src/demo/seed-demo.js';
import { openStandalone, type StandaloneDoor } from './standalone-door.fixture.js';

const PATH = '/demo/the-last-tram';
const API = '/api/v1/sites/demo/articles/the-last-tram';
const KEY = { authorization: 'Bearer a-key-for-the-demo-site-0123456789' };

let door: StandaloneDoor;

beforeAll(async () => {
  door = await openStandalone();
  await eventually('The author has asked', async () => (await outcomes())['Marit Solheim'] !== undefined);
});
afterAll(() => door.close());
beforeEach(() => publish('first').expect(303));

const publish = (text: string) => door.agent().post(PATH).type('form').send({ text });
const page = async (path = PATH) => (await door.agent().get(path).expect(200)).text;

async function revision(): Promise<number> {
  const { body } = (await door.agent().get(API).set(KEY).expect(200)) as { body: { revision: number } };
  return body.revision;
}

/** What became of the remark of each reader in the text that is out. */
async function outcomes(): Promise<Record<string, string>> {
  const rows = await door.database.query<{ name: string; outcome: string }>(
    `SELECT c.author_name AS name, a.outcome FROM comment_anchors a
     JOIN comments c ON c.article_id = a.article_id AND c.id = a.comment_id
     JOIN articles r ON r.id = a.article_id WHERE r.key = 'the-last-tram'`,
    [],
  );
  return Object.fromEntries(rows.map(({ name, outcome }) => [name, outcome]));
}

describe('the demo', () => {
  it('is where the first page leads, at the address that its article was pushed with', async () => {
    for (const path of ['/', '/demo']) {
      const answer = await door.agent().get(path).expect(302);
      expect(answer.headers['location']).toBe(PATH);
    }
    expect(door.demoUrl).toBe(`${door.url}${PATH}`);
    const pushed = await door.agent().get(API).set(KEY).expect(200);
    expect(pushed.body).toMatchObject({ url: door.demoUrl, title: 'The last tram to Quay Street' });
  });

  it.each(demoArticles.map(({ key }) => key))('has a page as publishers have: %s', async (key) => {
    const { text, headers } = await door.agent().get(`/demo/${key}`).expect(200);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(text).toContain(`<colloquy-discussion site="demo" article="${key}"`);
    expect(text).toContain(`<a href="/d/demo/${key}">Read and write comments</a>`);
    expect([...text.matchAll(/data-colloquy-count/g)].length).toBe(demoArticles.length);
    expect(text).not.toMatch(/ style=| on\w+=|<style|undefined|\[object/);
    expect(text.includes('<form')).toBe(key === 'the-last-tram');
    for (const [, address = ''] of text.matchAll(/(?:href|src|action)="([^"]+)"/g)) {
      if (address === 'data:,') continue;
      expect(new URL(address, door.url).origin).toBe(door.url);
      if (address.startsWith('#')) expect(text).toContain(`id="${address.slice(1)}"`);
    }
  });

  it('speaks of captured mail only where mail is captured', async () => {
    expect(await page()).not.toContain('/dev/mailbox');
  });

  it('sends its style sheet under a name that says what is in it, and no other file', async () => {
    const path = /href="(\/demo\/assets\/[^"]+)"/.exec(await page())?.[1] ?? '';
    const answer = await door.agent().get(path).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    for (const other of ['gazette.css', 'article.eta', '..%2ftemplates%2farticle.eta', '%00', 'x'.repeat(101)]) {
      const refused = await door.agent().get(`/demo/assets/${other}`);
      expect([400, 404]).toContain(refused.status);
      expect(refused.headers['cache-control']).toBe('no-store');
    }
  });

  it('is made once, however often it is started', async () => {
    const count = async () =>
      door.database.query('SELECT count(*) AS comments, (SELECT count(*) FROM articles) AS articles FROM comments', []);
    const before = await count();
    expect(await door.get(SeedDemo).run()).toBe(door.demoUrl);
    expect(await count()).toEqual(before);
  });

  it('takes its articles along to another address, with the text that is out', async () => {
    await publish('corrected').expect(303);
    await door.database.execute(
      `UPDATE articles SET url = 'http://127.0.0.1:1/elsewhere' WHERE key = 'the-last-tram'`,
      [],
    );
    await door.get(SeedDemo).run();
    const { body } = (await door.agent().get(API).set(KEY)) as { body: { url: string } };
    expect(body.url).toBe(door.demoUrl);
    expect(await page()).toContain('Corrected on');
  });
});

describe('the correction', () => {
  it('brings each remark to another fate, and taking it back brings all of them back', async () => {
    expect(Object.values(await outcomes()).every((outcome) => outcome === 'exact')).toBe(true);
    const answer = await publish('corrected').expect(303);
    expect(answer.headers['location']).toBe(`${PATH}#correction`);
    expect(await outcomes()).toEqual({
      'Marit Solheim': 'exact',
      'Henrik Aas': 'exact',
      'Karin Vold': 'edited',
      Tomasz: 'exact',
      'Gro Nymoen': 'moved',
      'Peder Holm': 'orphaned',
      'Anja (night shift)': 'edited',
      'Olav from the bakery': 'split',
      'Sunniva Dahl': 'moved',
    });
    const corrected = await page();
    expect(corrected).toMatch(/Corrected on <time datetime="[^"]+">[^<]+<\/time>/);
    expect(corrected).toContain('March 1968');
    expect(corrected).not.toContain('2,300');
    expect(corrected).toContain('1 lost the words it was about');
    const earlier = /href="([^"]+\/revisions\/\d+)"/.exec(corrected)?.[1] ?? '';
    expect((await door.agent().get(earlier).expect(200)).text).toContain('2,300');
    await publish('first').expect(303);
    expect(Object.values(await outcomes()).every((outcome) => outcome === 'exact')).toBe(true);
    const first = await page();
    expect(first).not.toContain('Corrected on');
    expect(first).toContain('1964');
  });

  it('is published once, however often and by how many it is asked for', async () => {
    const before = await revision();
    await Promise.all(Array.from({ length: 5 }, () => publish('corrected').expect(303)));
    await publish('corrected').expect(303);
    expect(await revision()).toBe(before + 1);
  });

  it.each([
    ['by another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['by another host of the same site', { 'sec-fetch-site': 'same-site' }, 403],
    ['by another origin, in an old browser', { origin: 'https://evil.example' }, 403],
    ['by nobody in particular, in an old browser', { origin: 'null' }, 403],
  ])('is not published %s', async (_who, headers, status) => {
    const before = await revision();
    const answer = await publish('corrected').set(headers);
    expect([answer.status, answer.text.includes('<title>This form was sent from another site')]).toEqual([
      status,
      true,
    ]);
    expect(await revision()).toBe(before);
  });

  it.each([
    ['no body', undefined, ''],
    ['a body that is no form', 'text/plain', 'text=corrected'],
  ])('is not published by another site that sends %s', async (_what, type, body) => {
    const before = await revision();
    const request = door.agent().post(PATH).set({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' });
    const answer = await (type === undefined ? request : request.type(type).send(body));
    expect([400, 403, 415]).toContain(answer.status);
    expect(await revision()).toBe(before);
  });

  it.each([
    ['another text', PATH, { text: 'second' }, 400],
    ['no text', PATH, {}, 400],
    ['more than the text', PATH, { text: 'corrected', html: '<p>Mine</p>' }, 400],
    ['the text twice', PATH, { text: ['first', 'corrected'] }, 400],
    ['an article without a correction', '/demo/bread-before-light', { text: 'corrected' }, 404],
    ['an article that is none', '/demo/nobody', { text: 'corrected' }, 404],
    ['a name that is none', '/demo/..%2f..', { text: 'corrected' }, 400],
  ])('refuses %s', async (_what, path, form, status) => {
    const before = await revision();
    const answer = await door.agent().post(path).type('form').send(form);
    expect([answer.status, String(answer.headers['content-type'])]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await revision()).toBe(before);
  });

  it('never shows a text that others pushed on the page that runs scripts, and says so', async () => {
    const html = '<p>Not ours.</p><script src="/embed.js"></script><form action="/demo"></form>';
    const pushed = await door
      .agent()
      .put(API)
      .set(KEY)
      .send({ url: door.demoUrl, title: 'The last tram to Quay Street', html });
    expect(pushed.status).toBe(200);
    const shown = await page();
    expect(shown).not.toContain('Not ours.');
    expect(shown).toContain('was pushed by the API');
    expect(shown).toContain('Publish the correction');
    expect(shown).toContain('Put the first version back');
    await publish('first').expect(303);
    expect(await page()).not.toContain('was pushed by the API');
  });
});

describe('the pages of the demo', () => {
  it.each(['/demo/nobody', '/demo/%00', '/demo/-', `/demo/${'x'.repeat(300)}`])('are not there: %s', async (path) => {
    const answer = await door.agent().get(path);
    expect([400, 404]).toContain(answer.status);
  });
});
