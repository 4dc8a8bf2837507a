import { work } from '../../../apps/work.js';

/** Jobs that come back by themselves: one tick of each is always still to come. */
const recurring = (work.schedules ?? []).map(({ job }) => `'${job.name}'`).join(', ');

/** Counts, as `n`, the jobs that are not done: those whose time has come, and those that wait for another try. */
export const OPEN_WORK = `SELECT count(*)::int AS n FROM outbox WHERE available_at <= clock_timestamp() OR name NOT IN (${recurring})`;
