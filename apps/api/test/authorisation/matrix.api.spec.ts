import { describe, expect, it } from 'vitest';
import { DOOR_ROLES, type DoorRole } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { notRefused } from '../../../../libs/testing/src/refusal.js';
import { tableState } from '../../../../libs/testing/src/table-state.js';
import type { Action } from './action.fixture.js';
import { ARTICLES } from './articles.fixture.js';
import { DESK } from './desk.fixture.js';
import { door, standOnGround, world } from './ground.fixture.js';
import { LONG_WORK } from './long-work.fixture.js';
import { OPERATIONS } from './operations.fixture.js';
import { PEOPLE } from './people.fixture.js';
import { READING } from './reading.fixture.js';
import { RULES } from './rules.fixture.js';
import { WRITING } from './writing.fixture.js';

standOnGround();

const ACTIONS: readonly Action[] = [
  ...ARTICLES,
  ...READING,
  ...WRITING,
  ...DESK,
  ...RULES,
  ...LONG_WORK,
  ...PEOPLE,
  ...OPERATIONS,
];

describe.each(ACTIONS)('$name', ({ route, expected, request }) => {
  it('is for those it is for, and a denial changes nothing', async () => {
    const [method = ''] = route.split(' ');
    const cells = DOOR_ROLES.map((role, at) => ({ role, status: expected[at] ?? 0 }));
    const requests = new Map<DoorRole, [string, CallOptions?]>();
    for (const { role } of cells) requests.set(role, await request(role));
    const faults: string[] = [];
    const run = async ({ role, status }: (typeof cells)[number]) => {
      const [path, options] = requests.get(role) ?? [''];
      const answer = await door.call(method, path, { ...options, as: world.tokens[role] });
      const isDenied = answer.status >= 400;
      if (answer.status !== status)
        faults.push(`${role}: ${answer.status} instead of ${status}, ${answer.text.slice(0, 200)}`);
      else if (isDenied && notRefused(answer) !== undefined) faults.push(`${role}: ${notRefused(answer) ?? ''}`);
    };
    const before = await tableState(door.database);
    for (const cell of cells.filter(({ status }) => status >= 400)) await run(cell);
    expect(await tableState(door.database)).toEqual(before);
    for (const cell of cells.filter(({ status }) => status < 400)) await run(cell);
    if (faults.length > 0) expect.fail(faults.join('\n'));
  });
});

/** Routes whose access is no matter of roles, and where they are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /api/v1/auth/email/start': 'identity',
  'POST /api/v1/auth/email/verify': 'identity',
  'POST /api/v1/auth/login': 'identity',
  'POST /api/v1/auth/logout': 'identity',
  'GET /mail/confirm/:token': 'mail pages',
  'POST /mail/confirm/:token': 'mail pages',
  'GET /mail/unsubscribe/:token': 'mail pages',
  'POST /mail/unsubscribe/:token': 'mail pages',
  'GET /mail/verify/:token': 'mail pages',
  'POST /mail/verify/:token': 'mail pages',
  'GET /setup/:token': 'identity',
  'POST /setup/:token': 'identity',
  'GET /dashboard': 'dashboard',
  'GET /dashboard/': 'dashboard',
  'GET /dashboard/sign-in': 'dashboard',
  'POST /dashboard/sign-in': 'dashboard',
  'POST /dashboard/sign-out': 'dashboard',
  'POST /dashboard/decide': 'dashboard',
  'POST /d/:site/:key': 'pages',
  'GET /assets/:file': 'pages',
  'GET /openapi.json': 'openapi',
};

describe('the matrix', () => {
  it('knows every route of the router', () => {
    const known = new Set([...ACTIONS.map(({ route }) => route), ...Object.keys(ELSEWHERE)]);
    const routes = door.routes
      .filter(({ method, path }) => method !== 'HEAD' && !path.startsWith('/docs'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(routes.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !routes.includes(route))).toEqual([]);
  });
});
