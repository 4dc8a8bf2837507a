import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#accounts';
import { SiteSettings } from '#contracts';
import { type ArticlesRoom, openArticlesRoom } from '../../../testing/src/articles-room.js';
import { InvalidField, SiteKeyTaken, SiteNotFound } from '../articles.errors.js';
import { FRESH_MS } from '../fresh-cache.js';
import { CreateSite } from './create-site.js';
import { ReadSiteSettings } from './read-site-settings.js';
import { SiteDirectory } from './site-directory.js';
import type { Site } from './site.js';
import { UpdateSiteSettings } from './update-site-settings.js';

let room: ArticlesRoom;
beforeAll(async () => {
  room = await openArticlesRoom();
});
afterAll(() => room.close());

let site: Site;
let made = 0;
beforeEach(async () => {
  made += 1;
  site = await room.get(CreateSite).run({ key: `paper-${made}`, name: 'The Paper' });
});
const keyOf = (siteId: string, ...scopes: ('read' | 'articles' | 'moderate' | 'admin')[]): Actor => ({
  kind: 'key',
  keyId: 'k',
  siteId,
  scopes,
});

describe(CreateSite.name, () => {
  it('makes a site with the defaults', async () => {
    expect(await room.get(SiteDirectory).byKey(site.key)).toEqual({
      id: site.id,
      key: site.key,
      name: 'The Paper',
      origins: [],
      settings: SiteSettings.parse({}),
    });
  });

  it('keeps origins exact and settings over the defaults', async () => {
    const { id } = await room.get(CreateSite).run({
      key: `exact-${made}`,
      name: ' Exact ',
      origins: ['https://Example.org', 'https://example.org:443', 'http://localhost:8080'],
      settings: { moderation: 'pre', screening: { links: { holdFrom: 5 } } },
    });
    const stored = await room.get(SiteDirectory).byId(id);
    expect(stored).toMatchObject({ name: 'Exact', origins: ['https://example.org', 'http://localhost:8080'] });
    expect(stored.settings).toEqual({
      ...SiteSettings.parse({ moderation: 'pre', screening: { links: { holdFrom: 5 } } }),
    });
    expect(stored.settings.screening.links.spamFrom).toBe(10);
  });

  it('refuses a key that is taken, also in a race', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => room.get(CreateSite).run({ key: `race-${made}`, name: 'Race' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SiteKeyTaken);
  });

  it.each([
    { key: 'Capital', name: 'x' },
    { key: '', name: 'x' },
    { key: '-a', name: 'x' },
    { key: 'a'.repeat(64), name: 'x' },
    { key: 'ok', name: ' \u200b' },
    { key: 'ok', name: 'x', origins: ['https://example.org/path'] },
    { key: 'ok', name: 'x', origins: ['*'] },
    { key: 'ok', name: 'x', settings: { maxLength: 0 } },
  ])('refuses %j and stores nothing', async (input) => {
    await expect(room.get(CreateSite).run(input)).rejects.toThrow(InvalidField);
    expect(await room.database.query('SELECT 1 FROM sites WHERE key = $1', [input.key])).toEqual([]);
  });
});

describe(SiteDirectory.name, () => {
  it('does not know other keys and ids', async () => {
    await expect(room.get(SiteDirectory).byKey('nowhere')).rejects.toThrow(SiteNotFound);
    await expect(room.get(SiteDirectory).byId('01890000-0000-7000-8000-000000000000')).rejects.toThrow(SiteNotFound);
  });

  it('finds a site that was looked for before it was made', async () => {
    await expect(room.get(SiteDirectory).byKey(`late-${made}`)).rejects.toThrow(SiteNotFound);
    const late = await room.get(CreateSite).run({ key: `late-${made}`, name: 'Late' });
    expect((await room.get(SiteDirectory).byKey(late.key)).id).toBe(late.id);
  });

  it('sees another process within five seconds, and its own writes at once', async () => {
    const other = await room.another();
    const directory = other.get(SiteDirectory);
    await directory.byKey(site.key);
    await room.get(UpdateSiteSettings).run({ kind: 'system' }, { site: site.key, settings: { discussion: 'closed' } });
    expect((await room.get(SiteDirectory).byKey(site.key)).settings.discussion).toBe('closed');
    expect((await room.get(SiteDirectory).byId(site.id)).settings.discussion).toBe('closed');

    other.clock.advance(FRESH_MS - 1);
    expect((await directory.byKey(site.key)).settings.discussion).toBe('open');
    other.clock.advance(1);
    expect((await directory.byKey(site.key)).settings.discussion).toBe('closed');
  });

  it('reads settings anew when the row was written, and only then', async () => {
    const directory = room.get(SiteDirectory);
    const first = (await directory.byKey(site.key)).settings;
    room.clock.advance(FRESH_MS);
    expect((await directory.byKey(site.key)).settings).toBe(first);
    await room.database.execute('UPDATE sites SET updated_at = now() WHERE id = $1', [site.id]);
    room.clock.advance(FRESH_MS);
    const second = (await directory.byKey(site.key)).settings;
    expect([second === first, second]).toEqual([false, first]);
    const update = (maxDepth: number) =>
      room.get(UpdateSiteSettings).run({ kind: 'system' }, { site: site.key, settings: { maxDepth } });
    await room.database.transaction(async () => {
      for (const maxDepth of [3, 4]) {
        await update(maxDepth);
        room.clock.advance(FRESH_MS);
        expect((await directory.byKey(site.key)).settings.maxDepth).toBe(maxDepth);
      }
    });
    expect((await directory.byKey(site.key)).settings.maxDepth).toBe(4);
  });

  it('keeps nothing of a transaction that was rolled back', async () => {
    const key = `undone-${made}`;
    const undone = room.database.transaction(async () => {
      await room.get(CreateSite).run({ key, name: 'Undone' });
      expect((await room.get(SiteDirectory).byKey(key)).name).toBe('Undone');
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await expect(room.get(SiteDirectory).byKey(key)).rejects.toThrow(SiteNotFound);
  });
});

describe(UpdateSiteSettings.name, () => {
  it('replaces settings: what is left out goes back to its default', async () => {
    const update = room.get(UpdateSiteSettings);
    const actor = keyOf(site.id, 'admin');
    await update.run(actor, { site: site.key, settings: { moderation: 'pre', maxDepth: 3 } });
    expect(await update.run(actor, { site: site.key, settings: { guests: 'verified-only' } })).toEqual(
      SiteSettings.parse({ guests: 'verified-only' }),
    );
    expect(await room.get(ReadSiteSettings).run(actor, { site: site.key })).toEqual(
      SiteSettings.parse({ guests: 'verified-only' }),
    );
  });

  it.each<[string, (own: string) => Actor, string]>([
    ['a key with another scope', (own) => keyOf(own, 'articles', 'moderate'), 'forbidden'],
    ['the key of another site', () => keyOf('01890000-0000-7000-8000-000000000000', 'admin'), 'not_found'],
    ['nobody', () => ({ kind: 'anonymous' }), 'sign_in_required'],
  ])('is not for %s', async (_label, actor, code) => {
    const input = { site: site.key, settings: { moderation: 'pre' as const } };
    await expect(room.get(UpdateSiteSettings).run(actor(site.id), input)).rejects.toMatchObject({ code });
    await expect(room.get(ReadSiteSettings).run(actor(site.id), input)).rejects.toMatchObject({ code });
    expect((await room.get(SiteDirectory).byKey(site.key)).settings.moderation).toBe('post');
  });

  it("tells a stranger's site and a missing one apart by nothing", async () => {
    const stranger = keyOf('01890000-0000-7000-8000-000000000000', 'admin');
    const answers = [];
    for (const key of [site.key, 'nowhere']) {
      answers.push(
        await room
          .get(ReadSiteSettings)
          .run(stranger, { site: key })
          .catch((error: unknown) => {
            const { code, message, details } = error as SiteNotFound;
            return { code, message, details };
          }),
      );
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});
