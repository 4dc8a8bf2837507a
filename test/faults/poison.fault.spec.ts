import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeadLetter } from '#contracts';
import { eventually } from '#testing';
import { z } from 'zod';
import { BUSY_SITE, mixedComments, seedParents } from '../../libs/testing/src/comment-history.js';
import { expectTrueCounters } from '../../libs/testing/src/true-counters.js';
import { FaultBed } from '../../libs/testing/src/fault-bed.js';
import { Keeper } from '../../libs/testing/src/keeper.js';
import { postAll } from '../../libs/testing/src/post-load.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report } from '../../libs/testing/src/tally.js';

const GOOD = 200;
const POISONS = ['exit', 'loop', 'memory', 'rejection', 'throw'] as const;
const KILLERS = POISONS.filter((kind) => kind !== 'throw');
/** What F11 allows. */
const MOST_DEATHS = 6;
const GOOD_WITHIN_MS = 60_000;
const BURIED_WITHIN_MS = 240_000;
/** Everything quicker and sooner given up than usual, and a heap that two gigabytes do not fit into. */
const ENV = {
  JOB_LOCK_MS: '2500',
  JOB_STALLED_EVERY_MS: '1000',
  JOB_BACKOFF_MS: '50',
  JOB_MAX_STALLED: '3',
  WORKER_BLOCKED_MS: '2000',
  NODE_OPTIONS: '--max-old-space-size=256',
};
const Letters = z.object({ items: z.array(DeadLetter) });

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

describe.each(queueBackends())('poison among good jobs with queues in $name', ({ name, isRedis, isThere }) => {
  it.skipIf(!isThere)('F11: is buried with its reason, and every good one is done', { timeout: 480_000 }, async () => {
    const scenario = await bed.scenario({ isRedis, env: ENV });
    try {
      await scenario.database.execute('CREATE TABLE poison_bites (kind text NOT NULL)');
      const { client } = await scenario.api();
      const place = await scenario.place(client, BUSY_SITE);
      const fleet = [scenario.poisonedWorker(), scenario.poisonedWorker()];
      const seed = (count: number) =>
        seedParents((body, token) => client.post(place.article.id, body, { token }), place, count);
      const parents = await seed(5);
      // The faster of the two may have done them all.
      for (const one of fleet) await one.until('works', async () => one.jobs > 0 || (await seed(1)).length === 0);
      const poisonIds = new Map<string, string>();
      const keeper = new Keeper(fleet);
      const comment = mixedComments(place, parents);
      const good = postAll({ clients: [client], count: GOOD, connections: 8, perSecond: 25, comment, retryForMs: 0 });
      for (const kind of POISONS) {
        const { comment: posted } = await client.post(place.article.id, {
          body: `There is poison:${kind} in this.`,
          guest: { name: 'Mallory' },
        });
        poisonIds.set(kind, posted.id);
      }
      const posted = await good;
      const goodIds = posted.map(({ commentId }) => commentId);
      const undecided = () =>
        scenario.count(
          `SELECT count(*)::int AS n FROM unnest($1::uuid[]) AS good (id)
           WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.comment_id = good.id AND d.cause = 'screening')`,
          [goodIds],
        );
      const startedMs = performance.now();
      await eventually('every good one is decided', async () => (await undecided()) === 0, GOOD_WITHIN_MS);
      const goodAfterMs = Math.round(performance.now() - startedMs);
      const letters = () => scenario.count(`SELECT count(*)::int AS n FROM dead_letters WHERE name = 'screen-comment'`);
      await eventually('all poison is buried', async () => (await letters()) >= POISONS.length, BURIED_WITHIN_MS);
      const buriedAfterMs = Math.round(performance.now() - startedMs);
      await keeper.stop();
      await Promise.all(fleet.map((one) => one.kill()));

      const bites = new Map(
        (
          await scenario.database.query<{ kind: string; n: number }>(
            'SELECT kind, count(*)::int AS n FROM poison_bites GROUP BY kind',
          )
        ).map(({ kind, n }) => [kind, n]),
      );
      report(`F11 on ${name}`, {
        good: goodIds.length - (await undecided()),
        goodAfterMs,
        buriedAfterMs,
        deaths: keeper.deaths,
        ...Object.fromEntries(bites),
      });
      expect(await letters()).toBe(POISONS.length);
      for (const kind of KILLERS) expect([kind, (bites.get(kind) ?? 0) <= MOST_DEATHS]).toEqual([kind, true]);

      const waiting = await scenario.count(
        `SELECT count(*)::int AS n FROM review_items WHERE comment_id = ANY($1::uuid[]) AND resolved_at IS NULL AND reasons = '{screening_failed}'`,
        [[...poisonIds.values()]],
      );
      expect(waiting).toBe(POISONS.length);

      const owner = await scenario.person({ roles: [{ siteId: null, role: 'admin' }] });
      const { items } = (await client.api('GET', '/operations/dead-letters', { token: owner.token })).as(Letters);
      expect(items.every(({ reason, attempts }) => reason.length > 10 && attempts > 0)).toBe(true);
      const [retried, ...others] = items;
      const retry = await client.api('POST', `/operations/dead-letters/${retried?.id ?? ''}/retry`, {
        token: owner.token,
      });
      expect(retry.status).toBeLessThan(300);
      for (const { id } of others) {
        const discarded = await client.api('DELETE', `/operations/dead-letters/${id}`, { token: owner.token });
        expect(discarded.status).toBeLessThan(300);
      }
      scenario.worker();
      await scenario.drain(60_000);
      const decided = await scenario.count(
        `SELECT count(*)::int AS n FROM decisions WHERE comment_id = ANY($1::uuid[]) AND cause = 'screening'`,
        [[...poisonIds.values()]],
      );
      expect([decided, await letters()]).toEqual([1, 0]);
      await expectTrueCounters(scenario.database);
    } finally {
      await scenario.close();
    }
  });
});
