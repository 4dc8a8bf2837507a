import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ErrorBody, RuleSet, RulesHistory, SiteSettings, Trace } from '#contracts';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import type { Answer } from '../../../libs/testing/src/http-caller.js';

let door: Door;
let world: DoorWorld;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const rules = '/api/v1/moderation/rules';

function parsed<Schema extends z.ZodType>(schema: Schema, answer: Answer, status = 200): z.infer<Schema> {
  expect([answer.status, answer.text.slice(0, 500)]).toEqual([status, answer.text.slice(0, 500)]);
  return schema.parse(answer.json());
}
const newWorld = async () => {
  world = await buildDoorWorld(door);
};
const get = (path = '', as = world.tokens.moderator) =>
  door.call('GET', `${rules}${path}${path.includes('?') ? '&' : '?'}site=${world.site.key}`, { as });
const put = (body: object, as = world.tokens.admin) =>
  door.call('PUT', rules, { as, json: { site: world.site.key, basedOn: 1, activate: true, ...body } });
const tryText = (body: object) =>
  door.call('POST', `${rules}/test`, { as: world.tokens.moderator, json: { site: world.site.key, ...body } });

describe('rules', () => {
  it('are read, changed, looked back at and brought back; comments follow at once', async () => {
    await newWorld();
    const first = parsed(RuleSet, await get());
    expect(first).toMatchObject({ number: 1, state: 'active', madeBy: null, note: null, warnings: [] });
    const changed = { ...first.rules, words: { banned: ['gadget*'], suspect: [] } };
    const second = parsed(RuleSet, await put({ rules: changed, note: 'Gadget spam since Monday' }));
    expect(second).toMatchObject({
      number: 2,
      state: 'active',
      madeBy: world.people.admin.id,
      note: 'Gadget spam since Monday',
    });
    expect(second.version).not.toBe(first.version);
    const guest = { name: 'Passer-by' };
    expect((await post(door, world.article.id, { body: 'Gadgets!', guest })).comment.status).not.toBe('published');

    const history = parsed(RulesHistory, await get('/history?limit=1'));
    expect(history.items.map(({ number, state }) => [number, state])).toEqual([[2, 'active']]);
    const older = parsed(RulesHistory, await get(`/history?limit=1&after=${history.next ?? ''}`));
    expect([older.items.map(({ number, state }) => [number, state]), older.next]).toEqual([[[1, 'retired']], null]);

    const stale = await put({ rules: {} });
    expect(parsed(ErrorBody, stale, 409).error).toMatchObject({ code: 'conflict', details: { active: 2 } });
    const back = { as: world.tokens.admin, json: { site: world.site.key, basedOn: 2 } };
    parsed(RuleSet, await door.call('POST', `${rules}/1/activate`, back));
    expect((await post(door, world.article.id, { body: 'Gadgets again!', guest })).comment.status).toBe('published');
  });

  it('of 100,000 lines are taken, tried and screened with; other routes keep their limit', async () => {
    await newWorld();
    const banned = Array.from({ length: 100_000 }, (_, at) => `word${at.toString(36)}x*`);
    const made = parsed(RuleSet, await put({ rules: { words: { banned } } }));
    expect(made.rules.words.banned).toHaveLength(100_000);
    expect(parsed(Trace, await tryText({ text: 'There is nothing in it.' })).verdict).toBe('hold');
    expect(parsed(Trace, await tryText({ text: 'There is word255rx in it.' })).reasons).toContain('banned_word');

    const settings = `/api/v1/sites/${world.site.key}/settings`;
    const send = (json: object) => door.call('PUT', settings, { as: world.tokens.admin, json });
    expect(parsed(ErrorBody, await send({ screening: { words: { banned } } }), 413).error.code).toBe('body_too_large');
    expect(parsed(SiteSettings, await send({ moderation: 'pre' })).screening.words.banned).toHaveLength(100_000);
    expect(parsed(RuleSet, await get()).number).toBe(2);
  });

  it('of more than 64 KB are read from staff and keys alone', async () => {
    await newWorld();
    const headers = { 'content-type': 'application/json' };
    const send = async (role: keyof DoorWorld['tokens'], bytes: number) =>
      (await door.call('PUT', rules, { as: world.tokens[role], body: '{'.padEnd(bytes, ' '), headers })).code;
    expect(await send('anonymous', 70_000)).toBe('sign_in_required');
    for (const role of ['guest', 'verified', 'trusted'] as const) expect(await send(role, 70_000)).toBe('forbidden');
    for (const role of ['moderator', 'admin', 'key admin'] as const)
      expect(await send(role, 70_000)).toBe('malformed_body');
    expect(await send('anonymous', 1000)).toBe('malformed_body');
    expect(await send('admin', 4_000_001)).toBe('body_too_large');
  });

  it('that cannot be used are refused with their line, at both doors', async () => {
    await newWorld();
    const banned = [...Array.from({ length: 16 }, (_, at) => `word${at}`), '***'];
    const wanted = {
      path: 'rules.words.banned.16',
      message: expect.stringMatching(/^words\.banned line 17: .+\.$/) as string,
    };
    const answer = parsed(ErrorBody, await put({ rules: { words: { banned } } }), 400);
    expect(answer.error).toMatchObject({ code: 'validation_failed', details: { issues: [wanted], total: 1 } });
    const settings = await door.call('PUT', `/api/v1/sites/${world.site.key}/settings`, {
      as: world.tokens.admin,
      json: { screening: { words: { banned } } },
    });
    expect(parsed(ErrorBody, settings, 400).error.message).toContain('words.banned line 17');
  });

  it('that refuse whatever is written are taken with a warning', async () => {
    await newWorld();
    const made = parsed(
      RuleSet,
      await put({ rules: { words: { banned: ['*th*', '*er*', '*en*'] } }, activate: false }),
    );
    expect(made.state).toBe('draft');
    expect(made.warnings.map(({ code }) => code)).toEqual(['refuses_ordinary_texts']);
    const strict = parsed(
      RuleSet,
      await put({ rules: { words: { suspect: ['*th*', '*er*', '*en*', '*ar*'] } }, activate: false }),
    );
    expect(strict.warnings.map(({ code }) => code)).toEqual(['holds_ordinary_texts']);
  });

  it('are tried on a text, with those in use, a version, or some that nobody has stored', async () => {
    await newWorld();
    const text = 'Buy at https://a.example https://b.example';
    const known = { author: { name: 'Vera', kind: 'verified', published: 9 } };
    expect(parsed(Trace, await tryText({ text, ...known })).verdict).toBe('publish');
    const held = parsed(Trace, await tryText({ text, ...known, rules: { links: { holdFrom: 2 } } }));
    expect([held.verdict, held.reasons]).toEqual(['hold', ['links']]);
    expect(held.phases.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['links', 'words', 'repeats']));
    expect(held.phases.find(({ phase }) => phase === 'repeats')?.explanation).toMatch(/^Not judged/);
    await put({ rules: { words: { banned: ['buy'] } }, activate: false });
    const refused = parsed(Trace, await tryText({ text, ...known, number: 2 }));
    expect(refused.verdict).toBe('reject');
    expect(refused.phases.find(({ phase }) => phase === 'words')?.spans).toEqual([{ start: 0, end: 3, field: 'body' }]);
    expect(parsed(RulesHistory, await get('/history')).items).toHaveLength(2);
  });
});
