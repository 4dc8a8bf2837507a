import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Replay, Rescreen, RuleSet, StartedTask } from '#contracts';
import { buildScreened } from '../../libs/testing/src/build-screened.js';
import { eventually } from '../../libs/testing/src/eventually.js';
import { FaultBed } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report } from '../../libs/testing/src/tally.js';

/** Some steps of half a second. */
const COMMENTS = 600 * faultsScale();
const DEATHS = 2;
const DONE_WITHIN_MS = 180_000;
const OPEN = { newCommenter: { holdFirst: 0 }, repeats: { windowSeconds: 0 }, raid: { holdFrom: 0 } };
const STRICT = { ...OPEN, words: { banned: ['gadget'] } };

let bed: FaultBed;
beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

describe.each(queueBackends())('long work with queues in $name', ({ name, isRedis, isThere }) => {
  it.skipIf(!isThere)('is resumed after kill -9, and counts and settles every comment once', async () => {
    const scenario = await bed.scenario({ isRedis });
    try {
      const { client } = await scenario.api();
      const { site, article } = await scenario.place(client, { screening: OPEN });
      const { token } = await scenario.person({ roles: [{ siteId: site.id, role: 'admin' }] });
      await buildScreened(scenario.database, {
        siteId: site.id,
        articleId: article.id,
        count: COMMENTS,
        gadgetEvery: 2,
      });
      const rules = '/moderation/rules';
      const named = (id: string, what: string) => `${rules}/${what}/${id}?site=${site.key}`;
      const worker = scenario.worker();

      /** Kills the worker in mid-work, some steps after it has started anew, and waits for the end. */
      const survive = async (id: string): Promise<number> => {
        const done = () => scenario.count('SELECT done AS n FROM long_tasks WHERE id = $1', [id]);
        const ended = () =>
          scenario.count('SELECT count(*)::int AS n FROM long_tasks WHERE id = $1 AND ended_at IS NOT NULL', [id]);
        let deaths = 0;
        while (deaths < DEATHS) {
          const before = await done();
          await eventually('it goes on', async () => (await done()) > before || (await ended()) > 0, DONE_WITHIN_MS);
          if ((await ended()) > 0) break;
          await worker.kill();
          deaths += 1;
          worker.start();
        }
        await eventually('it has ended', async () => (await ended()) > 0, DONE_WITHIN_MS);
        return deaths;
      };

      const started = await client.api('POST', `${rules}/replay`, { body: { site: site.key, rules: STRICT }, token });
      const replay = started.as(StartedTask, 202).id;
      const replayDeaths = await survive(replay);
      const replayed = (await client.api('GET', named(replay, 'replays'), { token })).as(Replay);
      const { task, judged, flipped, cost } = replayed;
      expect(task).toMatchObject({ state: 'done', done: COMMENTS, total: COMMENTS });
      expect({ judged, flipped, flips: replayed.flips }).toEqual({
        judged: COMMENTS,
        flipped: COMMENTS / 2,
        flips: [{ from: 'publish', to: 'reject', count: COMMENTS / 2 }],
      });
      expect(await scenario.count('SELECT count(*)::int AS n FROM replay_flips WHERE task_id = $1', [replay])).toBe(
        COMMENTS / 2,
      );
      expect(replayed.warnings.map(({ code }) => code)).toEqual(['refuses_published']);
      expect(await scenario.count(`SELECT count(*)::int AS n FROM comments WHERE status <> 'published'`)).toBe(0);

      const change = { site: site.key, rules: STRICT, basedOn: 1, activate: true };
      (await client.api('PUT', rules, { body: change, token })).as(RuleSet);
      const body = { site: site.key, apply: 'both' };
      const rescreen = (await client.api('POST', `${rules}/rescreen`, { body, token })).as(StartedTask, 202).id;
      const rescreenDeaths = await survive(rescreen);
      const rescreened = (await client.api('GET', named(rescreen, 'rescreens'), { token })).as(Rescreen);
      expect(rescreened).toMatchObject({ judged: COMMENTS, changed: COMMENTS / 2, task: { state: 'done' } });
      const counts = await scenario.database.query<{ status: string; n: number; decisions: number }>(
        `SELECT status, count(*)::int AS n, sum((SELECT count(*) FROM decisions d WHERE d.comment_id = c.id AND d.cause = 'rescreening'))::int
           AS decisions FROM comments c GROUP BY status ORDER BY status`,
      );
      expect(counts).toEqual([
        { status: 'published', n: COMMENTS / 2, decisions: 0 },
        { status: 'rejected', n: COMMENTS / 2, decisions: COMMENTS / 2 },
      ]);
      expect(await scenario.count('SELECT published AS n FROM discussions')).toBe(COMMENTS / 2);
      expect(await scenario.count('SELECT count(*)::int AS n FROM dead_letters')).toBe(0);
      expect(replayDeaths + rescreenDeaths).toBeGreaterThanOrEqual(2);
      report(`${name}, replay`, {
        comments: COMMENTS,
        deaths: replayDeaths,
        busyMs: task.busyMs,
        msEach: Math.round((100 * task.busyMs) / COMMENTS) / 100,
        judgeMsEach: cost.judgeMsEach,
      });
      report(`${name}, rescreen`, {
        comments: COMMENTS,
        deaths: rescreenDeaths,
        changed: rescreened.changed,
        busyMs: rescreened.task.busyMs,
      });
    } finally {
      await scenario.close();
    }
  });
});
