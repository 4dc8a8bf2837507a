import { afterAll, afterEach, beforeAll } from 'vitest';
import { StartEmailSignIn } from '#accounts';
import { canonicalEmail } from '#kernel';
import { type BuiltArticle, buildArticle, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { SmtpSink } from '#testing';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { FanOutComment } from '../fan-out/fan-out-comment.js';
import { deliver, mailVerification } from '../notifications.jobs.js';
import { AddSubscription } from '../subscriptions/add-subscription.js';
import { Deliver } from './deliver.js';
import { MailVerification } from './mail-verification.js';

/** The mail server of the spec that calls `openForDeliveries`. */
export let sink: SmtpSink;
/** Its room. */
export let room: WorkRoom;
/** Where everything is written. */
export let article: BuiltArticle;
/** Who writes. */
export let writer: BuiltPerson;

/** A room that mails to a server of its own, for all tests of a spec. */
export function openForDeliveries(): void {
  beforeAll(async () => {
    sink = await SmtpSink.start();
    room = await openWorkRoom({
      SMTP_URL: sink.url,
      SMTP_TIMEOUT_MS: '1000',
      MAIL_FROM: 'Talk <talk@example.org>',
      PUBLIC_URL: 'https://talk.example.org',
    });
    const screening = {
      newCommenter: { holdFirst: 0 },
      links: { holdFrom: 0, spamFrom: 0 },
      flood: { perMinute: 0, perHour: 0 },
      repeats: { windowSeconds: 0 },
    };
    article = await buildArticle(room.database, {
      siteId: (await buildSite(room.database, { settings: { screening } })).id,
    });
    writer = await buildPerson(room.database, { name: 'Wanda Writer' });
  });
  afterAll(async () => {
    await room.close();
    await sink.stop();
  });
  afterEach(async () => {
    sink.behave({ kind: 'accept' });
    sink.clear();
    room.clock.advance(3_600_000);
    await room.database.execute('DELETE FROM outbox');
  });
}

let count = 0;
/** For texts that no test has used. */
export const next = () => ++count;
/** An address that no test has used. */
export const newAddress = () => `inbox-${next()}@example.org`;
/** A delivery as it is stored. */
interface Stored {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly reason: string | null;
  readonly message_id: string;
}
/** What is stored of one. */
export const stored = async (id: string): Promise<Stored | undefined> =>
  (
    await room.database.query<Stored & Record<string, unknown>>(
      'SELECT id, state, attempts, reason, message_id FROM deliveries WHERE id = $1',
      [id],
    )
  )[0];
/** Does the job of a delivery. */
export const run = (deliveryId: string) => room.get(Deliver).run({ deliveryId }, noJob);
/** Takes the delivery to an address out of the outbox: the id, or nothing when there is none. */
export const takeDelivery = async (email: string) => {
  const [row] = await room.database.query<{ id: string }>(
    `SELECT d.id FROM deliveries d JOIN outbox o ON o.payload ->> 'deliveryId' = d.id::text WHERE o.name = $1 AND d.recipient = $2`,
    [deliver.name, email],
  );
  await room.database.execute('DELETE FROM outbox');
  return row?.id ?? '';
};

/** A delivery about a comment to a new address. */
export async function notification(
  parts: { body?: string; by?: BuiltPerson; reader?: BuiltPerson; parentId?: string } = {},
) {
  const email = parts.reader?.email ?? newAddress();
  const kind = parts.parentId === undefined ? 'all' : 'replies';
  await room
    .get(AddSubscription)
    .run({ siteId: article.siteId, articleId: article.id, kind, email, personId: parts.reader?.id, isConfirmed: true });
  const comment = await room.post((parts.by ?? writer).actor, {
    articleId: article.id,
    body: parts.body ?? `Remark ${next()}.`,
    parentId: parts.parentId,
  });
  await room.screen(comment);
  await room.get(FanOutComment).run({ articleId: article.id, commentId: comment.id }, noJob);
  return { id: await takeDelivery(email), email, comment };
}

/** A delivery of a code to a new address. */
export async function code(email = newAddress()) {
  await room.get(StartEmailSignIn).run({ email });
  for (const job of await room.jobs(mailVerification)) await room.get(MailVerification).run(job, noJob);
  return { id: await takeDelivery(canonicalEmail(email)), email };
}
