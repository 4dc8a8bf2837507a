import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Forbidden, NotFound, SignInRequired } from '#accounts';
import { type CommentRow, EditComment, SettleComment } from '#discussion';
import { newId } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { buildApiKey, type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { AlreadyAppealed, AppealAnswered, NothingToAppeal, TextMissing } from '../desk.errors.js';
import { Decide } from '../review/decide.js';
import { ReviewQueue } from '../review/review-queue.js';
import { UndoDecision } from '../review/undo-decision.js';
import { DecideAppeal } from './decide-appeal.js';
import { FileAppeal } from './file-appeal.js';
import { ReadOutcome } from './read-outcome.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let writer: BuiltPerson;
let [first, second, admin]: BuiltPerson[] = [];

const DAY_MS = 24 * 60 * 60 * 1000;
const screening = {
  newCommenter: { holdFirst: 0 },
  recentRejections: { holdPercent: 0 },
  links: { holdFrom: 1, spamFrom: 4 },
  flood: { perMinute: 0, perHour: 0 },
  repeats: { windowSeconds: 0 },
};

beforeAll(async () => {
  room = await openWorkRoom();
  site = await buildSite(room.database, {
    settings: { screening, appealDays: 10, reasons: { 'rule-7': 'We keep to rule seven here.' } },
  });
  article = await buildArticle(room.database, { siteId: site.id });
  writer = await buildPerson(room.database);
  const staff = (role: 'moderator' | 'admin') => buildPerson(room.database, { roles: [{ siteId: site.id, role }] });
  [first, second, admin] = [await staff('moderator'), await staff('moderator'), await staff('admin')];
});
afterAll(() => room.close());

const by = (person: BuiltPerson | undefined): BuiltPerson => {
  if (person === undefined) throw new Error('Nobody is there.');
  return person;
};
let count = 0;
const written = async (body = 'A remark.', person = writer): Promise<CommentRow> => {
  const comment = await room.post(person.actor, { articleId: article.id, body: `${body} ${++count}` });
  await room.screen(comment);
  return comment;
};
const decide = async (
  comment: { id: string },
  outcome: 'publish' | 'reject' | 'spam',
  parts: { reason?: string; revision?: number; person?: BuiltPerson } = {},
) => {
  room.clock.advance(15_000);
  const { person = by(first), reason, revision = 1 } = parts;
  const item = {
    articleId: article.id,
    commentId: comment.id,
    revision,
    outcome,
    ...(reason === undefined ? {} : { reason }),
  };
  const [result] = await room.get(Decide).run(person.actor, { items: [item] });
  expect(result?.result).toBe('applied');
  return result?.decisionId ?? '';
};
const rejected = async (reason?: string, person = by(first)) => {
  const comment = await written();
  await decide(comment, 'reject', { person, ...(reason === undefined ? {} : { reason }) });
  return comment;
};
const status = (comment: { id: string }, person = writer) =>
  room.get(ReadOutcome).run(person.actor, article.id, comment.id);
const appeal = (comment: { id: string }, text = 'Please look again.', person = writer) =>
  room.get(FileAppeal).run(person.actor, { articleId: article.id, commentId: comment.id, text });
const appealed = async () => {
  const question = { state: 'appealed', sort: 'urgent', limit: 100 } as const;
  return (await room.get(ReviewQueue).page(site.id, question)).items;
};
const idOf = async (comment: { id: string }) =>
  (await appealed()).find((item) => item.comment.id === comment.id)?.appeal?.id ?? '';
const answer = (appealId: string, outcome: 'uphold' | 'overturn', person = by(second)) =>
  room.get(DecideAppeal).run(person.actor, appealId, { outcome, answer: 'We have looked again.' });

describe(ReadOutcome, () => {
  it('says what waits, what was let pass, and why it was not, without the name', async () => {
    const [held, shown, refused, automatic] = [
      await written('See https://example.org/a'),
      await written(),
      await rejected('rule-7'),
      await written('https://a.example https://b.example https://c.example https://d.example'),
    ];
    expect(await status(held)).toMatchObject({
      status: 'pending',
      decision: {
        by: 'system',
        reasons: [{ code: expect.any(String) as string, text: expect.stringMatching(/moderator/) as string }],
      },
      appeal: null,
    });
    expect(await status(shown)).toMatchObject({ status: 'published', decision: null, appeal: null, edit: null });
    const told = await status(refused);
    expect(told).toMatchObject({
      status: 'rejected',
      decision: { by: 'moderator', reasons: [{ code: 'rule-7', text: 'We keep to rule seven here.' }] },
      appeal: { state: 'open', until: new Date(room.clock.nowMs() + 10 * DAY_MS) },
    });
    expect(JSON.stringify(told)).not.toContain(by(first).id);
    expect(await status(automatic)).toMatchObject({
      status: 'spam',
      decision: { by: 'system', reasons: [{ text: expect.stringMatching(/advertising/) as string }] },
      appeal: { state: 'open' },
    });
  });

  it('hides the moderators’ own words, and says when flags have hidden a comment', async () => {
    const [free, hidden] = [await rejected('because I say so'), await written()];
    expect((await status(free)).decision?.reasons).toEqual([{ code: 'other', text: expect.any(String) as string }]);
    const flags = { articleId: article.id, commentId: hidden.id, revision: 1, to: 'pending', cause: 'flags' } as const;
    await room.get(SettleComment).run(flags);
    expect(await status(hidden)).toMatchObject({ status: 'pending', decision: { reasons: [{ code: 'flags' }] } });
  });

  it('says of an edit whether it waits or was refused', async () => {
    const comment = await written();
    const body = 'See https://example.org/later';
    await room.screen(
      await room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: comment.id, body }),
    );
    expect(await status(comment)).toMatchObject({ status: 'published', edit: 'waiting', revision: 2, appeal: null });
    await decide(comment, 'reject', { revision: 2 });
    expect(await status(comment)).toMatchObject({ status: 'published', edit: 'refused', appeal: { state: 'open' } });
  });

  it('is for the writer alone', async () => {
    const comment = await rejected();
    const other = await buildPerson(room.database);
    await expect(status(comment, other)).rejects.toThrow(NotFound);
    await expect(status(comment, by(first))).rejects.toThrow(Forbidden);
    await expect(room.get(ReadOutcome).run({ kind: 'anonymous' }, article.id, comment.id)).rejects.toThrow(NotFound);
    await expect(status(await written(), other)).rejects.toThrow(Forbidden);
  });
});

describe(FileAppeal, () => {
  it('brings the comment before the moderators once, and says so', async () => {
    const comment = await rejected();
    expect(await appeal(comment, 'It was\u202E meant kindly.')).toMatchObject({ appeal: { state: 'filed' } });
    const item = (await appealed()).find((one) => one.comment.id === comment.id);
    expect(item?.appeal).toMatchObject({
      text: expect.stringMatching(/^It was ?meant kindly\.$/) as string,
      against: { by: { id: by(first).id } },
    });
    await expect(appeal(comment)).rejects.toThrow(AlreadyAppealed);
  });

  it('is filed once, however often it is sent at the same time', async () => {
    const comment = await rejected();
    const sent = await Promise.allSettled([1, 2, 3, 4, 5].map(() => appeal(comment)));
    expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(sent.filter((one) => one.status === 'rejected' && one.reason instanceof AlreadyAppealed)).toHaveLength(4);
  });

  it('is for one’s own rejected comment, within the time, in words', async () => {
    const comment = await rejected();
    const other = await buildPerson(room.database);
    await expect(appeal(comment, 'x', other)).rejects.toThrow(NotFound);
    await expect(appeal(comment, ' \u200b\n')).rejects.toThrow(TextMissing);
    await expect(appeal(await written())).rejects.toThrow(NothingToAppeal);
    await expect(appeal(await written('See https://example.org/b'))).rejects.toThrow(NothingToAppeal);
    room.clock.advance(10 * DAY_MS);
    expect(await status(comment)).toMatchObject({ appeal: { state: 'closed' } });
    await expect(appeal(comment)).rejects.toThrow(NothingToAppeal);
  });
});

describe(DecideAppeal, () => {
  it('overturned, makes the comment public and tells the writer', async () => {
    const comment = await rejected();
    await appeal(comment);
    const result = await answer(await idOf(comment), 'overturn');
    expect(result).toMatchObject({ outcome: 'overturned', status: 'published' });
    expect(await status(comment)).toMatchObject({ status: 'published', decision: null });
    expect((await appealed()).map((item) => item.comment.id)).not.toContain(comment.id);
  });

  it('upheld, leaves it and tells the writer why, and takes no second appeal', async () => {
    const comment = await rejected();
    await appeal(comment);
    expect(await answer(await idOf(comment), 'uphold')).toMatchObject({ outcome: 'upheld', status: 'rejected' });
    expect(await status(comment)).toMatchObject({ appeal: { state: 'upheld', answer: 'We have looked again.' } });
    await expect(appeal(comment)).rejects.toThrow(AlreadyAppealed);
  });

  it('is answered by another than who decided, admins too, unless the site has nobody else', async () => {
    const [mine, admins] = [await rejected(), await rejected(undefined, by(admin))];
    for (const comment of [mine, admins]) await appeal(comment);
    await expect(answer(await idOf(mine), 'uphold', first)).rejects.toThrow(Forbidden);
    await expect(answer(await idOf(admins), 'uphold', admin)).rejects.toThrow(Forbidden);
    await expect(answer(await idOf(mine), 'uphold', writer)).rejects.toThrow(Forbidden);
    const key = await buildApiKey(room.database, site.id, ['moderate']);
    const byKey = room.get(DecideAppeal).run(key.actor, await idOf(mine), { outcome: 'uphold', answer: 'No.' });
    await expect(byKey).rejects.toThrow(Forbidden);
    const anonymous = room
      .get(DecideAppeal)
      .run({ kind: 'anonymous' }, await idOf(mine), { outcome: 'uphold', answer: 'No.' });
    await expect(anonymous).rejects.toThrow(SignInRequired);
    await expect(answer(newId(), 'uphold')).rejects.toThrow(NotFound);
    await expect(answer(await idOf(mine), 'uphold')).resolves.toMatchObject({ outcome: 'upheld' });
    await room.database.execute(`UPDATE roles SET role = 'reader' WHERE person_id = ANY ($1::uuid[])`, [
      [by(first).id, by(second).id],
    ]);
    await expect(answer(await idOf(admins), 'uphold', admin)).resolves.toMatchObject({ outcome: 'upheld' });
    await room.database.execute(`UPDATE roles SET role = 'moderator' WHERE person_id = ANY ($1::uuid[])`, [
      [by(first).id, by(second).id],
    ]);
  });

  it('is answered once by one of two moderators at the same time', async () => {
    for (let round = 0; round < 20; round++) {
      const comment = await rejected();
      await appeal(comment);
      const id = await idOf(comment);
      const answers = await Promise.allSettled([answer(id, 'overturn'), answer(id, 'uphold', admin)]);
      expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(lost).toBeInstanceOf(AppealAnswered);
      const isOverturned = answers[0].status === 'fulfilled';
      expect((await status(comment)).status).toBe(isOverturned ? 'published' : 'rejected');
    }
  });

  it('shows a refused edit when it is overturned, and can be taken back with its decision', async () => {
    const comment = await written();
    const body = 'See https://example.org/again';
    await room.screen(
      await room.get(EditComment).run(writer.actor, { articleId: article.id, commentId: comment.id, body }),
    );
    await decide(comment, 'reject', { revision: 2 });
    await appeal(comment);
    const { decisionId } = await answer(await idOf(comment), 'overturn');
    expect(await status(comment)).toMatchObject({ status: 'published', edit: null });
    await room.get(UndoDecision).run(by(second).actor, decisionId ?? '');
    expect(await status(comment)).toMatchObject({ edit: 'refused', appeal: { state: 'filed' } });
    expect((await appealed()).map((item) => item.comment.id)).toContain(comment.id);
  });

  it('is over when somebody has let the comment pass meanwhile', async () => {
    const comment = await rejected();
    await appeal(comment);
    await decide(comment, 'publish', { person: by(second) });
    expect((await appealed()).map((item) => item.comment.id)).not.toContain(comment.id);
  });
});
