import { once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SiteSecretList } from '#contracts';
import { FaultBed, type FaultPlace } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { forgetPeak, memoryOf, tellsPeak } from '../../libs/testing/src/peak-memory.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report } from '../../libs/testing/src/tally.js';

const REPLY_BYTES = 10_000_000;
const MEGABYTE = 1_048_576;
/** Reliability.md F18. */
const MOST_GROWTH = 30 * MEGABYTE;
/** The breaker of each site's provider opens after five failures, so more sites make more replies. */
const SITES = 4 * faultsScale();
const EACH = 5;
const WARM_UP = 60;
const DRAINED_WITHIN_MS = 120_000;

type Behaviour = (response: ServerResponse) => void;

let bed: FaultBed;
let behave: Behaviour;
let asked = 0;
const provider = http.createServer((request, response) => {
  request.resume().on('end', () => {
    asked += 1;
    behave(response);
  });
});

beforeAll(async () => {
  bed = await FaultBed.open();
  await once(provider.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await bed.close();
});

const noOpinion: Behaviour = (response) => response.writeHead(204).end();
/** Says that it is what was asked for, as long as anybody reads. */
const tooMuch: Behaviour = (response) => {
  response.on('error', () => undefined);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`{"verdict":"publish","explanation":"${'x'.repeat(REPLY_BYTES)}"}`);
};

describe.each(queueBackends())('a provider that says too much, with queues in $name', ({ name, isRedis, isThere }) => {
  it.skipIf(!isThere || !tellsPeak)('F18: costs a worker 30 MB at most, and publishes nothing', async () => {
    const { port } = provider.address() as AddressInfo;
    const scenario = await bed.scenario({ isRedis, env: { OUTSIDE_INTERNAL_HOSTS: `127.0.0.1:${port}` } });
    try {
      const { client } = await scenario.api();
      const worker = scenario.worker();
      const owner = await scenario.person({ roles: [{ siteId: null, role: 'admin' }] });
      const external = { url: `http://127.0.0.1:${port}/judge`, mayPublish: true };
      const limits = { flood: { perMinute: 0, perHour: 0, networkPerMinute: 0 }, raid: { holdFrom: 0 } };
      const screening = { newCommenter: { holdFirst: 0 }, similar: { holdFrom: 0 }, ...limits, external };
      const withProvider = async (): Promise<FaultPlace> => {
        const place = await scenario.place(client, { screening });
        const body = { value: 'the-secret-of-the-external-service' };
        const path = `/sites/${place.site.key}/secrets/external-secret`;
        (await client.api('PUT', path, { body, token: owner.token })).as(SiteSecretList);
        return place;
      };
      let count = 0;
      const post = async ({ article }: FaultPlace) => {
        const { token } = await scenario.person();
        count += 1;
        await client.post(article.id, { body: `Remark ${count} on the ferry.` }, { token });
      };
      const statuses = () =>
        scenario.database.query<{ status: string; failure: string | null; n: number }>(
          `SELECT c.status, failure, count(*)::int AS n FROM comments c JOIN decisions d ON d.comment_id = c.id AND d.cause = 'screening'
           CROSS JOIN LATERAL (SELECT max(p -> 'detail' ->> 'failure') AS failure FROM jsonb_array_elements(d.trace -> 'phases') p WHERE p ->> 'phase' = 'external') said
           GROUP BY 1, 2 ORDER BY 1, 2`,
        );

      behave = noOpinion;
      const usual = await withProvider();
      for (let n = 0; n < WARM_UP; n++) await post(usual);
      await scenario.drain(DRAINED_WITHIN_MS);
      expect(await statuses()).toEqual([{ status: 'published', failure: null, n: WARM_UP }]);

      behave = tooMuch;
      const places: FaultPlace[] = [];
      for (let n = 0; n < SITES; n++) places.push(await withProvider());
      const askedBefore = asked;
      const before = await memoryOf(worker.pid);
      await forgetPeak(worker.pid);
      for (let n = 0; n < EACH; n++) await Promise.all(places.map((place) => post(place)));
      await scenario.drain(DRAINED_WITHIN_MS);
      const after = await memoryOf(worker.pid);
      const growth = after.peak - before.now;
      report(`F18 on ${name}`, {
        replies: asked - askedBefore,
        'MB before': Math.round(before.now / MEGABYTE),
        'MB more at most': Math.round(growth / MEGABYTE),
        'MB more afterwards': Math.round((after.now - before.now) / MEGABYTE),
      });
      expect(await statuses()).toEqual([
        { status: 'pending', failure: 'too-large', n: SITES * EACH },
        { status: 'published', failure: null, n: WARM_UP },
      ]);
      expect(asked - askedBefore).toBe(SITES * EACH);
      expect(growth).toBeLessThanOrEqual(MOST_GROWTH);
    } finally {
      await scenario.close();
    }
  });
});
