import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisServer } from '#testing';
import {
  BUSY_SITE,
  counterState,
  effectsOf,
  mixedComments,
  seedParents,
} from '../../libs/testing/src/comment-history.js';
import { FaultBed } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { percentile, postAll } from '../../libs/testing/src/post-load.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report, tallyOf } from '../../libs/testing/src/tally.js';
import { expectTrueCounters } from '../../libs/testing/src/true-counters.js';

const COMMENTS = 500 * faultsScale();
const PER_SECOND = 20;
const KILLED_EVERY_MS = 5000;
const DOWN_MS = 1000;
const DECIDED_WITHIN_MS = 90_000;
/** So many readers that none of them meets a limit: the limits are on, because they live in Redis too. */
const READERS = 125 * faultsScale();

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

/** Kills Redis at a pace, every time with all that it holds, and empties it once in the middle, until it is told to stop. */
function harass(redis: RedisServer, untilAborted: AbortSignal) {
  const done = { kills: 0, flushes: 0 };
  const hasEnded = () => untilAborted.aborted;
  const run = async () => {
    for (let turn = 1; !hasEnded(); turn++) {
      await delay(KILLED_EVERY_MS, undefined, { signal: untilAborted }).catch(() => undefined);
      if (hasEnded()) break;
      if (turn === 3) {
        await flush(redis);
        done.flushes += 1;
        continue;
      }
      await redis.kill();
      done.kills += 1;
      await delay(DOWN_MS);
      await redis.restart();
    }
    return done;
  };
  return run();
}

async function flush(redis: RedisServer): Promise<void> {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
}

const [, backend] = queueBackends();

describe.skipIf(backend?.isThere !== true)(`comments with queues in ${backend?.name ?? 'Redis'}`, () => {
  it('F3: are all decided, and posting never fails, while Redis is killed every 5 s and emptied once', async () => {
    const scenario = await bed.scenario({ isRedis: true, env: { RATE_LIMITS: 'on' } });
    try {
      const { client } = await scenario.api();
      const place = await scenario.place(client, BUSY_SITE);
      const parents = await seedParents((body, token) => client.post(place.article.id, body, { token }), place, 5);
      const readers = await Promise.all(Array.from({ length: READERS }, () => scenario.person()));
      const worker = scenario.worker();
      await worker.until('works', () => worker.jobs > 0);
      if (scenario.redis === undefined) throw new Error('There is no Redis to be killed.');
      const end = new AbortController();
      const harassed = harass(scenario.redis, end.signal);
      const comment = mixedComments(
        place,
        parents,
        readers.map(({ token }) => token),
      );
      const posted = await postAll({
        clients: [client],
        count: COMMENTS,
        connections: 10,
        perSecond: PER_SECOND,
        comment,
        retryForMs: 0,
      });
      end.abort();
      const { kills, flushes } = await harassed;
      const decidedAfterMs = await scenario.drain(DECIDED_WITHIN_MS);

      const { comments, decisions } = await effectsOf(scenario, place.article.id);
      report('F3 on Redis, comments', tallyOf(posted, comments));
      report('F3 on Redis, screening decisions', tallyOf(posted, decisions));
      const times = posted.map(({ tookMs }) => tookMs);
      report('F3 on Redis, figures', {
        kills,
        flushes,
        decidedAfterMs,
        'POST p50 ms': percentile(times, 50),
        'POST p99 ms': percentile(times, 99),
      });
      expect(posted.flatMap(({ failures }) => failures)).toEqual([]);
      const all = { acknowledged: COMMENTS, ok: COMMENTS, lost: 0, duplicated: 0 };
      expect(tallyOf(posted, comments)).toMatchObject(all);
      expect(tallyOf(posted, decisions)).toMatchObject(all);
      expect(kills).toBeGreaterThanOrEqual(3);
      expect(flushes).toBe(1);
      await expectTrueCounters(scenario.database);
      const { stored, truth, waitingUnseen } = await counterState(scenario, place.article.id);
      expect(stored).toEqual(truth);
      expect(waitingUnseen).toBe(0);
    } finally {
      await scenario.close();
    }
  });
});
