import { describe, expect, it } from 'vitest';
import { type CommentRow, SettleComment, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import { buildPerson } from '../../../testing/src/build-person.js';
import { eventually } from '../../../testing/src/eventually.js';
import type { SmtpBehaviour } from '#testing';
import { noJob } from '../../../testing/src/work-room.js';
import { FanOutComment } from '../fan-out/fan-out-comment.js';
import { deliver } from '../notifications.jobs.js';
import { AddSubscription } from '../subscriptions/add-subscription.js';
import { SubscriptionLinks } from '../subscriptions/subscription-links.js';
import { subscriptionToken } from '../subscriptions/subscription-token.js';
import { Deliver } from './deliver.js';
import { RecoverDeliveries } from './recover-deliveries.js';
import {
  article,
  code,
  newAddress,
  next,
  notification,
  openForDeliveries,
  room,
  run,
  sink,
  stored,
  takeDelivery,
  writer,
} from './deliveries.fixture.js';

openForDeliveries();

const MAKE = { notification, code } as const;
const again = async () => (await room.jobs(deliver)).map(({ deliveryId }) => deliveryId);

describe(Deliver, () => {
  it.each<[keyof typeof MAKE, string, SmtpBehaviour, string, number]>([
    ['notification', 'is sent', { kind: 'accept' }, 'sent', 0],
    ['code', 'is sent', { kind: 'accept' }, 'sent', 0],
    ['notification', 'waits after a refusal for now', { kind: 'refuse', code: 451 }, 'queued', 1],
    ['code', 'waits after a refusal for now', { kind: 'refuse', code: 451 }, 'queued', 1],
    ['notification', 'waits after the text was refused for now', { kind: 'reject', code: 452 }, 'queued', 1],
    ['code', 'waits after the text was refused for now', { kind: 'reject', code: 452 }, 'queued', 1],
    ['notification', 'fails after a refusal for good', { kind: 'refuse', code: 550 }, 'failed', 0],
    ['code', 'fails after a refusal for good', { kind: 'refuse', code: 550 }, 'failed', 0],
    ['notification', 'fails after the text was refused for good', { kind: 'reject', code: 554 }, 'failed', 0],
    ['notification', 'is unknown when the server vanishes with the text', { kind: 'drop' }, 'unknown', 0],
    ['code', 'is tried again when the server vanishes with the text', { kind: 'drop' }, 'queued', 1],
    ['notification', 'is unknown when the server never answers', { kind: 'hang' }, 'unknown', 0],
    ['code', 'is tried again when the server never answers', { kind: 'hang' }, 'queued', 1],
  ])('%s %s', async (kind, _what, behaviour, state, jobs) => {
    const { id } = await MAKE[kind]();
    sink.behave(behaviour);
    await run(id);
    expect(await stored(id)).toMatchObject({ state, attempts: 1 });
    expect(await again()).toEqual(Array.from({ length: jobs }, () => id));
    sink.behave({ kind: 'accept' });
    room.clock.advance(120_000);
    await run(id);
    const isSentNow = state === 'queued' || state === 'sent';
    expect((await stored(id))?.state).toBe(isSentNow ? 'sent' : state);
    expect(sink.received).toHaveLength(isSentNow ? 1 : 0);
  });

  it('keeps the Message-ID of a code over its tries', async () => {
    const { id } = await code();
    sink.behave({ kind: 'drop' });
    await run(id);
    sink.behave({ kind: 'accept' });
    await run(id);
    const ids = [...sink.unanswered, ...sink.received].map(({ headers }) => headers['message-id']?.[0]);
    expect(ids).toEqual([(await stored(id))?.message_id, (await stored(id))?.message_id]);
  });

  it.each(['notification', 'code'] as const)('sends one mail when two runs of a %s meet', async (kind) => {
    for (let round = 0; round < 5; round++) {
      const { id } = await MAKE[kind]();
      await Promise.all([run(id), run(id), run(id)]);
      expect((await stored(id))?.state).toBe('sent');
    }
    expect(sink.received).toHaveLength(5);
  });

  it('never sends a notification again that was found halfway, and sends a code again', async () => {
    const [half, halfCode] = [await notification(), await code()];
    for (const { id } of [half, halfCode])
      await room.database.execute(`UPDATE deliveries SET state = 'data', attempts = 1 WHERE id = $1`, [id]);
    await run(half.id);
    await run(halfCode.id);
    expect((await stored(half.id))?.state).toBe('unknown');
    expect((await stored(halfCode.id))?.state).toBe('sent');
    expect(sink.received.map(({ to }) => to[0])).toEqual([halfCode.email]);
  });

  it('remembers that a mail has left, also when the run no longer owns its job', async () => {
    const { id } = await notification();
    await expect(
      room.get(Deliver).run({ deliveryId: id }, () => Promise.reject(new Error('done by another'))),
    ).rejects.toThrow('done by another');
    expect((await stored(id))?.state).toBe('sent');
    await run(id);
    expect(sink.received).toHaveLength(1);
  });

  it('ends the job of a delivery that is settled or gone, in a transaction', async () => {
    const { id } = await notification();
    await run(id);
    for (const deliveryId of [id, newId()]) {
      let isFinished = false;
      await room.get(Deliver).run({ deliveryId }, () => {
        isFinished = room.database.inTransaction;
        return Promise.resolve();
      });
      expect(isFinished).toBe(true);
    }
    expect(sink.received).toHaveLength(1);
  });

  it('gives up after a day, without blaming the address', async () => {
    const { id, email } = await notification();
    sink.behave({ kind: 'refuse', code: 451 });
    room.clock.advance(25 * 3_600_000);
    await run(id);
    expect(await stored(id)).toMatchObject({ state: 'failed' });
    expect(await again()).toEqual([]);
    expect(
      await room.database.query(
        'SELECT 1 FROM suppressions s JOIN deliveries d USING (recipient_key) WHERE d.recipient = $1',
        [email],
      ),
    ).toEqual([]);
  });

  it('stops writing to an address that its server denied twice, but for the codes its owner asks for', async () => {
    const reader = await buildPerson(room.database);
    sink.behave({ kind: 'refuse', code: 550 });
    for (let n = 0; n < 2; n++) await run((await notification({ reader })).id);
    const waiting = await code(reader.email ?? '');
    sink.behave({ kind: 'accept' });
    expect((await notification({ reader })).id).toBe('');
    await run(waiting.id);
    expect((await stored(waiting.id))?.state).toBe('sent');
  });

  it.each<[string, (comment: CommentRow, email: string) => Promise<unknown>]>([
    [
      'the comment was withdrawn',
      ({ id }) => room.get(WithdrawComment).run(writer.actor, { articleId: article.id, commentId: id }),
    ],
    [
      'the subscription was ended',
      async (_comment, email) => {
        const [row] = await room.database.query<{ id: string }>('SELECT id FROM subscriptions WHERE email = $1', [
          email,
        ]);
        const secret = room.config.secret.reveal();
        await room.get(SubscriptionLinks).unsubscribe(subscriptionToken(secret, 'unsubscribe', row?.id ?? ''));
      },
    ],
    [
      'the address was found to refuse mail',
      (_comment, email) =>
        room.database.execute(
          `INSERT INTO suppressions SELECT recipient_key, 'a test', now() FROM deliveries WHERE recipient = $1 LIMIT 1`,
          [email],
        ),
    ],
  ])('sends nothing when %s meanwhile', async (_what, happens) => {
    const { id, email, comment } = await notification();
    await happens(comment, email);
    await run(id);
    expect((await stored(id))?.state).toBe('dropped');
    expect(sink.attempts).toBe(0);
  });

  it('sends the newest code only, and none that has expired', async () => {
    const email = newAddress();
    const older = await code(email);
    const newer = await code(email);
    await run(older.id);
    await run(newer.id);
    expect([(await stored(older.id))?.state, (await stored(newer.id))?.state]).toEqual(['dropped', 'sent']);
    const late = await code();
    room.clock.advance(31 * 60_000);
    await run(late.id);
    expect((await stored(late.id))?.state).toBe('dropped');
    expect(sink.received).toHaveLength(1);
  });

  it('reaches an address whose domain is not written in ASCII', async () => {
    const { id } = await code('Anna@Bücher.example');
    await run(id);
    expect((await stored(id))?.state).toBe('sent');
    expect(sink.received[0]?.headers['to']).toEqual(['anna@xn--bcher-kva.example']);
  });

  it('goes out once when a comment that was taken away comes back, whoever asks how often (F9)', async () => {
    const { id, email, comment } = await notification();
    const decide = async (to: 'rejected' | 'published') => {
      room.clock.advance(20_000);
      const settlement = { articleId: article.id, commentId: comment.id, revision: 1, to, cause: 'moderator' } as const;
      return room.get(SettleComment).run({ ...settlement, makerId: newId() });
    };
    const sent = () => sink.received.filter(({ to }) => to.includes(email)).length;
    await decide('rejected');
    await run(id);
    expect(await stored(id)).toMatchObject({ state: 'dropped' });
    const { decisionId } = await decide('published');
    for (let again = 0; again < 3; again++) {
      await room.get(FanOutComment).run({ articleId: article.id, commentId: comment.id, decisionId }, noJob);
    }
    expect(await stored(id)).toMatchObject({ state: 'queued' });
    await Promise.all([run(id), run(id)]);
    expect(sent()).toBe(1);
    await decide('rejected');
    const { decisionId: third } = await decide('published');
    await room.get(FanOutComment).run({ articleId: article.id, commentId: comment.id, decisionId: third }, noJob);
    await run(id);
    expect(sent()).toBe(1);
  });

  it('is made for nobody when the publication was taken back before its time (F9)', async () => {
    const email = newAddress();
    const wish = { siteId: article.siteId, articleId: article.id, kind: 'all' as const, email, isConfirmed: true };
    await room.get(AddSubscription).run(wish);
    const comment = await room.post(writer.actor, { articleId: article.id, body: `Remark ${next()}.` });
    const parts = { articleId: article.id, commentId: comment.id, revision: 1, makerId: newId() };
    const settle = (to: 'published' | 'rejected', more: object = {}) => {
      room.clock.advance(20_000);
      return room.get(SettleComment).run({ ...parts, to, cause: 'moderator', ...more });
    };
    await settle('rejected');
    const first = await settle('published');
    await settle('rejected', { cause: 'undo', undoes: first.decisionId });
    const second = await settle('published');
    const fanOut = (decisionId?: string) =>
      room.get(FanOutComment).run({ articleId: article.id, commentId: comment.id, decisionId }, noJob);
    await fanOut(first.decisionId);
    expect(await takeDelivery(email)).toBe('');
    await fanOut(second.decisionId);
    const id = await takeDelivery(email);
    await run(id);
    expect(sink.received.filter(({ to }) => to.includes(email))).toHaveLength(1);
  });
});

describe(RecoverDeliveries, () => {
  it('marks notifications whose sending died, leaves what may still be under way, and lists them', async () => {
    const [stale, fresh, staleCode] = [await notification(), await notification(), await code()];
    const claim = (id: string) =>
      room.database.execute(`UPDATE deliveries SET state = 'data', claimed_at = $2 WHERE id = $1`, [
        id,
        room.clock.now(),
      ]);
    await claim(stale.id);
    await claim(staleCode.id);
    room.clock.advance(6 * 60_000);
    await claim(fresh.id);
    await room.get(RecoverDeliveries).run(noJob);
    const states = await Promise.all([stale, fresh, staleCode].map(async ({ id }) => (await stored(id))?.state));
    expect(states).toEqual(['unknown', 'data', 'data']);
    const listed = await room.get(RecoverDeliveries).list('unknown', null, 100);
    expect(listed).toContainEqual(
      expect.objectContaining({
        id: stale.id,
        recipient: stale.email,
        messageId: (await stored(stale.id))?.message_id,
      }),
    );
    const page = await room.get(RecoverDeliveries).list('unknown', stale.id, 100);
    expect(page.map(({ id }) => id)).not.toContain(stale.id);
    expect(await eventually('nothing is sent', () => sink.attempts === 0)).toBe(true);
  });
});
