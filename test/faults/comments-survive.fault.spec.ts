import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BUSY_SITE,
  counterState,
  effectsOf,
  mixedComments,
  seedParents,
} from '../../libs/testing/src/comment-history.js';
import { FaultBed, type FaultPlace, isReady, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import type { ColloquyClient } from '../../libs/testing/src/colloquy-client.js';
import { postAll, type Posted } from '../../libs/testing/src/post-load.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { Reaper } from '../../libs/testing/src/reaper.js';
import { report, tallyOf } from '../../libs/testing/src/tally.js';
import { expectTrueCounters } from '../../libs/testing/src/true-counters.js';

/** Apis take longest to come back, so their scenario has fewer comments; each is still retried through several deaths. */
const COMMENTS = { F1: 1000 * faultsScale(), F2: 400 * faultsScale() };
const CONNECTIONS = 20;
const PER_SECOND = { F1: 40, F2: 30 };
const DECIDED_WITHIN_MS = 60_000;

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

/** Opens a scenario with a site where a load goes up and down, and parents that it answers. */
async function prepare(isRedis: boolean): Promise<{
  scenario: Scenario;
  client: ColloquyClient;
  place: FaultPlace;
  parents: string[];
  api: Awaited<ReturnType<Scenario['api']>>['process'];
}> {
  const scenario = await bed.scenario({ isRedis });
  const { process: api, client } = await scenario.api();
  const place = await scenario.place(client, BUSY_SITE);
  const parents = await seedParents((body, token) => client.post(place.article.id, body, { token }), place, 10);
  return { scenario, client, place, parents, api };
}

/** Prints the history of a load and checks that nothing of it is lost or doubled and every counter tells the truth. */
async function judge(
  name: string,
  scenario: Scenario,
  place: FaultPlace,
  posted: Posted[],
  figures: Record<string, number>,
): Promise<void> {
  const { comments, decisions } = await effectsOf(scenario, place.article.id);
  const stored = tallyOf(posted, comments);
  const judged = tallyOf(posted, decisions);
  report(`${name}, comments`, stored);
  report(`${name}, screening decisions`, judged);
  report(`${name}, figures`, figures);
  const all = { acknowledged: posted.length, ok: posted.length, lost: 0, duplicated: 0 };
  expect(stored).toMatchObject(all);
  expect(judged).toMatchObject(all);
  const { stored: counted, truth, waitingUnseen } = await counterState(scenario, place.article.id);
  expect(counted).toEqual(truth);
  expect(waitingUnseen).toBe(0);
  await expectTrueCounters(scenario.database);
  expect(await scenario.count('SELECT count(*)::int AS n FROM dead_letters')).toBe(0);
}

describe.each(queueBackends())('comments with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    it('F1: are each decided once while workers are killed every 2 s', async () => {
      const { scenario, client, place, parents } = await prepare(isRedis);
      try {
        const fleet = [scenario.worker(), scenario.worker()];
        const reaper = new Reaper(fleet, 2000, (one) => one.jobs > 0);
        const comment = mixedComments(place, parents);
        const posted = await postAll({
          clients: [client],
          count: COMMENTS.F1,
          connections: CONNECTIONS,
          perSecond: PER_SECOND.F1,
          comment,
          retryForMs: 0,
        });
        await reaper.stop();
        const decidedAfterMs = await scenario.drain(DECIDED_WITHIN_MS);
        await judge(`F1 on ${name}`, scenario, place, posted, { kills: reaper.kills, decidedAfterMs });
        expect(reaper.kills).toBeGreaterThanOrEqual(3);
      } finally {
        await scenario.close();
      }
    });

    it('F2: are each stored once while apis are killed every 3 s', async () => {
      const { scenario, client, place, parents, api } = await prepare(isRedis);
      try {
        const other = await scenario.api();
        scenario.worker();
        const clients = [client, other.client];
        const clientOf = new Map([
          [api, client],
          [other.process, other.client],
        ]);
        const reaper = new Reaper([api, other.process], 3000, (one) => isReady(clientOf.get(one) ?? client));
        const comment = mixedComments(place, parents);
        const posted = await postAll({
          clients,
          count: COMMENTS.F2,
          connections: CONNECTIONS,
          perSecond: PER_SECOND.F2,
          comment,
          retryForMs: 60_000,
        });
        await reaper.stop();
        const decidedAfterMs = await scenario.drain(DECIDED_WITHIN_MS);
        const retried = posted.filter(({ tries }) => tries > 1).length;
        await judge(`F2 on ${name}`, scenario, place, posted, { kills: reaper.kills, retried, decidedAfterMs });
        expect(reaper.kills).toBeGreaterThanOrEqual(3);
        expect(posted.flatMap(({ failures }) => failures).filter((status) => status >= 500)).toEqual([]);
      } finally {
        await scenario.close();
      }
    });
  });
});
