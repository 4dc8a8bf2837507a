import type { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyActor } from '#accounts';
import { SiteDirectory, UpdateSiteSettings } from '#articles';
import { PutRulesBody, type ScreeningSettings } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { ChangeRules } from './change-rules.js';
import { ChangeSiteSettings } from './change-site-settings.js';
import { ReadRules } from './read-rules.js';

let room: WorkRoom;
beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

async function place() {
  const site = await buildSite(room.database, { settings: { screening: { newCommenter: { holdFirst: 0 } } } });
  const admin: KeyActor = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['admin'] };
  const put = (banned: string[], more: { basedOn?: number; activate?: boolean } = {}) =>
    room.get(ChangeRules).make(
      admin,
      PutRulesBody.parse({
        site: site.key,
        rules: { newCommenter: { holdFirst: 0 }, words: { banned } },
        basedOn: 1,
        activate: true,
        note: ' Why\u0007 not. ',
        ...more,
      }),
    );
  const activate = (number: number, basedOn: number) =>
    room.get(ChangeRules).activate(admin, number, { site: site.key, basedOn });
  const inUse = async () => (await room.get(SiteDirectory).byId(site.id)).settings.screening.words.banned;
  const states = async () =>
    (await room.get(ReadRules).history(admin, { site: site.key, limit: 50 })).items.map(
      ({ number, state }) => `${number} ${state}`,
    );
  const audited = async () =>
    (
      await room.database.query<{ kind: string; data: { number: number; before?: number } }>(
        'SELECT kind, data FROM audit_log WHERE site_id = $1 AND actor_id IS NOT NULL ORDER BY kind DESC',
        [site.id],
      )
    ).map(({ kind, data }) => [kind, data.number, data.before]);
  return { site, admin, put, activate, inUse, states, audited };
}

describe(ChangeRules, () => {
  it('makes a version that is in use at once, in settings too, with an entry in the log', async () => {
    const { site, admin, put, inUse, states, audited } = await place();
    const made = await put(['casino']);
    expect(made).toMatchObject({
      number: 2,
      state: 'active',
      note: 'Why not.',
      madeBy: admin.keyId,
    });
    expect(made.warnings).toEqual([]);
    expect(await inUse()).toEqual(['casino']);
    expect(await states()).toEqual(['2 active', '1 retired']);
    expect(await audited()).toEqual([
      ['rules.made', 2, undefined],
      ['rules.activated', 2, 1],
    ]);
    const article = await buildArticle(room.database, { siteId: site.id });
    const writer = await buildPerson(room.database);
    const comment = await room.post(writer.actor, { articleId: article.id, body: 'Come to the casino' });
    await room.screen(comment);
    const [decision] = await room.database.query<{ rules_version: string; to_status: string }>(
      'SELECT rules_version, to_status FROM decisions WHERE comment_id = $1',
      [comment.id],
    );
    expect(decision).toEqual({ rules_version: made.version, to_status: 'rejected' });
  });

  it('makes a draft that nobody screens with until it is activated; the older one is the way back', async () => {
    const { put, activate, inUse, states } = await place();
    await put(['first'], { activate: false });
    expect(await inUse()).toEqual([]);
    expect(await states()).toEqual(['2 draft', '1 active']);
    await activate(2, 1);
    expect(await inUse()).toEqual(['first']);
    await activate(1, 2);
    expect(await inUse()).toEqual([]);
    expect(await states()).toEqual(['2 retired', '1 active']);
    await activate(1, 1);
    await expect(activate(99, 1)).rejects.toMatchObject({ code: 'not_found' });
    expect(await states()).toEqual(['2 retired', '1 active']);
  });

  it('changes nothing when another admin was quicker', async () => {
    const { put, activate, inUse, states } = await place();
    const tries = await Promise.allSettled([put(['a']), put(['b']), put(['c'])]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict', details: { active: 2 } });
    }
    await expect(activate(1, 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await states()).toEqual(['2 active', '1 retired']);
    expect(await inUse()).toHaveLength(1);
  });

  it('names list and line of what cannot be used, and stores nothing', async () => {
    const { put, states } = await place();
    const words = ['fine', '...', 'also fine', '*a*'];
    await expect(put(words)).rejects.toMatchObject({
      code: 'validation_failed',
      details: {
        total: 2,
        issues: [
          { path: 'rules.words.banned.1', message: expect.stringMatching(/^words\.banned line 2: /) as string },
          { path: 'rules.words.banned.3', message: expect.stringMatching(/^words\.banned line 4: /) as string },
        ],
      },
    });
    expect(await states()).toEqual(['1 active']);
  });

  it('warns of rules that refuse whatever is written', async () => {
    const { put } = await place();
    const { warnings } = await put(['*th*', '*er*', '*en*', '*ar*', '*ра*'], { activate: false });
    expect(warnings).toEqual([
      { code: 'refuses_ordinary_texts', message: expect.stringContaining('of 12 ordinary sentences') as string },
    ]);
  });

  it('never lets the rules of a version change', async () => {
    const { site } = await place();
    for (const column of ['rules = rules', 'number = 7', 'made_by = NULL']) {
      await expect(
        room.database.execute(`UPDATE rule_sets SET ${column} WHERE site_id = $1`, [site.id]),
      ).rejects.toThrow('never changed');
    }
  });

  it('pages through the history', async () => {
    const { site, admin, put } = await place();
    for (let n = 0; n < 4; n++) await put([`word${n}`], { activate: false });
    const read = room.get(ReadRules);
    const numbers: number[] = [];
    let after: string | undefined;
    do {
      const page = await read.history(admin, { site: site.key, limit: 2, after });
      numbers.push(...page.items.map(({ number }) => number));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
  });
});

describe(ChangeSiteSettings, () => {
  it('makes a version of changed rules, and none of the same or of none', async () => {
    const { site, admin, inUse, states } = await place();
    const change = (screening?: z.input<typeof ScreeningSettings>) =>
      room.get(ChangeSiteSettings).run(admin, {
        site: site.key,
        settings: { moderation: 'pre', ...(screening && { screening }) },
      });
    expect((await change()).screening.newCommenter.holdFirst).toBe(0);
    await change((await room.get(SiteDirectory).byId(site.id)).settings.screening);
    expect(await states()).toEqual(['1 active']);
    expect((await change({ words: { banned: ['foul*'] } })).screening.newCommenter.holdFirst).toBe(1);
    expect(await states()).toEqual(['2 active', '1 retired']);
    expect(await inUse()).toEqual(['foul*']);
    await expect(change({ words: { banned: ['!'] } })).rejects.toMatchObject({
      details: { issues: [{ path: 'screening.words.banned.0' }] },
    });
    expect(await states()).toEqual(['2 active', '1 retired']);
  });

  it('leaves no version behind when it fails, also by itself', async () => {
    const { site, admin, states } = await place();
    const undone = room.database.transaction(async () => {
      await room
        .get(UpdateSiteSettings)
        .run(admin, { site: site.key, settings: { screening: { newCommenter: { holdFirst: 9 } } } });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await states()).toEqual(['1 active']);
  });
});
