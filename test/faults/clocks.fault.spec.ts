import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import type { ColloquyClient } from '../../libs/testing/src/colloquy-client.js';
import { BUSY_SITE, effectsOf, mixedComments, seedParents } from '../../libs/testing/src/comment-history.js';
import { FaultBed, type FaultPlace, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { postAll, type Posted } from '../../libs/testing/src/post-load.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import type { ServiceProcess } from '../../libs/testing/src/service-process.js';
import { report, tallyOf } from '../../libs/testing/src/tally.js';
import { expectTrueCounters } from '../../libs/testing/src/true-counters.js';

const COMMENTS = 120;
const PER_SECOND = 40;
const NOTICED_WITHIN_MS = 60_000;
const STARTED_WITHIN_MS = 30_000;
const SKEW = pathToFileURL(join(import.meta.dirname, '../../dist/test/faults/skew.js')).href;
const OFF = /This machine's clock is [\d.]+ s off PostgreSQL's/u;

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

interface Stage {
  readonly scenario: Scenario;
  readonly client: ColloquyClient;
  readonly place: FaultPlace;
  readonly parents: readonly string[];
}

const skewed = (scenario: Scenario, skewMs: number, stepMs = 0): ServiceProcess =>
  scenario.worker({
    NODE_OPTIONS: `--import ${SKEW}`,
    SKEW_MS: String(skewMs),
    SKEW_STEP_MS: String(stepMs),
    JOB_LOCK_MS: '5000',
    JOB_STALLED_EVERY_MS: '1000',
  });

const load = ({ client, place, parents }: Stage): Promise<Posted[]> =>
  postAll({
    clients: [client],
    count: COMMENTS,
    connections: 8,
    perSecond: PER_SECOND,
    comment: mixedComments(place, parents),
    retryForMs: 0,
  });

/** What was done of a load: once each. @returns the figures of its decisions. */
async function judge(stage: Stage, posted: readonly Posted[]) {
  await stage.scenario.drain(90_000);
  const { decisions } = await effectsOf(stage.scenario, stage.place.article.id);
  const tally = tallyOf(posted, decisions);
  expect(tally).toMatchObject({ acknowledged: COMMENTS, ok: COMMENTS, lost: 0, duplicated: 0 });
  await expectTrueCounters(stage.scenario.database);
  return tally;
}

describe.each(queueBackends())('a worker whose clock is wrong, with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    const open = async (): Promise<Stage> => {
      const scenario = await bed.scenario({ isRedis });
      const { client } = await scenario.api();
      const place = await scenario.place(client, BUSY_SITE);
      const parents = await seedParents((body, token) => client.post(place.article.id, body, { token }), place, 5);
      return { scenario, client, place, parents };
    };

    it.each([
      ['a minute fast', 60_000],
      ['a minute slow', -60_000],
    ])('F12: %s, doubles nothing and is told off', { timeout: 240_000 }, async (what, skewMs) => {
      const stage = await open();
      try {
        stage.scenario.worker();
        const wrong = skewed(stage.scenario, skewMs);
        const startedMs = performance.now();
        const posting = load(stage);
        await eventually('the clock is noticed', () => OFF.test(wrong.output), STARTED_WITHIN_MS + NOTICED_WITHIN_MS);
        const noticedAfterMs = Math.round(performance.now() - startedMs);
        if (!isRedis) await eventually('it does not work', () => !wrong.isRunning, NOTICED_WITHIN_MS);
        const tally = await judge(stage, await posting);
        report(`F12 on ${name}, ${what}`, { ...tally, noticedAfterMs, jobsOfWrong: wrong.jobs });
        if (!isRedis) expect(wrong.jobs).toBe(0);
      } finally {
        await stage.scenario.close();
      }
    });

    it('F12: set ten seconds on while it works, doubles nothing and is told off', { timeout: 240_000 }, async () => {
      const stage = await open();
      try {
        stage.scenario.worker();
        const wrong = skewed(stage.scenario, 0, 10_000);
        await wrong.until('works', () => wrong.jobs > 0);
        const posting = load(stage);
        await wrong.until('works on', () => wrong.jobs > 5);
        wrong.signal('SIGUSR2');
        const steppedMs = performance.now();
        await eventually('the clock is noticed', () => OFF.test(wrong.output), NOTICED_WITHIN_MS);
        const noticedAfterMs = Math.round(performance.now() - steppedMs);
        const posted = await posting;
        const tally = await judge(stage, posted);
        const before = wrong.jobs;
        for (let more = 0; more < 20; more++) {
          await stage.client.post(stage.place.article.id, { body: `More, number ${more}.`, guest: { name: 'Late' } });
        }
        await stage.scenario.drain(90_000);
        report(`F12 on ${name}, a step`, { ...tally, noticedAfterMs, jobsAfterwards: wrong.jobs - before });
        expect(wrong.isRunning).toBe(true);
        if (!isRedis) expect(wrong.jobs).toBe(before);
      } finally {
        await stage.scenario.close();
      }
    });
  });
});
