import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { KeyActor } from '#accounts';
import { PutRulesBody, type ScreeningSettings, ShadowBody } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../../../testing/src/build-article.js';
import { buildPerson } from '../../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../../testing/src/work-room.js';
import { Decide } from '../../review/decide.js';
import { ChangeRules } from '../change-rules.js';
import { ManageShadow } from './manage-shadow.js';
import { ShadowRules } from './shadow-rules.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

type Rules = z.input<typeof ScreeningSettings>;
const OPEN: Rules = { newCommenter: { holdFirst: 0 }, repeats: { windowSeconds: 0 } };

async function place() {
  const site = await buildSite(room.database, { settings: { screening: { ...OPEN, words: { suspect: ['ferry'] } } } });
  const article = await buildArticle(room.database, { siteId: site.id });
  const admin: KeyActor = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['admin', 'moderate'] };
  const writer = await buildPerson(room.database);
  const draft = (rules: Rules) =>
    room
      .get(ChangeRules)
      .make(admin, PutRulesBody.parse({ site: site.key, rules, basedOn: 1, activate: false }))
      .then(({ number }) => number);
  const write = async (body: string) => {
    room.clock.advance(120_000);
    const comment = await room.post(writer.actor, { articleId: article.id, body });
    await room.screen(comment);
    return comment;
  };
  const decide = (commentId: string, outcome: 'publish' | 'reject') =>
    room.get(Decide).run(admin, { items: [{ articleId: article.id, commentId, revision: 1, outcome }] });
  const shadow = room.get(ManageShadow);
  const start = (number: number, days = 7) => shadow.start(admin, ShadowBody.parse({ site: site.key, number, days }));
  const report = () => shadow.report(admin, site.key);
  const statusOf = async (id: string) =>
    (await room.database.query<{ status: string }>('SELECT status FROM comments WHERE id = $1', [id]))[0]?.status;
  return { site, admin, draft, write, decide, shadow, start, report, statusOf };
}

describe(ShadowRules, () => {
  it('says what a draft would have decided on new comments, and decides nothing', async () => {
    const { draft, write, decide, start, report, statusOf } = await place();
    await write('Before the trial, a gadget.');
    const number = await draft({ ...OPEN, words: { banned: ['gadget'] } });
    expect(await start(number)).toMatchObject({ number, isRunning: true, judged: 0, otherwise: 0 });
    room.clock.advance(10_000);
    const plain = await write('A plain remark.');
    const gadget = await write('Buy a gadget.');
    const ferry = await write('The ferry.');
    await decide(ferry.id, 'publish');
    await decide(gadget.id, 'publish');
    expect([await statusOf(plain.id), await statusOf(gadget.id)]).toEqual(['published', 'published']);
    expect(await report()).toMatchObject({
      judged: 3,
      otherwise: 2,
      moves: { 'publish>reject': 1, 'hold>publish': 1 },
      people: { decided: 2, contradicted: { before: 0, after: 1 } },
      tookMsEach: expect.any(Number) as number,
    });
  });

  it('counts a comment once, however often its job runs', async () => {
    const { draft, start, write, report } = await place();
    await start(await draft(OPEN));
    room.clock.advance(10_000);
    const comment = await write('The ferry.');
    await room.screen(comment);
    expect(await report()).toMatchObject({ judged: 1, otherwise: 1 });
  });

  it('ends by itself, or when it is ended, and begins anew with nothing', async () => {
    const { site, admin, draft, start, write, report, shadow } = await place();
    const number = await draft(OPEN);
    await start(number, 1);
    room.clock.advance(10_000);
    await write('One.');
    room.clock.advance(86_400_000);
    await write('Two.');
    expect(await report()).toMatchObject({ judged: 1, isRunning: false });
    expect(await start(number)).toMatchObject({ judged: 0, isRunning: true });
    room.clock.advance(10_000);
    await write('Three.');
    expect(await shadow.stop(admin, site.key)).toMatchObject({ judged: 1, isRunning: false });
    room.clock.advance(10_000);
    await write('Four.');
    expect(await report()).toMatchObject({ judged: 1 });
    const kinds = await room.database.query<{ kind: string }>(
      `SELECT kind FROM audit_log WHERE site_id = $1 AND kind LIKE 'rules.shadow%' ORDER BY kind`,
      [site.id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'rules.shadow_started',
      'rules.shadow_started',
      'rules.shadow_stopped',
    ]);
  });

  it('is not there before the first, and refuses rules that are not there', async () => {
    const { start, report } = await place();
    await expect(report()).rejects.toMatchObject({ code: 'not_found' });
    await expect(start(99)).rejects.toMatchObject({ code: 'not_found' });
  });
});
