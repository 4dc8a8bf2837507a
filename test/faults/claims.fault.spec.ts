import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Claims, DecisionsResult } from '#contracts';
import { buildWaiting } from '../../libs/testing/src/build-waiting.js';
import type { BuiltPerson } from '../../libs/testing/src/build-person.js';
import type { ColloquyClient } from '../../libs/testing/src/colloquy-client.js';
import { FaultBed, type FaultPlace, type Scenario } from '../../libs/testing/src/fault-bed.js';
import { faultsScale } from '../../libs/testing/src/faults-scale.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { report } from '../../libs/testing/src/tally.js';

/** FAULTS_SCALE=20 are the hundred thousand of reliability.md. */
const WAITING = 5_000 * faultsScale();
const AT_ONCE = 25;
const MODERATORS = 5;
const MINUTE_MS = 60_000;
/** Building and claiming a hundred thousand takes twice as long as any other fault. */
const WITHIN_MS = 5 * MINUTE_MS * Math.max(1, faultsScale() / 5);
const SKEW = pathToFileURL(join(import.meta.dirname, '../../dist/test/faults/skew.js')).href;

let bed: FaultBed;
beforeAll(async () => {
  bed = await FaultBed.open();
});
afterAll(() => bed.close());

/** One of five who share the list, at one of two apis. */
interface Desk {
  readonly client: ColloquyClient;
  readonly person: BuiltPerson;
  readonly given: string[];
}

async function claim(desk: Desk, place: FaultPlace): Promise<Claims['items']> {
  const body = { site: place.site.key, next: AT_ONCE };
  const answer = await desk.client.api('POST', '/moderation/claims', { token: desk.person.token, body });
  const { items } = answer.as(Claims);
  desk.given.push(...items.map(({ commentId }) => commentId));
  return items;
}

async function claimAll(desk: Desk, place: FaultPlace): Promise<void> {
  for (let hand = await claim(desk, place); hand.length > 0;) hand = await claim(desk, place);
}

/** Claims until nothing is left, and publishes one of each hand as moderators do between two claims. */
async function work(desk: Desk, place: FaultPlace): Promise<number> {
  let decided = 0;
  for (let hand = await claim(desk, place); hand.length > 0; hand = await claim(desk, place)) {
    expect(hand.every(({ isMine, by }) => isMine && by.id === desk.person.id)).toBe(true);
    const [first] = hand;
    if (first === undefined) break;
    const item = { articleId: place.article.id, commentId: first.commentId, revision: 1, outcome: 'publish' };
    const answer = await desk.client.api('POST', '/moderation/decisions', {
      token: desk.person.token,
      body: { items: [item] },
    });
    expect(answer.as(DecisionsResult).items).toMatchObject([{ result: 'applied', status: 'published' }]);
    decided += 1;
  }
  return decided;
}

async function deskAt(client: ColloquyClient, scenario: Scenario, { site }: FaultPlace): Promise<Desk> {
  return { client, person: await scenario.person({ roles: [{ siteId: site.id, role: 'moderator' }] }), given: [] };
}

describe.each(queueBackends())('a long list shared with queues in $name', ({ name, isRedis, isThere }) => {
  it.skipIf(!isThere)(
    'F32: gives no item to two of five moderators, and every item again after its lease',
    async () => {
      const scenario = await bed.scenario({ isRedis });
      try {
        const first = (await scenario.api()).client;
        const second = (await scenario.api()).client;
        const place = await scenario.place(first);
        const { site, article } = place;
        await buildWaiting(scenario.database, { siteId: site.id, articleId: article.id, count: WAITING });
        const desks: Desk[] = [];
        for (let n = 0; n < MODERATORS; n++) desks.push(await deskAt(n % 2 === 0 ? first : second, scenario, place));
        const startedMs = performance.now();
        const decided = (await Promise.all(desks.map((desk) => work(desk, place)))).reduce((sum, n) => sum + n, 0);
        const given = desks.flatMap((desk) => desk.given);
        report(`F32 on ${name}`, {
          waiting: WAITING,
          given: new Set(given).size,
          'given twice': given.length - new Set(given).size,
          decided,
          'fewest of one': Math.min(...desks.map((desk) => desk.given.length)),
          tookMs: Math.round(performance.now() - startedMs),
        });
        expect(given).toHaveLength(WAITING);
        expect(new Set(given).size).toBe(WAITING);
        expect(desks.every((desk) => desk.given.length > 0)).toBe(true);

        const most = await scenario.count(
          `SELECT count(*)::int AS n FROM review_items WHERE claimed_until > now() + interval '5 minutes'`,
        );
        expect(most).toBe(0);
        expect(await claim(await deskAt(first, scenario, place), place)).toEqual([]);
        // An api whose clock is ahead: to it the leases are as much older.
        const ahead = (await scenario.api({ NODE_OPTIONS: `--import ${SKEW}`, SKEW_MS: String(6 * MINUTE_MS) })).client;
        const late = [await deskAt(ahead, scenario, place), await deskAt(ahead, scenario, place)];
        await Promise.all(late.map((desk) => claimAll(desk, place)));
        const again = late.flatMap((desk) => desk.given);
        expect(again).toHaveLength(WAITING - decided);
        expect(new Set(again).size).toBe(WAITING - decided);
      } finally {
        await scenario.close();
      }
    },
    WITHIN_MS,
  );
});
