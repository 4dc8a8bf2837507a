import { newId } from '#kernel';
import { LongTasks, StartLearning } from '#moderation';
import { type Action, RULES_READ, RULES_WRITE } from './action.fixture.js';
import { api, door, world } from './ground.fixture.js';

/** A long task that nobody does: there is no worker behind this door. */
const task = async (): Promise<string> => {
  const made = { siteId: world.site.id, kind: 'test.nothing', subject: newId(), params: {} };
  return (await door.get(LongTasks).start(made)).id;
};

/** One that nobody does, or nothing to learn from: whoever may ask is refused. */
let learning: Promise<unknown> | undefined;
const theLearning = (): Promise<unknown> =>
  (learning ??= door
    .get(StartLearning)
    .run({ kind: 'system' }, world.site.key)
    .catch(() => undefined));

/** What is done with long work, and with what the classifier learns. */
export const LONG_WORK: readonly Action[] = [
  {
    name: 'see long work',
    route: 'GET /api/v1/moderation/tasks',
    expected: RULES_READ,
    request: () => [`${api}/moderation/tasks?site=${world.site.key}`],
  },
  {
    name: 'see a long work',
    route: 'GET /api/v1/moderation/tasks/:id',
    expected: RULES_READ,
    request: async () => [`${api}/moderation/tasks/${await task()}?site=${world.site.key}`],
  },
  {
    name: 'stop a long work',
    route: 'POST /api/v1/moderation/tasks/:id/stop',
    expected: RULES_WRITE,
    request: async () => [`${api}/moderation/tasks/${await task()}/stop`, { json: { site: world.site.key } }],
  },
  {
    name: 'go on with a long work',
    route: 'POST /api/v1/moderation/tasks/:id/resume',
    expected: RULES_WRITE,
    request: async () => [`${api}/moderation/tasks/${await task()}/resume`, { json: { site: world.site.key } }],
  },
  {
    name: 'read what the classifier has learnt',
    route: 'GET /api/v1/moderation/classifier',
    expected: RULES_READ,
    request: () => [`${api}/moderation/classifier?site=${world.site.key}`],
  },
  {
    name: 'read the versions of what it has learnt',
    route: 'GET /api/v1/moderation/classifier/versions',
    expected: RULES_READ,
    request: () => [`${api}/moderation/classifier/versions?site=${world.site.key}`],
  },
  {
    name: 'put a version to use',
    route: 'POST /api/v1/moderation/classifier/use',
    expected: RULES_WRITE,
    request: () => [
      `${api}/moderation/classifier/use`,
      { json: { site: world.site.key, number: null, basedOn: null } },
    ],
  },
  {
    name: 'have the classifier learn',
    route: 'POST /api/v1/moderation/classifier/learn',
    expected: [401, 403, 403, 403, 403, 404, 409, 409, 403, 403, 403, 409, 404],
    request: async () => {
      await theLearning();
      return [`${api}/moderation/classifier/learn`, { json: { site: world.site.key } }];
    },
  },
];
