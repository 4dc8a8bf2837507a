/** So many points in so many seconds, counted from the first one. */
export interface LimitWindow {
  readonly points: number;
  readonly seconds: number;
}

/** A limit: every window must have room. `shared` ones are counted over all processes, the others in each process alone. */
export interface Limit {
  readonly windows: readonly LimitWindow[];
  readonly shared: boolean;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const per = (points: number, seconds: number): LimitWindow => ({ points, seconds });
const shared = (...windows: LimitWindow[]): Limit => ({ windows, shared: true });
/** Reads and previews cost less than asking a store about them would. */
const inProcess = (...windows: LimitWindow[]): Limit => ({ windows, shared: false });

/**
 * Every limit of the service (reliability.md D27; those it does not name are proposals). Windows go from short to long, so that a
 * refusal by the short one does not use up the long one.
 */
export const limits = {
  'post-guest': shared(per(3, MINUTE), per(20, HOUR)),
  'post-verified': shared(per(6, MINUTE), per(100, HOUR)),
  'post-trusted': shared(per(20, MINUTE)),
  edit: shared(per(10, MINUTE)),
  vote: shared(per(20, MINUTE)),
  flag: shared(per(10, MINUTE), per(60, HOUR)),
  /** Of guests and strangers, by their network (reliability.md, matrix (e) row 16). */
  'flag-guest': shared(per(3, HOUR)),
  login: shared(per(10, 10 * MINUTE)),
  'confirm-code': shared(per(10, 10 * MINUTE)),
  'send-to-address': shared(per(5, HOUR), per(20, DAY)),
  'send-from-network': shared(per(20, HOUR)),
  subscribe: shared(per(10, MINUTE), per(60, HOUR)),
  publish: shared(per(600, MINUTE)),
  moderate: inProcess(per(600, MINUTE)),
  preview: inProcess(per(60, MINUTE)),
  read: inProcess(per(600, MINUTE)),
} as const satisfies Record<string, Limit>;

/** The name of a limit. */
export type LimitName = keyof typeof limits;
