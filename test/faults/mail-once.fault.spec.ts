import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emailKey } from '#accounts';
import { DeliveryAttention } from '#contracts';
import { newId } from '#kernel';
import { eventually } from '#testing';
import type { ColloquyClient } from '../../libs/testing/src/colloquy-client.js';
import { FaultBed, type FaultPlace, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { Reaper } from '../../libs/testing/src/reaper.js';
import { SlowMailServer } from '../../libs/testing/src/slow-mail-server.js';
import { report } from '../../libs/testing/src/tally.js';

const SUBSCRIBERS = 300 * faultsScale();
const CODES = 30 * faultsScale();
/** Long enough that a kill always finds mails between their last byte and the server's answer. */
const ANSWER_MS = 400;
/** Workers are killed until so many mails came, or so often: on a slow machine they hardly work between two deaths. */
const MOST = Math.floor((SUBSCRIBERS + CODES) * 0.9);
const KILLS = 8 * faultsScale();
const KILLED_WITHIN_MS = 150_000 * faultsScale();
const SETTLED_WITHIN_MS = 120_000;

const Attention = z.strictObject({ items: z.array(DeliveryAttention), next: z.string().nullable() });

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

async function subscribeAll(scenario: Scenario, { site, article }: FaultPlace): Promise<void> {
  const secret = scenario.config.secret.reveal();
  const emails = Array.from({ length: SUBSCRIBERS }, (_, index) => `subscriber-${index}@example.org`);
  await scenario.database.execute(
    `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, confirmed_at, created_at)
     SELECT id, $1, $2, 'all', email, key, 'confirmed', now(), now() FROM unnest($3::uuid[], $4::text[], $5::bytea[]) AS s (id, email, key)`,
    [site.id, article.id, emails.map(() => newId()), emails, emails.map((email) => emailKey(secret, email))],
  );
}

interface DeliveryRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly message_id: string;
  readonly recipient: string;
}

/** Every delivery with how often the mail server got it. */
async function deliveries(
  { database }: Scenario,
  mails: SlowMailServer,
): Promise<(DeliveryRow & { readonly came: number })[]> {
  const counts = mails.counts();
  const rows = await database.query<DeliveryRow>(
    'SELECT id, kind, state, message_id, recipient FROM deliveries ORDER BY id',
  );
  return rows.map((row) => ({ ...row, came: counts.get(`${row.message_id} ${row.recipient}`) ?? 0 }));
}

/** What the operator is shown, page by page. */
async function shownToOperator(client: ColloquyClient, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const path = `/operations/deliveries?state=unknown${after === '' ? '' : `&after=${after}`}`;
    const page: z.infer<typeof Attention> = (await client.api('GET', path, { token })).as(Attention);
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  return ids;
}

describe.each(queueBackends())('mail with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    it('F8: comes once or is shown as unknown, and codes always come, while workers are killed every 2 s', async () => {
      const mails = await SlowMailServer.start(ANSWER_MS);
      const scenario = await bed.scenario({ isRedis, smtpUrl: mails.url });
      try {
        const { client } = await scenario.api();
        const place = await scenario.place(client);
        const owner = await scenario.person({ roles: [{ siteId: null, role: 'admin' }] });
        await subscribeAll(scenario, place);
        const fleet = [scenario.worker(), scenario.worker()];
        const reaper = new Reaper(fleet, 2000, (one) => one.jobs > 0);
        await client.post(
          place.article.id,
          { body: 'News for everybody who subscribed.' },
          { token: place.moderator.token },
        );
        for (let index = 0; index < CODES; index++)
          await client.startEmail(`code-${index}-${randomUUID()}@example.org`);
        const isEnough = () => mails.received.length >= MOST || reaper.kills >= KILLS;
        await eventually('most mails came, or enough workers died', isEnough, KILLED_WITHIN_MS);
        await reaper.stop();
        const settledAfterMs = await scenario.drain(SETTLED_WITHIN_MS);

        const rows = await deliveries(scenario, mails);
        const notices = rows.filter(({ kind }) => kind === 'notification');
        const codes = rows.filter(({ kind }) => kind === 'sign-in');
        const inState = (state: string) => notices.filter((row) => row.state === state);
        report(`F8 on ${name}, notifications`, {
          attempted: SUBSCRIBERS,
          sent: inState('sent').length,
          unknown: inState('unknown').length,
          'unknown and not delivered': inState('unknown').filter(({ came }) => came === 0).length,
          lost: inState('sent').filter(({ came }) => came === 0).length,
          duplicated: notices.filter(({ came }) => came > 1).length,
        });
        report(`F8 on ${name}, codes`, {
          attempted: CODES,
          lost: codes.filter(({ came }) => came === 0).length,
          'sent again under the same id': codes.filter(({ came }) => came > 1).length,
          kills: reaper.kills,
          settledAfterMs,
        });
        expect(notices).toHaveLength(SUBSCRIBERS);
        expect(notices.filter(({ came }) => came > 1)).toEqual([]);
        expect(inState('sent').length + inState('unknown').length).toBe(SUBSCRIBERS);
        expect(inState('sent').every(({ came }) => came === 1)).toBe(true);
        expect((await shownToOperator(client, owner.token)).sort()).toEqual(
          inState('unknown')
            .map(({ id }) => id)
            .sort(),
        );
        expect(codes).toHaveLength(CODES);
        expect(codes.every(({ state, came }) => state === 'sent' && came >= 1)).toBe(true);
        expect(reaper.kills).toBeGreaterThanOrEqual(2);
      } finally {
        await scenario.close();
        await mails.stop();
      }
    });
  });
});
