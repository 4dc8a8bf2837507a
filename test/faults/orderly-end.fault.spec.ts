import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailKey } from '#accounts';
import { newId } from '#kernel';
import { eventually } from '#testing';
import { FaultBed, type FaultPlace, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { LiveReader } from '../../libs/testing/src/live-reader.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { SlowMailServer } from '../../libs/testing/src/slow-mail-server.js';
import { report } from '../../libs/testing/src/tally.js';

const JOB_MS = 3000;
const MAILS = 25;
const RUNNING = 10;
const IN_FLIGHT = 50;
/** Connections of the api to PostgreSQL: the other requests wait for one. */
const POOL = 10;

let bed: FaultBed;

beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

async function subscribeAll({ database, config }: Scenario, { site, article }: FaultPlace): Promise<void> {
  for (let index = 0; index < MAILS; index++) {
    const email = `subscriber-${index}@example.org`;
    await database.execute(
      `INSERT INTO subscriptions (id, site_id, article_id, kind, email, email_key, state, confirmed_at, created_at)
       VALUES ($1, $2, $3, 'all', $4, $5, 'confirmed', now(), now())`,
      [newId(), site.id, article.id, email, emailKey(config.secret.reveal(), email)],
    );
  }
}

describe.each(queueBackends())('a worker with queues in $name', ({ name, isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    it('F13: ends running jobs of 3 s in order on SIGTERM and leaves the others to the next worker', async () => {
      const mails = await SlowMailServer.start(JOB_MS);
      const scenario = await bed.scenario({ isRedis, smtpUrl: mails.url });
      try {
        const { client } = await scenario.api();
        const place = await scenario.place(client);
        await subscribeAll(scenario, place);
        const worker = scenario.worker();
        await client.post(place.article.id, { body: 'News for all.' }, { token: place.moderator.token });
        await worker.until(`runs ${RUNNING} jobs`, () => mails.pending === RUNNING);
        const end = await worker.stop();
        const states = await scenario.database.query<{ state: string; n: number }>(
          'SELECT state, count(*)::int AS n FROM deliveries GROUP BY 1 ORDER BY 1',
        );
        const at = Object.fromEntries(states.map(({ state, n }) => [state, n]));
        report(`F13 on ${name}, worker`, { running: RUNNING, exit: String(end.code), tookMs: end.tookMs, ...at });
        expect(end).toMatchObject({ code: 0, signal: null });
        expect(end.tookMs).toBeLessThan(20_000);
        expect(at).toEqual({ sent: RUNNING, queued: MAILS - RUNNING });

        scenario.worker();
        const restMs = await scenario.drain(60_000);
        const sent = await scenario.count(`SELECT count(*)::int AS n FROM deliveries WHERE state = 'sent'`);
        report(`F13 on ${name}, next worker`, { sent, restMs });
        expect(sent).toBe(MAILS);
        expect([...mails.counts().values()]).toEqual(Array.from({ length: MAILS }, () => 1));
      } finally {
        await scenario.close();
        await mails.stop();
      }
    });
  });
});

interface KeptAnswer {
  readonly status: number;
  readonly error?: string;
}

/** One call on a connection that is kept. `isSent` resolves once the whole request has left. */
function callOn(
  agent: Agent,
  url: string,
  body?: object,
): { readonly isSent: Promise<void>; readonly answer: Promise<KeptAnswer> } {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const call = request(url, { method: body === undefined ? 'GET' : 'POST', agent, headers });
  const answer = new Promise<KeptAnswer>((resolve) => {
    const fail = (error: Error) => resolve({ status: 0, error: error.message });
    call.on('error', fail);
    call.on('response', (response) => {
      response.on('error', fail).on('end', () => resolve({ status: response.statusCode ?? 0 }));
      response.resume();
    });
  });
  const isSent = new Promise<void>((resolve) => {
    call.end(body === undefined ? undefined : JSON.stringify(body), () => resolve());
  });
  return { isSent, answer };
}

const LOCKED = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Sends 50 posts that a lock holds up, then SIGTERM, and takes the lock away once no new connection is taken. */
async function endInFlight(
  scenario: Scenario,
  { process: api, client }: Awaited<ReturnType<Scenario['api']>>,
  articleId: string,
  agent: Agent,
) {
  const path = `${client.base}/api/v1/articles/${articleId}/comments`;
  const all = Array.from({ length: IN_FLIGHT }, (_, index) => ({
    body: `In flight, number ${index}.`,
    guest: { name: `Reader ${index}` },
  }));
  await Promise.all(all.map(() => callOn(agent, path).answer));
  return scenario.database.transaction(async () => {
    await scenario.database.execute('LOCK TABLE comments IN SHARE MODE');
    const calls = all.map((body) => callOn(agent, path, body));
    await Promise.all(calls.map(({ isSent }) => isSent));
    await eventually('the posts wait for the lock', async () => (await scenario.count(LOCKED)) > 0);
    (await client.send('GET', '/health/live')).is(200);
    const ending = api.stop();
    await eventually('no new connection is taken', () =>
      client.send('GET', '/health/live').then(
        () => false,
        () => true,
      ),
    );
    return { calls: calls.map(({ answer }) => answer), ending };
  });
}

describe('an api', () => {
  it('F13: answers 50 requests in flight after SIGTERM, ends open streams, and is gone', async () => {
    const scenario = await bed.scenario({ isRedis: false });
    try {
      const api = await scenario.api({ DB_POOL_SIZE: String(POOL) });
      const { client } = api;
      const { article } = await scenario.place(client);
      const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
      const stream = await LiveReader.open(`${client.base}/api/v1/articles/${article.id}/live`);
      const unused = connect(Number(new URL(client.base).port), '127.0.0.1');
      await once(unused, 'connect');

      const { calls, ending } = await endInFlight(scenario, api, article.id, agent);
      const results = await Promise.all(calls);
      const end = await ending;
      stream.close();
      unused.destroy();
      agent.destroy();
      report('F13, api', {
        'in flight': IN_FLIGHT,
        answered: results.filter(({ status }) => status === 201).length,
        reset: results.filter(({ error }) => error !== undefined).length,
        exit: String(end.code),
        tookMs: end.tookMs,
      });
      expect(results).toEqual(results.map(() => ({ status: 201 })));
      expect(end).toMatchObject({ code: 0, signal: null });
      expect(end.tookMs).toBeLessThan(10_000);
      expect(await scenario.count('SELECT count(*)::int AS n FROM comments')).toBe(IN_FLIGHT);
    } finally {
      await scenario.close();
    }
  });
});
