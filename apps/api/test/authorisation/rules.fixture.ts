import { ReplayBody, RescreenBody } from '#contracts';
import { StartReplay, StartRescreen } from '#moderation';
import { type Action, RULES_READ, RULES_WRITE } from './action.fixture.js';
import { api, door, world } from './ground.fixture.js';

/** The rules in use, and a change that is based on them as they are when it is made. */
const activeRules = async (): Promise<number> => {
  const [row] = await door.database.query<{ number: number }>(
    `SELECT number FROM rule_sets WHERE site_id = $1 AND state = 'active'`,
    [world.site.id],
  );
  return row?.number ?? 0;
};

/** A replay that nobody does; the service has one at a time. */
let made: Promise<string> | undefined;
const theReplay = (): Promise<string> =>
  (made ??= door.get(StartReplay).run({ kind: 'system' }, ReplayBody.parse({ site: world.site.key })));

/** The one of this site, which nobody does; every other is refused as long as it is there. */
let rescreening: Promise<string> | undefined;
const theRescreening = (): Promise<string> =>
  (rescreening ??= door
    .get(StartRescreen)
    .run({ kind: 'system' }, RescreenBody.parse({ site: world.site.key, apply: 'both' })));

/** What is done with the rules of a site. */
export const RULES: readonly Action[] = [
  {
    name: 'read the rules',
    route: 'GET /api/v1/moderation/rules',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules?site=${world.site.key}`],
  },
  {
    name: 'read the history of the rules',
    route: 'GET /api/v1/moderation/rules/history',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/history?site=${world.site.key}`],
  },
  {
    name: 'read a version of the rules',
    route: 'GET /api/v1/moderation/rules/:number',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/1?site=${world.site.key}`],
  },
  {
    name: 'try a text against the rules',
    route: 'POST /api/v1/moderation/rules/test',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/test`, { json: { site: world.site.key, text: 'A text.' } }],
  },
  {
    name: 'make a draft of rules',
    route: 'PUT /api/v1/moderation/rules',
    expected: RULES_WRITE,
    request: async () => [
      `${api}/moderation/rules`,
      { json: { site: world.site.key, rules: {}, basedOn: await activeRules(), activate: false } },
    ],
  },
  {
    name: 'activate rules',
    route: 'POST /api/v1/moderation/rules/:number/activate',
    expected: RULES_WRITE,
    request: async () => {
      const number = await activeRules();
      return [`${api}/moderation/rules/${number}/activate`, { json: { site: world.site.key, basedOn: number } }];
    },
  },
  {
    name: 'try rules on the past',
    route: 'POST /api/v1/moderation/rules/replay',
    expected: [401, 403, 403, 403, 403, 404, 202, 202, 403, 403, 403, 202, 404],
    request: () => [`${api}/moderation/rules/replay`, { json: { site: world.site.key } }],
  },
  {
    name: 'read a replay',
    route: 'GET /api/v1/moderation/rules/replays/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/replays/${await theReplay()}?site=${world.site.key}`],
  },
  {
    name: 'read what a replay would flip',
    route: 'GET /api/v1/moderation/rules/replays/:id/flips',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/replays/${await theReplay()}/flips?site=${world.site.key}`],
  },
  {
    name: 'put rules on trial',
    route: 'PUT /api/v1/moderation/rules/shadow',
    expected: RULES_WRITE,
    request: () => [`${api}/moderation/rules/shadow`, { json: { site: world.site.key, number: 1 } }],
  },
  {
    name: 'read how rules on trial compare',
    route: 'GET /api/v1/moderation/rules/shadow',
    expected: RULES_READ,
    request: () => [`${api}/moderation/rules/shadow?site=${world.site.key}`],
  },
  {
    name: 'end the trial of rules',
    route: 'POST /api/v1/moderation/rules/shadow/stop',
    expected: RULES_WRITE,
    request: () => [`${api}/moderation/rules/shadow/stop`, { json: { site: world.site.key } }],
  },
  {
    name: 'judge past comments again',
    route: 'POST /api/v1/moderation/rules/rescreen',
    expected: [401, 403, 403, 403, 403, 404, 409, 409, 403, 403, 403, 409, 404],
    request: async () => {
      await theRescreening();
      return [`${api}/moderation/rules/rescreen`, { json: { site: world.site.key, apply: 'both' } }];
    },
  },
  {
    name: 'read what judging again has changed',
    route: 'GET /api/v1/moderation/rules/rescreens/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/rules/rescreens/${await theRescreening()}?site=${world.site.key}`],
  },
];
