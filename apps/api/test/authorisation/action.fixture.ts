import { DOOR_ROLES, type DoorRole } from '../../../../libs/testing/src/door-world.js';
import type { CallOptions } from '../../../../libs/testing/src/http-caller.js';
import { ofComment, target, type Target } from './ground.fixture.js';

/** A row of the matrix: one thing to do at the door, and what each role is answered. */
export interface Action {
  readonly name: string;
  readonly route: string;
  /** Statuses in the order of `DOOR_ROLES`. */
  readonly expected: readonly number[];
  readonly request: (role: DoorRole) => Promise<[string, CallOptions?]> | [string, CallOptions?];
}

/** The same answer for everybody. */
export const all = (status: number) => DOOR_ROLES.map(() => status);

/** The desk: whoever moderates on the site, and a key that may. */
//                         anon guest verif trust mod  mod2 admin own  k:ar k:rd  k:mo k:ad k2
export const STAFF_ONLY = [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 200, 403, 404];
/** What decides on a site is read at the desk, or with a key of its admins. */
export const RULES_READ = [401, 403, 403, 403, 200, 404, 200, 200, 403, 403, 403, 200, 404];
/** Only admins change it. */
export const RULES_WRITE = [401, 403, 403, 403, 403, 404, 200, 200, 403, 403, 403, 200, 404];

/** The request of an action on a new comment. */
export const onComment =
  (kind: Target, rest = '', options: CallOptions = {}) =>
  async (role: DoorRole): Promise<[string, CallOptions]> => [ofComment(await target(kind, role), rest), options];
