import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Forbidden, NotFound, SignInRequired } from '#accounts';
import { LogQuery } from '#contracts';
import type { CommentRow } from '#discussion';
import { InvalidCursor, newId } from '#kernel';
import { AuditLog, defineAuditEntry } from '#platform';
import { type BuiltArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { buildDesk } from '../../../testing/src/build-desk.js';
import { type BuiltPerson, buildApiKey, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { Decide } from '../review/decide.js';
import { ReadLog } from './read-log.js';
import { SealLog } from './seal-log.js';

const settingsTurned = defineAuditEntry({
  kind: 'settings.turned',
  data: z.strictObject({ personId: z.uuid().optional() }),
});
const settingsHidden = defineAuditEntry({ kind: 'settings-hidden.turned', data: z.strictObject({}) });

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let people: Readonly<Record<'moderator' | 'colleague' | 'admin' | 'owner', BuiltPerson>>;
let comments: CommentRow[];

beforeAll(async () => {
  room = await openWorkRoom();
  const desk = await buildDesk(room.database);
  ({ site, article, writer } = desk);
  const owner = await buildPerson(room.database, { roles: [{ siteId: null, role: 'admin' }] });
  people = { moderator: desk.moderator, colleague: desk.another, admin: desk.admin, owner };
  comments = [];
  for (const body of ['One.', 'Two.', 'Three.']) {
    const comment = await room.post(writer.actor, { articleId: article.id, body });
    await room.screen(comment);
    comments.push(comment);
  }
  const [one, two, three] = comments as [CommentRow, CommentRow, CommentRow];
  await decide(people.moderator, one, 'reject', 'A note.');
  await decide(people.colleague, two, 'spam');
  await decide(people.moderator, three, 'publish');
  await note(settingsTurned, site.id, people.admin, { personId: writer.id });
  await note(settingsTurned, null, people.owner, {});
  await note(settingsHidden, site.id, people.admin, {});
});
afterAll(() => room.close());

const decide = (
  by: BuiltPerson,
  { articleId, id: commentId, revision }: CommentRow,
  outcome: 'publish' | 'reject' | 'spam',
  text?: string,
) =>
  room.get(Decide).run(by.actor, {
    items: [{ articleId, commentId, revision, outcome, ...(text === undefined ? {} : { note: text }) }],
  });
const note = async (
  entry: typeof settingsTurned,
  siteId: string | null,
  by: BuiltPerson,
  data: { personId?: string },
): Promise<void> => {
  // Decisions are numbered by the machine's clock.
  room.clock.set(new Date(Math.max(Date.now(), room.clock.nowMs() + 1)));
  await room.database.transaction(() =>
    room.get(AuditLog).append(entry, { ...(siteId === null ? {} : { siteId }), actorId: by.id }, data),
  );
};
const page = (by: BuiltPerson, query: Record<string, string> = {}) =>
  room.get(ReadLog).page(by.actor, site.id, LogQuery.parse({ site: site.key, ...query }));
const kinds = async (by: BuiltPerson, query: Record<string, string> = {}) =>
  (await page(by, query)).items.map(({ kind }) => kind);

describe(ReadLog, () => {
  it('shows admins everything, newest first, and a moderator what they did', async () => {
    const all = await page(people.admin);
    expect(all.items.map(({ kind }) => kind)).toEqual([
      'settings-hidden.turned',
      'settings.turned',
      'decision.moderator',
      'decision.moderator',
      'decision.moderator',
      'decision.screening',
      'decision.screening',
      'decision.screening',
    ]);
    expect(all.items.map(({ id }) => id)).toEqual(
      all.items
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const own = await page(people.moderator);
    expect(own.items.map(({ comment_id: id }) => id)).toEqual([comments[2]?.id, comments[0]?.id]);
    expect(own.items[1]).toMatchObject({ note: 'A note.', to_status: 'rejected', actor_name: people.moderator.name });
    expect((await page(people.moderator, { actor: people.moderator.id })).items).toEqual(own.items);
  });

  it('shows the owner of the house what belongs to no site', async () => {
    expect(await kinds(people.owner, { kind: 'settings' })).toEqual(['settings.turned', 'settings.turned']);
    expect(await kinds(people.admin, { kind: 'settings' })).toEqual(['settings.turned']);
    expect(await kinds(people.owner, { actor: people.owner.id })).toEqual(['settings.turned']);
  });

  it.each([
    [{ kind: 'decision' }, 6],
    [{ kind: 'decision.screening' }, 3],
    [{ kind: 'decision.moderator' }, 3],
    [{ kind: 'decision.nonsense' }, 0],
    [{ kind: 'settings' }, 1],
    [{ kind: 'settings.turned' }, 1],
    [{ kind: 'setting' }, 0],
    [{ from: '2035-01-01T00:00:00.000Z' }, 0],
    [{ to: '2020-01-01T00:00:00.000Z' }, 0],
    [{ from: '2020-01-01T00:00:00.000Z', to: '2090-01-01T00:00:00.000Z' }, 8],
  ] as const)('finds %j', async (query, count) => {
    expect(await kinds(people.admin, query)).toHaveLength(count);
  });

  it('finds what was done to a comment and to a person, also by one moderator', async () => {
    const [one] = comments as [CommentRow];
    expect(await kinds(people.admin, { comment: one.id })).toEqual(['decision.moderator', 'decision.screening']);
    expect(await kinds(people.admin, { comment: one.id, actor: people.colleague.id })).toEqual([]);
    expect(await kinds(people.admin, { person: writer.id })).toHaveLength(7);
    expect(await kinds(people.admin, { person: writer.id, kind: 'settings' })).toEqual(['settings.turned']);
    expect(await kinds(people.moderator, { person: writer.id })).toHaveLength(2);
    expect(await kinds(people.admin, { person: newId() })).toEqual([]);
  });

  it('pages through everything once, and takes no cursor of another list', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await page(people.admin, { limit: '3', ...(after === undefined ? {} : { after }) });
      seen.push(...items.map(({ id }) => id));
      after = next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual((await page(people.admin)).items.map(({ id }) => id));
    const { next } = await page(people.admin, { limit: '1' });
    await expect(page(people.admin, { limit: '1', kind: 'decision', after: next ?? '' })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it('tells the place in the chain once it is sealed', async () => {
    expect((await page(people.admin)).items.every(({ position }) => position === null)).toBe(true);
    await room.get(SealLog).run();
    expect((await page(people.admin)).items.every(({ position }) => Number(position) > 0)).toBe(true);
  });

  it('is refused to whoever asks for what is not theirs', async () => {
    await expect(page(people.moderator, { actor: people.colleague.id })).rejects.toThrow(Forbidden);
    await expect(page(writer)).rejects.toThrow(Forbidden);
    const other = await buildSite(room.database);
    const stranger = await buildPerson(room.database, { roles: [{ siteId: other.id, role: 'admin' }] });
    await expect(page(stranger)).rejects.toThrow(NotFound);
    const query = LogQuery.parse({ site: site.key });
    await expect(room.get(ReadLog).page({ kind: 'anonymous' }, site.id, query)).rejects.toThrow(SignInRequired);
    const moderating = await buildApiKey(room.database, site.id, ['moderate']);
    await expect(room.get(ReadLog).page(moderating.actor, site.id, query)).rejects.toThrow(Forbidden);
    const administering = await buildApiKey(room.database, site.id, ['admin']);
    expect((await room.get(ReadLog).page(administering.actor, site.id, query)).items).toHaveLength(8);
  });
});
