import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddressRemark, type CommentRow, EditComment } from '#discussion';
import { Decide, DecideAppeal, FileAppeal, UndoDecision } from '#moderation';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { mailAddressed, mailAppealOutcome, mailOutcome } from '../notifications.jobs.js';
import { AddSubscription } from '../subscriptions/add-subscription.js';
import { ComposeAddressed } from './compose-addressed.js';
import { ComposeOutcome } from './compose-outcome.js';
import { MailOutcome } from './mail-outcome.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;
let moderator: BuiltPerson;
let another: BuiltPerson;

beforeAll(async () => {
  room = await openWorkRoom();
  site = await buildSite(room.database, { settings: { moderation: 'pre', undoSeconds: 25 } });
  article = await buildArticle(room.database, { siteId: site.id });
  const staff = () => buildPerson(room.database, { roles: [{ siteId: site.id, role: 'moderator' }] });
  [moderator, another] = [await staff(), await staff()];
});
afterAll(() => room.close());

let count = 0;
const subscriber = async (): Promise<BuiltPerson> => {
  const person = await buildPerson(room.database);
  await room.get(AddSubscription).run({
    ...{ siteId: site.id, articleId: article.id, kind: 'replies' as const, isConfirmed: true },
    ...{ email: person.email ?? '', personId: person.id },
  });
  return person;
};
const written = async (by: BuiltPerson): Promise<CommentRow> => {
  const comment = await room.post(by.actor, { articleId: article.id, body: `Remark ${++count}.` });
  await room.screen(comment);
  return comment;
};
const decide = async (comment: CommentRow, outcome: 'publish' | 'reject', reason = 'off-topic') => {
  room.clock.advance(15_000);
  const item = { articleId: article.id, commentId: comment.id, revision: comment.revision, outcome, reason };
  const [result] = await room.get(Decide).run(moderator.actor, { items: [item] });
  return { articleId: article.id, commentId: comment.id, decisionId: result?.decisionId ?? '' };
};
const tell = (decided: { articleId: string; commentId: string; decisionId: string }) =>
  room.get(MailOutcome).decision(decided, noJob);
const mails = async (subjectId: string) =>
  room.database.query<{ kind: string; recipient: string }>(
    'SELECT kind, recipient FROM deliveries WHERE subject_id = $1',
    [subjectId],
  );

describe(MailOutcome, () => {
  it('tells a writer who asked for mail that the comment was rejected and why, once', async () => {
    const writer = await subscriber();
    const decided = await decide(await written(writer), 'reject');
    expect(await room.jobs(mailOutcome)).toContainEqual(decided);
    const [row] = await room.database.query<{ waits: number }>(
      `SELECT extract(epoch FROM available_at - created_at)::int AS waits FROM outbox WHERE name = $1 AND payload ->> 'decisionId' = $2`,
      [mailOutcome.name, decided.decisionId],
    );
    expect(row?.waits).toBe(25);
    await Promise.all(Array.from({ length: 10 }, () => tell(decided)));
    expect(await mails(decided.decisionId)).toEqual([{ kind: 'outcome', recipient: writer.email }]);
    const composed = await room.get(ComposeOutcome).decision(decided.decisionId);
    if (!composed.send) throw new Error(composed.why);
    expect(composed.mail.text).toContain('It has nothing to do with what is discussed here.');
    expect(composed.mail.text).toContain('Decided by: a moderator');
    expect(composed.mail.text).toMatch(/second opinion until \d{4}-\d\d-\d\d/);
    expect(`${composed.mail.text}${composed.mail.html}`).not.toContain(moderator.actor.name);
    expect(composed.mail.headers?.listUnsubscribe).toContain('/mail/unsubscribe/');
  });

  it('tells nobody who has not asked, has no confirmed address, or was published', async () => {
    const stranger = await buildPerson(room.database);
    const decided = [
      await decide(await written(stranger), 'reject'),
      await decide(await written(await subscriber()), 'publish'),
    ];
    const left = await subscriber();
    await room.database.execute(`UPDATE subscriptions SET state = 'ended' WHERE person_id = $1`, [left.id]);
    decided.push(await decide(await written(left), 'reject'));
    for (const one of decided) {
      await tell(one);
      expect(await mails(one.decisionId)).toEqual([]);
    }
  });

  it('tells nothing of a decision that was taken back, before or after the mail was made', async () => {
    const writer = await subscriber();
    const [early, late] = [
      await decide(await written(writer), 'reject'),
      await decide(await written(writer), 'reject'),
    ];
    await room.get(UndoDecision).run(moderator.actor, early.decisionId);
    await tell(early);
    expect(await mails(early.decisionId)).toEqual([]);
    await tell(late);
    await room.get(UndoDecision).run(moderator.actor, late.decisionId);
    expect(await room.get(ComposeOutcome).decision(late.decisionId)).toMatchObject({ send: false });
  });

  it('sends none where the site does not want it', async () => {
    await room.database.execute(`UPDATE sites SET settings = settings || '{"outcomeMail": false}' WHERE id = $1`, [
      site.id,
    ]);
    room.clock.advance(10_000);
    const decided = await decide(await written(await subscriber()), 'reject');
    await tell(decided);
    expect(await mails(decided.decisionId)).toEqual([]);
    await room.database.execute(`UPDATE sites SET settings = settings - 'outcomeMail' WHERE id = $1`, [site.id]);
    room.clock.advance(10_000);
  });

  it('tells a writer once what became of the appeal', async () => {
    const writer = await buildPerson(room.database);
    const comment = await written(writer);
    await decide(comment, 'reject');
    await room.get(FileAppeal).run(writer.actor, { articleId: article.id, commentId: comment.id, text: 'Please.' });
    const [appeal] = await room.database.query<{ id: string }>('SELECT id FROM appeals WHERE comment_id = $1', [
      comment.id,
    ]);
    const appealId = appeal?.id ?? '';
    await room.get(DecideAppeal).run(another.actor, appealId, {
      outcome: 'uphold',
      answer: 'It stays. See https://evil.example/',
    });
    expect(await room.jobs(mailAppealOutcome)).toContainEqual({ appealId });
    for (let run = 0; run < 3; run++) await room.get(MailOutcome).appeal({ appealId }, noJob);
    expect(await mails(appealId)).toEqual([{ kind: 'appeal-outcome', recipient: writer.email }]);
    const composed = await room.get(ComposeOutcome).appeal(appealId);
    if (!composed.send) throw new Error(composed.why);
    expect(composed.mail.text).toContain('The decision stays as it was.');
    expect(composed.mail.text).toContain('It stays. See [link]');
    expect(composed.mail.text).not.toContain(another.actor.name);
    expect(composed.mail.text).not.toContain(`/d/${site.key}/`);
  });

  it('leads to the comment where it can be read: after an appeal that was granted, and while an edit is refused', async () => {
    const writer = await subscriber();
    const page = (comment: CommentRow) => `/d/${site.key}/${article.key}?comment=${comment.id}#c-${comment.id}`;
    const heard = await written(writer);
    const refused = await decide(heard, 'reject');
    const unread = await room.get(ComposeOutcome).decision(refused.decisionId);
    expect(JSON.stringify(unread)).not.toContain(page(heard));
    await room.get(FileAppeal).run(writer.actor, { articleId: article.id, commentId: heard.id, text: 'Please.' });
    const [appeal] = await room.database.query<{ id: string }>('SELECT id FROM appeals WHERE comment_id = $1', [
      heard.id,
    ]);
    const appealId = appeal?.id ?? '';
    await room.get(DecideAppeal).run(another.actor, appealId, { outcome: 'overturn', answer: 'It is fine.' });
    const granted = await room.get(ComposeOutcome).appeal(appealId);
    if (!granted.send) throw new Error(granted.why);
    expect(granted.mail.text).toContain(`Your comment:\n${room.config.publicUrl}${page(heard)}\n`);
    expect(granted.mail.html).toContain(`href="${room.config.publicUrl}${page(heard)}"`);

    const edited = await written(writer);
    await decide(edited, 'publish');
    const change = { articleId: article.id, commentId: edited.id, body: 'The same, in other words.' };
    await room.screen(await room.get(EditComment).run(writer.actor, change));
    const { decisionId } = await decide({ ...edited, revision: 2 }, 'reject');
    const told = await room.get(ComposeOutcome).decision(decisionId);
    if (!told.send) throw new Error(told.why);
    expect(told.mail.text).toContain('Your changed comment');
    expect(told.mail.text).toContain(page(edited));
  });

  it('tells the writer of a remark once for each marking that stands, and nobody of one that was reopened', async () => {
    const writer = await subscriber();
    const remark = await written(writer);
    await decide(remark, 'publish');
    const mark = async (state: 'addressed' | 'reopened') => {
      room.clock.advance(1000);
      const wish = state === 'addressed' ? { state, revision: 1 } : { state };
      await room.get(AddressRemark).run(moderator.actor, { articleId: article.id, commentId: remark.id }, wish);
      const [row] = await room.database.query<{ id: string }>(
        'SELECT id FROM addressed_remarks WHERE comment_id = $1 ORDER BY made_at DESC LIMIT 1',
        [remark.id],
      );
      return { articleId: article.id, addressedId: row?.id ?? '' };
    };
    const told = async (marking: { articleId: string; addressedId: string }) => {
      await Promise.all([1, 2, 3].map(() => room.get(MailOutcome).addressed(marking, noJob)));
      return mails(marking.addressedId);
    };
    const first = await mark('addressed');
    expect((await mark('addressed')).addressedId).toBe(first.addressedId);
    expect(await room.jobs(mailAddressed)).toContainEqual(first);
    expect(await told(first)).toEqual([{ kind: 'addressed', recipient: writer.email }]);
    const composed = await room.get(ComposeAddressed).run(first.addressedId);
    if (!composed.send) throw new Error(composed.why);
    expect(composed.mail.text).toContain('in its revision 1');
    expect(composed.mail.text).toContain(`/d/${site.key}/${article.key}?comment=${remark.id}`);
    expect(composed.mail.headers?.listUnsubscribe).toContain('/mail/unsubscribe/');
    expect(`${composed.mail.text}${composed.mail.html}`).not.toContain(moderator.actor.name);

    await mark('reopened');
    expect(await room.get(ComposeAddressed).run(first.addressedId)).toMatchObject({ send: false });
    const second = await mark('addressed');
    expect(second.addressedId).not.toBe(first.addressedId);
    await mark('reopened');
    expect(await told(second)).toEqual([]);
    const third = await mark('addressed');
    expect(await told(third)).toEqual([{ kind: 'addressed', recipient: writer.email }]);
  });
});
